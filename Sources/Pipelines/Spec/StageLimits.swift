import Stages

/// What a stage may take, and how often it is tried; defined once for the spec, its schema and every executor.
package struct StageLimits: Equatable, Sendable {
    static let timeoutOption = StageOption(
        optional: "timeout", .duration, help: "The longest that the stage may run; it is stopped then, and has failed.")
    static let retriesOption = StageOption(
        "retries", .wholeNumber(0...100), default: 0, help: "How often the stage is tried again after it failed.")
    static let cpusOption = StageOption(
        optional: "cpus", .wholeNumber(1...4096), help: "The processors that the stage uses.")
    static let memoryOption = StageOption(
        optional: "memory", .byteCount, help: "The memory that the stage needs; stages wait until there is so much.")

    static let definitions = [
        timeoutOption.definition, retriesOption.definition, cpusOption.definition, memoryOption.definition,
    ]

    /// In seconds.
    package let timeout: Double?
    package let retries: Int
    package let cpus: Int?
    /// In bytes.
    package let memory: Int?

    init(_ values: OptionValues) {
        timeout = values[Self.timeoutOption]
        retries = values[Self.retriesOption]
        cpus = values[Self.cpusOption]
        memory = values[Self.memoryOption]
    }
}

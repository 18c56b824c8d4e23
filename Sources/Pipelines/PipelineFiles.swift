/// What a pipeline keeps beside its results, in the hidden directory `.seqcast`; deleted, it costs time, never results.
package struct PipelineFiles: Sendable {
    /// The name of the hidden directory in that of the pipeline.
    static let name = ".seqcast"

    /// The hidden directory, from the current directory.
    let path: String

    init(in directory: String) {
        path = SpecPath.joined(directory, Self.name)
    }

    /// What the stage says while it runs.
    func log(of stage: String) -> String { "\(path)/logs/\(stage).log" }
}

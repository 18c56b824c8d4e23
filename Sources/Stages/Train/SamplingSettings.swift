/// The options that say in which order a network reads what it learns.
struct SamplingSettings: Sendable {
    /// The ways there are, under the names of the option.
    enum Sampling: String, CaseIterable, Sendable {
        /// The book's: a series from its start to its end, in streams side by side.
        case streams
        /// Windows that begin at random places.
        case windows
    }

    static let sampling = StageOption(
        "sampling", ValueKind<Sampling>.choice(name: "way"), default: .streams,
        help: "Read a series from start to end in streams, or windows at random places of one or many series.")
    static let lookback = StageOption(
        optional: "lookback", .wholeNumber(from: 1, name: "steps"),
        help: "With windows: the steps of a window. By default --bptt-length; --network segments needs it.")
    static let windowsPerEpoch = StageOption(
        optional: "windows-per-epoch", .wholeNumber(1...1_000_000_000),
        help: "With windows: how many make an epoch. By default as many as fit into the series side by side.")

    static let definitions = [sampling.definition, lookback.definition, windowsPerEpoch.definition]

    let sampling: Sampling
    let lookback: Int?
    let windowsPerEpoch: Int?

    init(_ values: OptionValues, _ problems: inout [OptionError]) {
        sampling = values[Self.sampling]
        lookback = values[Self.lookback]
        windowsPerEpoch = values[Self.windowsPerEpoch]
        guard sampling == .streams, values[NetworkSettings.network] == .steps else { return }
        for (option, isGiven) in [
            ("lookback", lookback != nil), ("windows-per-epoch", windowsPerEpoch != nil),
            // Other methods than a network read each series by itself.
            ("series-column", values[SeriesSettings.series] != nil && values[MethodSettings.method] == .network),
        ] where isGiven {
            problems.append(OptionError(option: option, problem: "has a meaning only with --sampling windows"))
        }
    }
}

import ForecastModels
import SeriesData

/// The options that say what kind of network is trained: one that reads row by row, or one that reads windows in segments.
struct NetworkSettings: Sendable {
    /// The kinds there are, under the names of the option.
    enum Network: String, CaseIterable, Sendable {
        /// The book's: a row in, the state carried on.
        case steps
        /// A window in, cut into segments, and an answer for the whole horizon at its end.
        case segments
    }

    private static let defaultSegment = 24

    static let network = StageOption(
        "network", ValueKind<Network>.choice(name: "kind"), default: .steps,
        help: "Read a series row by row, or in windows of --lookback rows that are cut into segments.")
    static let segment = StageOption(
        "segment", .wholeNumber(1...SegmentLayout.longestLookback, name: "rows"), default: defaultSegment,
        help: "With --network segments: the rows of a segment, a part of --lookback.")
    static let normalise = StageOption(
        "normalise", ValueKind<WindowNormalisation>.choice(name: "way"), default: .last,
        help:
            "With --network segments: what the targets of a window are counted from, after --scale: its last value, its "
            + "mean and deviation, or nothing.")
    static let shareTargets = StageOption(
        flag: "share-targets",
        help:
            "With --network segments: read each target by itself, with the weights of all and an embedding of its own.")
    static let shortcut = StageOption(
        optional: "shortcut", .wholeNumber(1...SegmentLayout.longestLookback, name: "rows"),
        help:
            "With --network segments: the rows of a cycle, a part of --lookback; a linear map from each place in the cycles of "
            + "a window to the same place in those to come is added to the answer. By default none is.")

    static let definitions = [
        network.definition, segment.definition, normalise.definition, shareTargets.definition, shortcut.definition,
    ]

    /// How windows are laid out; nil where rows are read one by one.
    let layout: SegmentLayout?

    init(_ values: OptionValues, _ problems: inout [OptionError]) {
        func problem<Value>(_ option: StageOption<Value>, _ text: String) {
            problems.append(OptionError(option: option.definition.name, problem: text))
        }
        let (segment, normalisation) = (values[Self.segment], values[Self.normalise])
        let (isShared, shortcut) = (values[Self.shareTargets], values[Self.shortcut])
        guard values[Self.network] == .segments else {
            let needs = "has a meaning only with --network segments"
            if segment != Self.defaultSegment { problem(Self.segment, needs) }
            if normalisation != .last { problem(Self.normalise, needs) }
            if isShared { problem(Self.shareTargets, needs) }
            if shortcut != nil { problem(Self.shortcut, needs) }
            layout = nil
            return
        }
        let lookback = values[SamplingSettings.lookback]
        layout = SegmentLayout(
            lookback: lookback ?? segment, segment: segment, normalisation: normalisation, sharesTargets: isShared,
            shortcut: shortcut)
        if let lookback, lookback % segment != 0 || lookback > SegmentLayout.longestLookback {
            problem(
                SamplingSettings.lookback,
                "found \(lookback); expected a multiple of --segment \(segment), at most \(SegmentLayout.longestLookback)"
            )
        }
        if let lookback, let shortcut, lookback % shortcut != 0 {
            problem(
                Self.shortcut,
                "found \(shortcut); expected a part of --lookback \(lookback), which holds whole cycles alone")
        }
        if lookback == nil {
            problem(
                SamplingSettings.lookback,
                "missing; --network segments needs it: give the rows of a window, a multiple of --segment \(segment)")
        }
        if !values[SeriesSettings.anchor].isEmpty {
            problem(
                SeriesSettings.anchor, "has a meaning only with --network steps: a window is counted from --normalise")
        }
        if values[SeriesSettings.scale].runningSeason != nil {
            problem(SeriesSettings.scale, "running has a meaning only with --network steps; give --normalise mean")
        }
        if !values[SeriesSettings.lags].isEmpty {
            problem(SeriesSettings.lags, "has a meaning only with --network steps: a window holds the rows before")
        }
    }
}

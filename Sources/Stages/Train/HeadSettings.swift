import CSVTables
import ForecastModels
import SeriesData

/// The options that say what a network is taught to say.
struct HeadSettings: Sendable {
    private static let defaultQuantiles = [0.05, 0.5, 0.95]
    /// How many levels a message has.
    private static let mostShown = 20

    static let loss = StageOption(
        "loss", ValueKind<LossKind>.choice(name: "loss"), default: .mse,
        help:
            "What the network learns to say: a value by its mse, mae or huber loss, a normal distribution, one with heavier "
            + "tails (student-t), one of counts (negative-binomial, with --scale none), or quantiles."
    )
    static let quantiles = StageOption(
        repeated: "quantiles",
        .list(of: .level, expected: "numbers above 0 and below 1 with commas between them"),
        help: "With quantile: the levels, 0.5 among them. By default "
            + defaultQuantiles.map(decimalText).joined(separator: ",") + ".")

    static let definitions = [loss.definition, quantiles.definition]

    let head: ForecastHead

    init(_ values: OptionValues, _ problems: inout [OptionError]) {
        let given = values[Self.quantiles].flatMap(\.self)
        let loss = values[Self.loss]
        let levels = (given.isEmpty ? Self.defaultQuantiles : given).sorted()
        head = ForecastHead(loss: loss, quantiles: loss == .quantile ? levels : [])
        if loss != .quantile, !given.isEmpty {
            problems.append(OptionError(option: "quantiles", problem: "has a meaning only with --loss quantile"))
        } else if !levels.contains(0.5) || Set(levels).count < levels.count {
            let more = levels.count > Self.mostShown ? ",…" : ""
            let shown = levels.prefix(Self.mostShown).map(decimalText).joined(separator: ",") + more
            problems.append(
                OptionError(
                    option: "quantiles",
                    problem:
                        "found \(shown); expected different levels, 0.5 among "
                        + "them, which is the forecast"))
        }
    }
}

extension ValueKind where Value == Double {
    /// A probability that is neither 0 nor 1.
    static var level: Self {
        ValueKind(name: "level", expected: "a number above 0, below 1", choices: [], schemaType: "number") { text in
            decimal(text).flatMap { 0 < $0 && $0 < 1 ? $0 : nil }
        } format: {
            decimalText($0)
        }
    }
}

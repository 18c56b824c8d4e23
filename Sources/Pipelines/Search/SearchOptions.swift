import Stages

/// How many settings a search tries, and how it thins them out; defined once for the spec and its schema.
struct SearchOptions: Equatable, Sendable {
    static let trialsOption = StageOption(
        "trials", .wholeNumber(1...500), default: 16, help: "How many settings are drawn.")
    static let rungsOption = StageOption(
        "rungs", .wholeNumber(1...10), default: 3,
        help: "How often the best go on; with 1, all are trained to the end.")
    static let reductionOption = StageOption(
        "reduction", .wholeNumber(2...100), default: 3,
        help: "One in so many goes on from rung to rung, with so many times the epochs.")
    static let seedOption = StageOption("seed", .seed, default: 0, help: "The seed by which settings are drawn.")

    static let measureOption = StageOption(
        "measure", ValueKind<ValidationMeasure>.choice(name: "measure"), default: .loss,
        help:
            "By what the best are told: the loss, or errors in the units of the data, as --stop-by of train has them, so that "
            + "transform, scale, lags, calendar and loss may be tried too.")

    static let definitions = [
        trialsOption.definition, rungsOption.definition, reductionOption.definition, seedOption.definition,
        measureOption.definition,
    ]

    let trials: Int
    let rungs: Int
    let reduction: Int
    let seed: UInt64
    let measure: ValidationMeasure

    init(_ values: OptionValues) {
        trials = values[Self.trialsOption]
        rungs = values[Self.rungsOption]
        reduction = values[Self.reductionOption]
        seed = values[Self.seedOption]
        measure = values[Self.measureOption]
    }

    /// A rung: how many settings come so far, and the epochs that they are trained.
    struct Rung: Equatable {
        let count: Int
        let epochs: Int
    }

    /// The rungs of `count` settings trained for `epochs` in the end; nil where the first has less than one epoch.
    ///
    /// Source: K. Jamieson and A. Talwalkar, “Non-stochastic best arm identification and hyperparameter optimization”, 2016.
    func ladder(of count: Int, epochs: Int) -> [Rung]? {
        var ladder = [Rung(count: count, epochs: epochs)]
        for _ in 1..<rungs {
            let last = ladder[ladder.count - 1]
            guard last.epochs >= reduction else { return nil }
            ladder.append(Rung(count: max(1, last.count / reduction), epochs: last.epochs / reduction))
        }
        return zip(ladder, ladder.reversed()).map { Rung(count: $0.count, epochs: $1.epochs) }
    }
}

import SeriesData
import Texts

/// The options that say by which method a model is made, and what the methods besides networks have of their own.
struct MethodSettings: Sendable {
    /// How the forecasts of members become one, under the name of the option.
    enum Weights: String, CaseIterable, Sendable {
        case mean
        case median
        /// By the errors on the validation part.
        case validation
        /// The median of those whose errors on the validation part are not far from the smallest.
        case robust
    }

    static let method = StageOption(
        "method", ValueKind<TrainMethod>.choice(name: "method"), default: .network,
        help:
            "What is made: a recurrent network; the one that the program carries, which was trained in advance on made-up "
            + "series; a statistical model, which needs no training; or a combination of models "
            + "that were made before.")
    static let season = StageOption(
        repeated: "season",
        .list(
            of: .wholeNumber(1...Transform.longestSeason, name: "steps"),
            expected: "whole numbers from 1 with commas between them"),
        help:
            "With a statistical method or pretrained: the steps of a season, 1 for none; two with seasonal-smoothing. By default what the "
            + "autocorrelation shows.")
    static let fineTune = StageOption(
        optional: "fine-tune", .wholeNumber(1...1_000_000, name: "updates"),
        help:
            "With pretrained: go on with so many updates at most on the series of the data, by the last values of which it is "
            + "seen when to end.")
    static let member = StageOption(
        repeated: "member", .path("directory"), role: .reads,
        help: "With combine: a model to combine, as train wrote it; repeatable. The columns are those of the first.")
    static let weights = StageOption(
        "weights", ValueKind<Weights>.choice(name: "way"), default: .mean,
        help:
            "With combine: the mean of the members, their median, or a mean in which those count more that had the smaller "
            + "errors on the validation part; or (robust) the median of those whose errors there are not far from the smallest."
    )
    static let weightsOf = StageOption(
        optional: "weights-of", .path("directory"), role: .reads,
        help:
            "With combine: take the weights and what is known of errors from that combination, whose members had the same "
            + "names, in place of measuring them.")
    static let candidates = StageOption(
        optional: "candidates", .path(), role: .writes,
        help:
            "With combine: the CSV file to write with the errors of each member and of the combination on the validation "
            + "part.")

    static let definitions = [
        method.definition, season.definition, fineTune.definition, member.definition, weights.definition,
        weightsOf.definition,
        candidates.definition,
    ]

    let method: TrainMethod
    let seasons: [Int]?
    /// The most updates of the network that was trained in advance; nil for none.
    let fineTune: Int?
    /// Whether it was said how many steps are forecast at once.
    let hasHorizon: Bool
    let members: [String]
    let weights: Weights
    let weightsOf: String?
    let candidates: String?

    init(_ values: OptionValues, _ problems: inout [OptionError]) {
        method = values[Self.method]
        let given = values[Self.season].flatMap(\.self)
        seasons = given.isEmpty ? nil : given.sorted()
        fineTune = values[Self.fineTune]
        hasHorizon = !(values.texts[SeriesSettings.horizon.definition.name] ?? []).isEmpty
        members = values[Self.member]
        weights = values[Self.weights]
        weightsOf = values[Self.weightsOf]
        candidates = values[Self.candidates]
        problems += conflicts(in: values)
    }

    private func conflicts(in values: OptionValues) -> [OptionError] {
        var problems: [OptionError] = []
        func refuse(_ options: [OptionDefinition], _ need: String) {
            problems += options.filter { Self.isGiven($0, in: values) }.map {
                OptionError(option: $0.name, problem: "has a meaning only with \(need)")
            }
        }
        if method != .combine {
            refuse(
                [
                    Self.member.definition, Self.weights.definition, Self.weightsOf.definition,
                    Self.candidates.definition,
                ], "--method combine")
        }
        if method != .pretrained { refuse([Self.fineTune.definition], "--method pretrained") }
        switch method {
        case .network: refuse([Self.season.definition], "a statistical --method or --method pretrained")
        case .pretrained:
            refuse(Self.ofNetworks, "--method network")
            if values[SeriesSettings.transform].contains(where: { $0 != .log1p }) {
                problems.append(
                    OptionError(
                        option: SeriesSettings.transform.definition.name,
                        problem: "found a difference; expected log1p alone with 'pretrained', which makes its own"))
            }
        case .statistical(let statistical):
            refuse(Self.ofNetworks, "--method network")
            if let seasons, seasons.filter({ $0 > 1 }).count > statistical.mostSeasons {
                let most = statistical.mostSeasons
                problems.append(
                    OptionError(
                        option: Self.season.definition.name,
                        problem: "found \(seasons.count) for '\(method.rawValue)'; expected "
                            + (most == 0 ? "none" : "at most \(most)")))
            }
            if values[SeriesSettings.transform].contains(where: { $0 != .log1p }) {
                problems.append(
                    OptionError(
                        option: SeriesSettings.transform.definition.name,
                        problem:
                            "found a difference; expected log1p alone with '\(method.rawValue)', which makes its own"))
            }
        case .combine:
            refuse(Self.ofNetworks + Self.ofSeries + [Self.season.definition], "another --method: the members say it")
            if members.isEmpty {
                problems.append(
                    OptionError(
                        option: Self.member.definition.name, problem: "missing: expected a directory that train wrote"))
            }
            let names = members.map(CombinedTraining.name)
            if Set(names.map(ByteText.init)).count < names.count {
                problems.append(
                    OptionError(
                        option: Self.member.definition.name,
                        problem:
                            "found two directories of the same name; expected different ones, by which members are known"
                    ))
            }
            if [.validation, .robust].contains(weights), weightsOf == nil, values[ValidationSettings.validation] == nil
            {
                problems.append(
                    OptionError(
                        option: Self.weights.definition.name,
                        problem:
                            "found \(weights.rawValue); expected --validation beside it, the rows to measure the members on"
                    ))
            }
        }
        return problems
    }

    /// What only networks have.
    private static let ofNetworks: [OptionDefinition] =
        [
            SeriesSettings.calendar.definition, SeriesSettings.lags.definition, SeriesSettings.anchor.definition,
            SeriesSettings.features.definition,
            SeriesSettings.knownFuture.definition, SeriesSettings.scale.definition,
        ]
        + ContinuationSettings.definitions.filter {
            ![ContinuationSettings.acceptDivergence, ContinuationSettings.acceptFailure].map(\.definition.name)
                .contains($0.name)
        }
        + ContinuationSettings.taken.filter { $0.name != TrainSettings.seed.definition.name }
        + HeadSettings.definitions + [
            TrainSettings.epochs.definition, TrainSettings.ensemble.definition,
            TrainSettings.initialWeights.definition, ValidationSettings.patience.definition,
            ValidationSettings.conformal.definition,
        ]

    /// What the members of a combination say.
    private static let ofSeries: [OptionDefinition] = [
        SeriesSettings.column.definition, SeriesSettings.target.definition, SeriesSettings.time.definition,
        SeriesSettings.series.definition, SeriesSettings.transform.definition, SeriesSettings.horizon.definition,
        SeriesSettings.range.definition,
    ]

    private static func isGiven(_ option: OptionDefinition, in values: OptionValues) -> Bool {
        let texts = values.texts[option.name] ?? []
        if case .defaulted(let text) = option.presence { return !texts.isEmpty && texts != [text] }
        return !texts.isEmpty
    }
}

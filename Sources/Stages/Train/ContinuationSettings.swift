/// The options by which a training goes on with another one, or ends before its last epoch.
struct ContinuationSettings: Sendable {
    static let resumeFrom = StageOption(
        repeated: "resume-from", .path("directory"), role: .reads,
        help:
            "Go on with the training in that directory, by its settings as far as they are not given again, with more "
            + "epochs; of several, with the one of the lowest validation loss.")
    static let place = StageOption(
        optional: "place", .wholeNumber(from: 1, name: "place"),
        help: "With several --resume-from: go on with the one that is in this place, rather than the first.")
    static let stopAfter = StageOption(
        optional: "stop-after", .wholeNumber(from: 1, name: "epochs"),
        help: "End after so many of the --epochs, which the schedule is still made for.")
    static let acceptDivergence = StageOption(
        flag: "accept-divergence", role: .presentation,
        help: "Where the loss is no longer finite, end without a model and without an error: last of all in a search.")
    static let acceptFailure = StageOption(
        flag: "accept-failure", role: .presentation,
        help:
            "Where no model can be made of the data, leave the reason in DIR/reason.txt, and end without an error: a combination "
            + "passes it over.")

    static let definitions = [
        resumeFrom.definition, place.definition, stopAfter.definition, acceptDivergence.definition,
        acceptFailure.definition,
    ]

    /// What a training that goes on with another takes from that one: the network, and how it is trained; in the order in
    /// which a search draws them.
    static let taken: [OptionDefinition] =
        [
            TrainSettings.cell.definition, TrainSettings.activation.definition, TrainSettings.hiddenSize.definition,
            TrainSettings.layers.definition, TrainSettings.dropout.definition, TrainSettings.learningRate.definition,
            TrainSettings.windowLength.definition, TrainSettings.batchSize.definition,
        ] + NetworkSettings.definitions + SamplingSettings.definitions + [
            TrainSettings.optimizer.definition,
            TrainSettings.schedule.definition, TrainSettings.scheduleEpochs.definition,
            TrainSettings.scheduleFactor.definition, TrainSettings.warmupSteps.definition,
            TrainSettings.weightDecay.definition, TrainSettings.clipNorm.definition, TrainSettings.precision.definition,
            TrainSettings.seed.definition,
        ]

    /// The directories of the trainings to choose from; none where the training is one of its own.
    let directories: [String]
    let place: Int
    let stopAfter: Int?
    let acceptsDivergence: Bool
    let acceptsFailure: Bool

    init(_ values: OptionValues, _ problems: inout [OptionError]) {
        directories = values[Self.resumeFrom]
        place = values[Self.place] ?? 1
        stopAfter = values[Self.stopAfter]
        acceptsDivergence = values[Self.acceptDivergence]
        acceptsFailure = values[Self.acceptFailure]
        if !directories.isEmpty { problems += Self.conflicts(in: values) }
        if values[Self.place] != nil, directories.count < place {
            problems.append(
                OptionError(
                    option: Self.place.definition.name,
                    problem: "found place \(place) of \(directories.count); expected as many --resume-from"))
        }
    }

    /// The options that were given a value of their own, though the training to go on with says it.
    private static func conflicts(in values: OptionValues) -> [OptionError] {
        // Also its default: the training may have been begun with another value.
        taken.filter { !(values.texts[$0.name] ?? []).isEmpty }.map { option in
            OptionError(
                option: option.name,
                problem:
                    "has no meaning beside --resume-from, whose training says it; to begin another one with its weights, give "
                    + "--initial-weights with its model in place of --resume-from")
        }
    }
}

/// How a search steers a stage: what it may vary, and by which options it goes on with what did best.
package struct StageSearch: Sendable {
    /// The options that may be varied: those that leave it comparable what is measured.
    package let variable: [OptionDefinition]
    /// What those options are that steer, by their names.
    package let output: String
    package let epochs: String
    /// Ends a stage after a part of its epochs.
    package let stopAfter: String
    /// The directories to go on with the best of.
    package let resumeFrom: String
    /// The place, from 1, of the one to go on with.
    package let place: String
    /// Without it there is nothing to rank by.
    package let validation: String
    /// Makes a stage whose numbers overflow end without an error, as the last of all.
    package let acceptDivergence: String
    /// The results in some directories, the best first, of a stage with these texts of options.
    package let ranking: @Sendable (_ directories: [String], _ texts: [String: [String]]) throws -> [RankedTraining]
}

extension TrainStage {
    package static let search: StageSearch? = StageSearch(
        variable: ContinuationSettings.taken, output: TrainSettings.output.definition.name,
        epochs: TrainSettings.epochs.definition.name, stopAfter: ContinuationSettings.stopAfter.definition.name,
        resumeFrom: ContinuationSettings.resumeFrom.definition.name,
        place: ContinuationSettings.place.definition.name,
        validation: ValidationSettings.validation.definition.name,
        acceptDivergence: ContinuationSettings.acceptDivergence.definition.name
    ) { directories, texts in
        let keepsBest = texts[ValidationSettings.patience.definition.name] != nil
        return try RankedTraining.ranking(of: directories, keepsBest: keepsBest)
    }
}

/// How a search steers a stage: what it may vary, and by which options it goes on with what did best.
package struct StageSearch: Sendable {
    /// The options that may be varied: those that leave it comparable what is measured.
    package let variable: [OptionDefinition]
    /// The options that may be varied besides these where it is measured in the units of the data.
    let variableInUnits: [OptionDefinition]
    /// The option on which depends by what the best can be told.
    package let loss: String
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
    /// By what the best are told; its first choice is the default.
    package let measure: String
    /// Makes a stage whose numbers overflow end without an error, as the last of all.
    package let acceptDivergence: String
    /// The results in some directories, the best first, of a stage with these texts of options.
    package let ranking: @Sendable (_ directories: [String], _ texts: [String: [String]]) throws -> [RankedTraining]
}

extension StageSearch {
    /// All that may be varied, as far as trials are measured in the units of the data or by the loss.
    package func variable(inUnits: Bool) -> [OptionDefinition] { variable + (inUnits ? variableInUnits : []) }
}

extension TrainStage {
    package static let search: StageSearch? = StageSearch(
        variable: ContinuationSettings.taken,
        variableInUnits: [
            SeriesSettings.transform.definition, SeriesSettings.scale.definition, SeriesSettings.lags.definition,
            SeriesSettings.calendar.definition, HeadSettings.loss.definition,
        ], loss: HeadSettings.loss.definition.name, output: TrainSettings.output.definition.name,
        epochs: TrainSettings.epochs.definition.name, stopAfter: ContinuationSettings.stopAfter.definition.name,
        resumeFrom: ContinuationSettings.resumeFrom.definition.name,
        place: ContinuationSettings.place.definition.name,
        validation: ValidationSettings.validation.definition.name,
        measure: ValidationSettings.stopBy.definition.name,
        acceptDivergence: ContinuationSettings.acceptDivergence.definition.name
    ) { directories, texts in
        let keepsBest = texts[ValidationSettings.patience.definition.name] != nil
        return try RankedTraining.ranking(of: directories, keepsBest: keepsBest)
    }
}

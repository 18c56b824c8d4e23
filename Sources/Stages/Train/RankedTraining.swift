import RecurrentNets
import SeriesData

/// A training among others, by the validation loss of the model that it gives.
package struct RankedTraining: Equatable, Sendable {
    /// Its place in the list that was ranked.
    package let index: Int
    /// The epochs that were trained.
    package let epochs: Int
    /// Or the measure in its place; nil where it was trained without a validation part, or has diverged.
    package let validationLoss: Double?
    package let isDiverged: Bool
    /// The column that the measure has.
    package let column: String

    /// The trainings in `directories`, the best first; of equal ones, the first; those that diverged last.
    ///
    /// A model has the weights of its best epoch where `keepsBest`, as with `--patience`, else those of its last.
    /// - Throws: ``FileError`` where a directory has no metrics, ``StageError`` where there is nothing to rank by.
    static func ranking(of directories: [String], keepsBest: Bool) throws -> [RankedTraining] {
        let trainings = try directories.enumerated().map { index, directory in
            let table = try Table(at: directory + "/" + TrainingDirectory.metricsName, keeping: .all)
            let column = ValidationMeasure.allCases.map(\.column).first(where: table.names.contains)
            guard column != nil || directories.count == 1 else { throw StageError.notValidated(directory: directory) }
            let losses = try column.map { try table.numbers(of: $0) } ?? []
            let epochs = try table.numbers(of: "loss")
            // The row of the epoch in which it diverged is empty.
            let isDiverged = epochs.last?.isNaN ?? true
            return RankedTraining(
                index: index, epochs: epochs.count,
                validationLoss: isDiverged ? nil : keepsBest ? losses.min() : losses.last, isDiverged: isDiverged,
                column: column ?? ValidationMeasure.loss.column)
        }
        let keys = trainings.map { $0.validationLoss ?? .infinity }
        return trainings.sorted { (keys[$0.index], $0.index) < (keys[$1.index], $1.index) }
    }
}

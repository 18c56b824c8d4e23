import CSVTables
import SeriesData

extension SeriesFile {
    /// Checks that the rows follow by the step that a model has learnt.
    ///
    /// - Throws: ``StageError/badTable(file:_:)`` with both steps.
    func requireStep(_ learnt: Frequency?) throws(StageError) {
        guard let learnt else { return }
        for frame in frames {
            guard let found = frame.frequency, !frame.follows(learnt) else { continue }
            let whose = frame.name.isEmpty ? "" : " of the series '\(CSVError.shown(frame.name))'"
            throw .badTable(
                file: path,
                CSVError(
                    column: recipe.columns.time,
                    "found times\(whose) that are \(found); expected times that are \(learnt), as the model has learnt; name "
                        + "another file, or train a model on this one"))
        }
    }
}

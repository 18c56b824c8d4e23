import CSVTables
import SeriesData

extension SeriesFile {
    /// Checks that the rows follow by the step that a model has learnt.
    ///
    /// A calendar's step may be told otherwise from a few rows: what counts is that half of them or more follow by it.
    /// - Throws: ``StageError/badTable(file:_:)`` with both steps.
    func requireStep(_ learnt: Frequency?) throws(StageError) {
        guard let learnt else { return }
        for frame in frames {
            guard let found = frame.frequency, found != learnt, let times = frame.times, times.count > 1 else {
                continue
            }
            let followers = zip(times, times.dropFirst()).count { learnt.steps(from: $0, to: $1) == 1 }
            guard followers * 2 < times.count - 1 else { continue }
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

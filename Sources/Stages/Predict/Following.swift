import CSVTables
import ForecastModels
import SeriesData

/// All series of a file that grows, each with a state of its own.
struct Following {
    private let prediction: SeriesPrediction
    private let output: ForecastFile
    private let columns: SeriesColumns
    private var times: GrowingTimes?
    /// By the place of their names among those of the file.
    private var series: [Int: FollowedSeries] = [:]
    private(set) var hasRows = false

    init(_ prediction: SeriesPrediction, into output: ForecastFile) {
        (self.prediction, self.output) = (prediction, output)
        columns = prediction.recipe.columns
        times = columns.time.map { GrowingTimes(of: $0, prediction.model.fit.frequency) }
    }

    /// Takes the next rows of the file, in their order.
    mutating func take(_ table: CSVTable) throws {
        let numbers: [[Double]]
        let moments: [Double]?
        let labels: CSVLabels?
        do throws(CSVError) {
            var read: [[Double]] = []
            for name in columns.values { read += try table.inputs(of: name, columns) }
            numbers = read
            moments = try times?.moments(of: table)
            labels = try columns.series.map { name throws(CSVError) in try table.labels(of: name) }
            try requireDates()
        } catch {
            throw StageError.badTable(file: prediction.path, error)
        }
        hasRows = true
        let form = times?.form ?? .number
        for row in 0..<table.rowCount {
            let line = table.lines.line(ofRow: row)
            let place = labels?.indices[row] ?? 0
            if series[place] == nil { series[place] = try begin(labels?.names[place] ?? "", line) }
            try series[place]?.take(
                numbers.map { $0[row] }, time: moments?[row], line: line, prediction, text: form.text)
        }
    }

    private func begin(_ name: String, _ line: Int) throws(StageError) -> FollowedSeries {
        let fit = prediction.model.fit
        let learnt = columns.series == nil ? fit.series.first?.scaling : fit.scaling(of: name)
        guard let learnt else {
            throw .badTable(
                file: prediction.path,
                CSVError(
                    line: line, column: columns.series,
                    "found the series '\(CSVError.shown(name))'; expected one that the model has learnt, as only those are "
                        + "scaled before they are there; train with it, or leave --follow out"))
        }
        return FollowedSeries(called: name, prediction.units, learnt, season: prediction.season, into: output)
    }

    private func requireDates() throws(CSVError) {
        guard !prediction.recipe.calendar.isEmpty, times?.form == .number else { return }
        throw CSVError(
            column: columns.time,
            "found whole numbers; expected dates, as the model has learnt; write them as 2024-03-05")
    }
}

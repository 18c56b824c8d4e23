import CSVTables

/// The rows of one series' forecast in memory: what a core makes while others make those of other series.
final class ForecastPart: ForecastOutput {
    private let columns: ForecastColumns
    private let stop: SharedStop
    private var rowCount = 0
    private(set) var rows = CSVRows()
    /// What there is to count of them, in their order.
    private(set) var compared: [TargetErrors.Compared] = []
    /// What there is to say of the series.
    var remarks = SeriesPrediction.Remarks()

    init(_ columns: ForecastColumns, _ stop: SharedStop) {
        (self.columns, self.stop) = (columns, stop)
    }

    func add(_ row: ForecastRow) throws {
        if rowCount % ForecastFile.rowsBetweenLooks == 0 { try throwIfStopped() }
        rowCount += 1
        columns.write(row, to: &rows)
        for (index, target) in row.targets.enumerated() {
            if let one = TargetErrors.Compared(target, target: index) { compared.append(one) }
        }
    }

    func throwIfStopped() throws(Stopped) { try stop.throwIfStopped() }
}

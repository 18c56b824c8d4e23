import CSVTables
import SeriesData

@testable import Stages

/// Reads a table of a series `y` with times `t`, and of many with the names `s`; looks at its times, and at all of it as
/// `describe` does.
func readSeries(_ bytes: [UInt8]) {
    for series in [nil, "s"] {
        let columns = SeriesColumns(targets: ["y"], time: "t", series: series)
        let selection = CSVSelection.series(numbers: columns.values, time: columns.time, label: columns.series)
        guard let table = read(bytes, keeping: selection) else { continue }
        for rule in MissingRule.allCases {
            let read = try? SeriesFrames(of: table, columns: columns, missing: rule)
            for frame in read?.frames ?? [] { look(at: frame.filled(by: rule, lookingAheadIn: frame.count / 2)) }
        }
    }
    guard let table = read(bytes, keeping: .described) else { return }
    guard let layout = try? SeriesLayout(of: table) else { return }
    for column in table.columns { _ = ColumnDescription(column, times: layout.time) }
}

private func read(_ bytes: [UInt8], keeping selection: CSVSelection) -> CSVTable? {
    var reader = CSVReader(keeping: selection)
    bytes.withUnsafeBytes { try? reader.consume($0) }
    return try? reader.finish()
}

/// Goes to the times of rows that are there and that are to come.
private func look(at frame: SeriesFrame) {
    if let frequency = frame.frequency {
        precondition(Frequency(code: frequency.code) == frequency, "a frequency is read as it was written")
        _ = (frequency.seasons, frequency.description)
    }
    for row in [0, frame.count - 1, frame.count, frame.count + 100, 1_000_000_000] where row >= 0 {
        guard let moment = frame.time(at: row) else { continue }
        _ = frame.timeForm.text(moment)
        if frame.areDates { for cycle in CalendarFeature.allCases { _ = cycle.coordinates(at: moment) } }
    }
}

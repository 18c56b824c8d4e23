import CSVTables
import SeriesData

/// Where in a table the times stand, and which rows make a series.
struct SeriesLayout {
    /// The column of times; nil where none is.
    let time: TimeColumn?
    /// The column that tells the series apart; nil for a single series.
    let seriesColumn: String?
    /// The series, in the order of their first rows; the name of a single one is empty.
    let series: [(name: String, rows: [Int])]
    /// The times of each series; empty where there is no column of times.
    let axes: [TimeAxis]

    /// Finds the column of times, and if a time stands in several rows, the column that tells these apart.
    init(of table: CSVTable) {
        let all = [(name: "", rows: Array(0..<table.rowCount))]
        for time in Self.candidates(in: table) {
            let axis = TimeAxis(time)
            if axis.duplicates.isEmpty {
                // Plain numbers may be anything; times they are if they ascend by even steps.
                guard time.areDates || axis.isComplete else { continue }
                (self.time, seriesColumn, series, axes) = (time, nil, all, [axis])
                return
            }
            // Where few rows share a time, these are doubles.
            guard axis.duplicates.count * 4 >= table.rowCount, let groups = Self.groups(in: table, time),
                time.areDates || groups.axes.allSatisfy(\.isComplete)
            else {
                guard Self.isSurelyTime(time, in: table) else { continue }
                (self.time, seriesColumn, series, axes) = (time, nil, all, [axis])
                return
            }
            (self.time, seriesColumn, series) = (time, groups.column, groups.series)
            axes = groups.axes
            return
        }
        (time, seriesColumn, series, axes) = (nil, nil, all, [])
    }

    /// The longest series.
    var longest: (rows: [Int], axis: TimeAxis?) {
        let index = series.indices.max { series[$0].rows.count < series[$1].rows.count } ?? 0
        return (series[index].rows, index < axes.count ? axes[index] : nil)
    }

    /// The step that most series have; nil where there is none.
    var frequency: Frequency? {
        var counts: [(frequency: Frequency, count: Int)] = []
        for axis in axes {
            guard let frequency = axis.frequency else { continue }
            if let index = counts.firstIndex(where: { $0.frequency == frequency }) {
                counts[index].count += 1
            } else {
                counts.append((frequency, 1))
            }
        }
        return counts.max { $0.count < $1.count }?.frequency
    }

    /// Columns of dates first, then whole numbers that are dates by their digits, then plain numbers.
    private static func candidates(in table: CSVTable) -> [TimeColumn] {
        let times = table.columns.compactMap { column -> TimeColumn? in
            switch column.content {
            case .dates, .numbers: try? table.times(of: column.name)
            default: nil
            }
        }
        let dates = times.filter { isDates($0, in: table) }
        let digits = times.filter { $0.areDates && !isDates($0, in: table) && isSurelyTime($0, in: table) }
        // The only column is what is to be forecast.
        let numbers = times.filter { time in
            table.columns.count > 1 && !time.areDates && (time.name == table.names.first || hasName(time))
        }
        return dates + digits + numbers
    }

    private static func isDates(_ time: TimeColumn, in table: CSVTable) -> Bool {
        if case .dates = try? table.column(named: time.name).content { true } else { false }
    }

    /// Whether the column holds dates, or numbers that look like dates and are called so or stand first.
    private static func isSurelyTime(_ time: TimeColumn, in table: CSVTable) -> Bool {
        isDates(time, in: table) || (time.areDates && (time.name == table.names.first || hasName(time)))
    }

    private static func hasName(_ time: TimeColumn) -> Bool {
        TimeName.isTime(time.name) || ["", "index", "minutes", "seconds", "step", "t"].contains(time.name.lowercased())
    }

    /// Whether a column stands where times do, and ascends from row to row as they would.
    static func mayBeTime(_ column: CSVTable.Column, in table: CSVTable) -> Bool {
        guard column.name == table.names.first, table.columns.count > 1, case .numbers(let numbers) = column.content
        else { return false }
        return zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
    }

    /// Whether a column is called as a part of a date.
    static func isPartOfTime(_ name: String) -> Bool {
        ["quarter", "qtr", "month", "mon", "week", "day", "weekday", "hour", "minute", "time", "year"].contains(
            name.lowercased())
    }

    private struct Groups {
        let column: String
        let series: [(name: String, rows: [Int])]
        let axes: [TimeAxis]
    }

    /// The column of fewest different values under which no series has a time twice.
    private static func groups(in table: CSVTable, _ time: TimeColumn) -> Groups? {
        var best: Groups?
        // The quarter beside a year tells no series apart.
        for column in table.columns where column.name != time.name && !isPartOfTime(column.name) {
            guard hasNumbers(table, besides: [time.name, column.name]), let series = series(by: column),
                series.count > 1, series.count * 2 <= table.rowCount,
                series.count < best?.series.count ?? .max
            else { continue }
            let axes = series.map { TimeAxis(time, rows: $0.rows) }
            if axes.allSatisfy(\.duplicates.isEmpty) {
                best = Groups(column: column.name, series: series, axes: axes)
            }
        }
        return best
    }

    private static func hasNumbers(_ table: CSVTable, besides names: [String]) -> Bool {
        table.columns.contains { column in
            guard case .numbers(let numbers) = column.content, !names.contains(column.name) else { return false }
            return numbers.contains { !$0.isNaN }
        }
    }

    /// The rows of each text, or whole number, of a column; nil where one is missing, or there are too many.
    private static func series(by column: CSVTable.Column) -> [(name: String, rows: [Int])]? {
        let mostSeries = 10_000
        switch column.content {
        case .labels(let labels):
            guard labels.names.count <= mostSeries, !labels.names.contains("") else { return nil }
            var rows = [[Int]](repeating: [], count: labels.names.count)
            for (row, label) in labels.indices.enumerated() { rows[label].append(row) }
            return zip(labels.names, rows).map { ($0, $1) }
        case .numbers(let numbers):
            var places: [Double: Int] = [:]
            var series: [(name: String, rows: [Int])] = []
            for (row, number) in numbers.enumerated() {
                guard number == number.rounded() else { return nil }
                if let place = places[number] {
                    series[place].rows.append(row)
                } else {
                    guard series.count < mostSeries else { return nil }
                    places[number] = series.count
                    series.append((decimalText(number), [row]))
                }
            }
            return series
        default: return nil
        }
    }
}

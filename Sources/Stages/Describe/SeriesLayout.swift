import CSVTables
import ForeignFiles
import SeriesData
import Texts

/// Where in a table the times stand, and which rows make a series.
package struct SeriesLayout {
    /// The column of times; nil where none is.
    package let time: TimeColumn?
    /// The columns that tell the series apart together; empty for a single series.
    package let keys: [String]
    /// The series, in the order of their first rows; the name of a single one is empty.
    package let series: [(name: String, rows: RowPlaces)]
    /// The times of each series; empty where there is no column of times.
    package let axes: [TimeAxis]
    /// The step that most series have; nil where there is none.
    package let frequency: Frequency?

    /// What was asked for: the column of times, and those that tell series apart; nil where they are to be found.
    package struct Wish {
        package var time: String?
        package var keys: [String]?
        package var target: String?

        package init(time: String? = nil, keys: [String]? = nil, target: String? = nil) {
            (self.time, self.keys, self.target) = (time, keys, target)
        }
    }

    /// The text of the option that names the key.
    package var seriesColumn: String? { keys.isEmpty ? nil : keys.joined(separator: ",") }

    /// Finds the column of times, and if a time stands in several rows, the columns that tell these apart.
    ///
    /// - Throws: ``CSVError`` where a column that was asked for is not there, or is not as it must be.
    package init(of table: CSVTable, _ wish: Wish = Wish()) throws(CSVError) {
        let all = [(name: "", rows: RowPlaces.together(0..<table.rowCount))]
        let candidates: [TimeColumn]
        if let name = wish.time {
            candidates = [try table.times(of: name)]
        } else {
            // What is to be forecast is no time.
            candidates = Self.candidates(in: table).filter { time in wish.target.map(time.name.isSame) != true }
        }
        if let keys = wish.keys {
            let time = candidates.first
            var columns: [[Int]] = []
            for key in keys { columns.append(try Self.codes(try table.column(named: key))) }
            let found = Self.series(by: keys, columns, in: table)
            self.init(time, keys, found, time.map { Self.axes($0, found) } ?? [])
            return
        }
        for time in candidates {
            let isAsked = wish.time != nil
            // Where few rows share a time, these are doubles.
            if Self.doubleCount(time.moments) * 4 >= table.rowCount,
                let groups = Self.groups(in: table, time, wish.target)
            {
                let axes = Self.axes(time, groups.series)
                if isAsked || time.areDates || axes.allSatisfy(\.isComplete) {
                    self.init(time, groups.keys, groups.series, axes)
                    return
                }
            }
            let axis = TimeAxis(time)
            let isSure = isAsked || Self.isSurelyTime(time, in: table)
            if axis.duplicates.isEmpty {
                // Plain numbers may be anything; times they are if they ascend by even steps, and those that are called so also
                // with gaps.
                let isEven = axis.isComplete || (Self.isCalledTime(time) && axis.isAscending && axis.frequency != nil)
                guard isSure || time.areDates || isEven else { continue }
                if Self.isUneven(axis), let groups = Self.evenGroups(in: table, time) {
                    self.init(time, groups.keys, groups.series, Self.axes(time, groups.series))
                    return
                }
            } else {
                guard isSure else { continue }
            }
            self.init(time, [], all, [axis])
            return
        }
        self.init(nil, [], all, [])
    }

    /// The longest series.
    package var longest: (rows: RowPlaces, axis: TimeAxis?) {
        guard let index = series.indices.max(by: { series[$0].rows.count < series[$1].rows.count }) else {
            return (.listed([]), nil)
        }
        return (series[index].rows, index < axes.count ? axes[index] : nil)
    }

    private static func commonest(_ axes: [TimeAxis]) -> Frequency? {
        var counts: [(frequency: Frequency, count: Int)] = []
        for axis in axes {
            guard let frequency = axis.frequency else { continue }
            if let index = counts.firstIndex(where: { $0.frequency == frequency }) {
                counts[index].count += 1
            } else if counts.count < 100 {
                counts.append((frequency, 1))
            }
        }
        var best: (frequency: Frequency, count: Int)?
        for one in counts where one.count > best?.count ?? 0 { best = one }
        return best?.frequency
    }

    /// The times of each series; those of one that has the same as the one before are not looked at anew.
    private static func axes(_ time: TimeColumn, _ series: [(name: String, rows: RowPlaces)]) -> [TimeAxis] {
        var axes: [TimeAxis] = []
        axes.reserveCapacity(series.count)
        for one in series { axes.append(TimeAxis(time, rows: one.rows, like: axes.last)) }
        return axes
    }

    private init(_ time: TimeColumn?, _ keys: [String], _ series: [(name: String, rows: RowPlaces)], _ axes: [TimeAxis])
    {
        (self.time, self.keys, self.series, self.axes) = (time, keys, series, axes)
        frequency = Self.commonest(axes)
    }

    /// Columns of dates first, then whole numbers that are dates by their digits, then plain numbers: those that are called
    /// times before those that count rows.
    private static func candidates(in table: CSVTable) -> [TimeColumn] {
        let mostLooked = 64
        var looked = 0
        let times = table.columns.compactMap { column -> TimeColumn? in
            switch column.content {
            case .dates: return try? table.times(of: column.name)
            case .numbers:
                let isFirst = table.columns.first.map { column.name.isSame(as: $0.name) } ?? false
                guard
                    isFirst || hasName(column.name) || TimeWord(column.name) != nil || areYears(column)
                        || PlaceName.isOne(column.name), looked < mostLooked
                else { return nil }
                looked += 1
                let time = try? table.times(of: column.name)
                return isFirst || hasName(column.name) || time?.areDates == true || areYears(column) ? time : nil
            default: return nil
            }
        }.filter { time in
            // One moment alone is the start of all, or their end.
            let known = time.moments.lazy.filter { !$0.isNaN }
            guard let first = known.first else { return false }
            return time.moments.count < 2 || known.contains { $0 != first }
        }
        let dates = times.filter { isDates($0, in: table) }
        let digits = times.filter { $0.areDates && !isDates($0, in: table) && isSurelyTime($0, in: table) }
        // The only column is what is to be forecast.
        let numbers = times.filter { time in table.columns.count > 1 && !time.areDates }
        // Where dates come again and again, those that do not are the times.
        let called = dates.filter { TimeWord($0.name)?.isWhole == true }
        let others = dates.filter { TimeWord($0.name)?.isWhole != true }
        let years = numbers.filter { !isCalledTime($0) && Self.areDecimalYears($0.moments) }
        let rest = numbers.filter { time in !isCalledTime(time) && !years.contains { $0.name == time.name } }
        return called + others + digits + numbers.filter(isCalledTime) + years + rest
    }

    private static func areYears(_ column: CSVTable.Column) -> Bool {
        if case .numbers(let numbers) = column.content { areDecimalYears(numbers) } else { false }
    }

    /// Whether numbers are years with decimals, up by an even part of a year from row to row, as R's `time()` has them.
    static func areDecimalYears(_ numbers: [Double]) -> Bool {
        guard numbers.count >= 8, let first = numbers.first, let last = numbers.last, (1500...2200).contains(first),
            last > first, last <= 2200
        else { return false }
        let step = (last - first) / Double(numbers.count - 1)
        let parts = (1 / step).rounded()
        guard parts >= 2, parts <= 366, abs(step * parts - 1) < 0.01 else { return false }
        // Some have no more than three digits behind the point.
        return zip(numbers, numbers.dropFirst()).allSatisfy { abs($1 - $0 - step) <= 0.05 * step + 1.01e-3 }
    }

    /// How many rows have a moment that a row before has.
    private static func doubleCount(_ moments: [Double]) -> Int {
        var isAscending = true
        var last = -Double.infinity
        for moment in moments where !moment.isNaN {
            if moment <= last {
                isAscending = false
                break
            }
            last = moment
        }
        if isAscending { return 0 }
        var seen: Set<UInt64> = []
        var count = 0
        for moment in moments where !moment.isNaN && !seen.insert((moment + 0).bitPattern).inserted { count += 1 }
        return count
    }

    private static func isDates(_ time: TimeColumn, in table: CSVTable) -> Bool {
        if case .dates = try? table.column(named: time.name).content { true } else { false }
    }

    /// Whether the column holds dates, or numbers that look like dates and are called so or stand first.
    private static func isSurelyTime(_ time: TimeColumn, in table: CSVTable) -> Bool {
        isDates(time, in: table)
            || (time.areDates && table.canBeTimes(time)
                && (table.columns.first.map { time.name.isSame(as: $0.name) } == true || hasName(time.name)
                    || TimeWord(time.name) != nil
                    || isUnnamedTime(time)))
    }

    /// Whether a column of a file that names none holds days or seconds, by seven digits or more, one row after the other.
    private static func isUnnamedTime(_ time: TimeColumn) -> Bool {
        PlaceName.isOne(time.name) && time.areDates && time.moments.first.map { time.text($0).utf8.count >= 7 } ?? false
            && zip(time.moments, time.moments.dropFirst()).allSatisfy { $0 <= $1 }
    }

    private static func isCalledTime(_ time: TimeColumn) -> Bool {
        TimeName.isTime(time.name) || TimeWord(time.name) == .time
    }

    private static func hasName(_ name: String) -> Bool {
        TimeName.isTime(name) || TimeWord(name)?.isWhole == true
            || ["", "index", "minutes", "seconds", "step", "t", "obs"].contains(name.lowercased())
    }

    /// Whether a column stands where times do, and ascends from row to row as they would.
    static func mayBeTime(_ column: CSVTable.Column, in table: CSVTable) -> Bool {
        guard table.columns.count > 1, column.name.isSame(as: table.columns[0].name),
            case .numbers(let numbers) = column.content
        else { return false }
        return zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
    }

    /// Whether a column is called as a part of a date.
    static func isPartOfTime(_ name: String) -> Bool {
        if ["quarter", "qtr", "month", "mon", "week", "day", "weekday", "hour", "minute", "time", "year"].contains(
            name.lowercased())
        {
            return true
        }
        // A short name is another's too: the h and d of physics.
        return name.utf8.count > 2 && TimeWord(name) != nil
    }
}

extension TimeAxis {
    /// Whether each row has a time later than the row before.
    fileprivate var isAscending: Bool { missing.isEmpty && disorder.isEmpty && duplicates.isEmpty && offGrid.isEmpty }
}

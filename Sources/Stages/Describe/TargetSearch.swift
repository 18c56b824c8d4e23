import CSVTables
import SeriesData
import Texts

/// Finds the columns that may be forecast.
struct TargetSearch {
    /// The likeliest first.
    let targets: [String]

    /// What is mostly forecast, where a column is called so.
    private static let usualTargets: Set<String> = [
        "y", "value", "target", "close", "sales", "demand", "load", "values", "obs_value", "price", "count", "mean",
    ]

    /// The columns of numbers that vary, in the file's order, one with a usual name first.
    ///
    /// Neither times nor the names of series are among them. What counts rows or time, names places or kinds, or is the same in all rows of a series, is none, unless it is
    /// all that there is.
    init(_ table: CSVTable, _ columns: [ColumnDescription], _ layout: SeriesLayout) {
        let keys = Set(layout.keys)
        let numbers = columns.filter { column in
            column.numbers != nil && !([layout.time?.name].compactMap(\.self) + layout.keys).has(column.name)
        }
        let varying = numbers.filter { $0.numbers?.isConstant == false }.map(\.name)
        let likely = varying.filter { !Self.tellsRowsApart($0, table, layout) }
        let hasOthers = columns.count > keys.count + (layout.time == nil ? 0 : 1) + 1
        let found = likely.isEmpty && !hasOthers ? numbers.map(\.name) : likely
        let usual = found.first { Self.usualTargets.contains($0.lowercased()) }
        targets = [usual].compactMap(\.self) + found.filter { $0 != usual }
    }

    private static func tellsRowsApart(_ name: String, _ table: CSVTable, _ layout: SeriesLayout) -> Bool {
        guard case .numbers(let numbers)? = try? table.column(named: name).content else { return true }
        if SeriesLayout.isPartOfTime(name), numbers.allSatisfy({ $0.isNaN || $0 == $0.rounded() }) { return true }
        if let time = layout.time,
            isOther(numbers, than: time) || isDecimalYear(numbers, of: time) || isHour(numbers, of: time)
        {
            return true
        }
        if isIdentifier(name) || SeriesLayout.areDecimalYears(numbers) || areDays(numbers) { return true }
        // All but the first row alike, as an interval that is not known at first.
        if numbers.count > 20, numbers.dropFirst(2).allSatisfy({ $0 == numbers[1] }) { return true }
        return !layout.keys.isEmpty && isSameInEach(layout.series, numbers)
    }

    /// Whether a name is that of a number by which things are called, or of a place.
    private static func isIdentifier(_ name: String) -> Bool {
        let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        guard let last = words.last else { return false }
        let names: Set = [
            "id", "ids", "key", "uuid", "guid", "index", "idx", "rowid", "zip", "zipcode", "postcode", "plz", "lat",
            "lon",
            "lng", "latitude", "longitude", "latitud", "longitud", "fips", "wmo", "wban", "usaf", "qc", "flag", "flags",
            "unnamed",
        ]
        return names.contains(last) || (words.count > 1 && ["code", "nr", "no", "number"].contains(last))
            || (words.count == 1 && ["row", "nr", "no"].contains(last)) || words.first == "unnamed"
    }

    /// Whether numbers are days by eight digits.
    private static func areDays(_ numbers: [Double]) -> Bool {
        let known = numbers.filter { !$0.isNaN }
        return !known.isEmpty && known.allSatisfy { (15_000_101...22_001_231).contains($0) }
            && !TimeColumn.isPlain(known)
    }

    /// Whether numbers go with the time as another clock does: up by as much in each step, and whole, or called a time.
    private static func isOther(_ numbers: [Double], than time: TimeColumn) -> Bool {
        guard numbers.count == time.moments.count, numbers.count > 2 else { return false }
        var slope: Double?
        var (last, lastTime) = (Double.nan, Double.nan)
        for (number, moment) in zip(numbers, time.moments) {
            if number.isNaN || moment.isNaN { return false }
            if !last.isNaN, moment != lastTime {
                let found = (number - last) / (moment - lastTime)
                guard found > 0, abs(found - (slope ?? found)) <= 1e-4 * found else { return false }
                slope = slope ?? found
            }
            (last, lastTime) = (number, moment)
        }
        // A straight line of other numbers is a series.
        let first = numbers[0]
        return slope != nil && (first > 600_000_000 || numbers.allSatisfy { $0 == $0.rounded() })
    }

    /// Whether numbers are the years of the times, with what is over of each behind the point.
    private static func isDecimalYear(_ numbers: [Double], of time: TimeColumn) -> Bool {
        guard time.areDates, numbers.count == time.moments.count, numbers.count > 2 else { return false }
        return zip(numbers, time.moments).allSatisfy { number, moment in
            guard moment.magnitude < 1e12, number.magnitude < 1e4 else { return moment.isNaN || number.isNaN }
            // 1970 and the mean length of a year, to five weeks.
            return abs(number - (1970 + moment / 31_556_952)) < 0.1
        }
    }

    /// Whether numbers are the hours of the times, with what is over of each behind the point.
    private static func isHour(_ numbers: [Double], of time: TimeColumn) -> Bool {
        guard time.areDates, numbers.count == time.moments.count, numbers.count > 2 else { return false }
        // Hours of a day that are called by their ends, or of another zone's clock, which may be put on or back.
        var (offsets, greatest): (Set<Int>, Double) = ([], 0)
        let isInHundreds = numbers.contains { $0 > 25 }
        for (number, moment) in zip(numbers, time.moments) {
            guard moment.magnitude < 1e12, (0...2500).contains(number) else { return false }
            // 630 is half past six.
            let hundreds = (number / 100).rounded(.down)
            let clock = isInHundreds ? hundreds + (number - 100 * hundreds) / 60 : number
            let hour = (moment - (moment / 86_400).rounded(.down) * 86_400) / 3600
            let offset = clock - hour
            if abs(offset - offset.rounded()) >= 0.01 { return false }
            offsets.insert((Int(offset.rounded()) + 48) % 24)
            greatest = max(greatest, clock)
        }
        return offsets == [0] || (offsets.count <= 2 && greatest > 12)
    }

    private static func isSameInEach(_ series: [(name: String, rows: RowPlaces)], _ numbers: [Double]) -> Bool {
        series.allSatisfy { series in
            let first = numbers[series.rows[0]]
            return series.rows.allSatisfy { numbers[$0] == first || numbers[$0].isNaN && first.isNaN }
        }
    }
}

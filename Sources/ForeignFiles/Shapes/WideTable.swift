import CSVTables
import SeriesData
import Texts

/// How a table is wide: where its series and its times stand, under the name that its option has.
package enum WideShape: String, CaseIterable, Sendable {
    /// A series a row: behind its name its values, in columns that are counted.
    case seriesRows = "series-rows"
    /// A series a column, beside a column of times.
    case seriesColumns = "series-columns"
    /// A year a row, a month or a quarter a column.
    case months
    /// A series a row, a year, or another time, a column.
    case years
    /// A day a row, an hour, or another time of day, a column.
    case hours
}

/// A wide table, turned: one row a value.
struct WideTable {
    let shape: WideShape
    private(set) var columns: [TidyTable.Column] = []
    private(set) var lines: [Int] = []
    /// The columns that were left out, such as the mean of twelve months.
    private(set) var left: [String] = []
    /// How many cells of those that tell series apart were empty, and what stands in them now.
    private(set) var emptyKeys = 0
    static let emptyKey = "(empty)"

    /// Turns a table of that shape, or, without one, of the shape that it has without doubt; nil where there is none.
    ///
    /// In a file that names no column (`isNamed`), twelve numbers behind years are months.
    init?(_ table: [TidyTable.Column], lines: [Int], given: WideShape?, isNamed: Bool) {
        guard !lines.isEmpty else { return nil }
        let shapes = given.map { [$0] } ?? [.hours, .months, .years, .seriesRows]
        for shape in shapes {
            let turned: Turned? =
                switch shape {
                case .hours: Self.hours(table, isGiven: given != nil, isNamed: isNamed)
                case .months: Self.months(table, isNamed: isNamed)
                case .years: Self.years(table, isGiven: given != nil)
                case .seriesRows: Self.seriesRows(table, isGiven: given != nil)
                case .seriesColumns: Self.seriesColumns(table)
                }
            guard let turned else { continue }
            self.shape = shape
            left = turned.left
            turn(table, lines, turned)
            return
        }
        return nil
    }

    /// What each column becomes.
    private struct Turned {
        /// The columns that stay, and say which series a row is of.
        var keys: [Int]
        /// The columns of values, and what the time of each is in a row.
        var values: [Int]
        var time: (_ row: Int, _ value: Int) -> String
        var timeName = "time"
        /// The name of the column of the names of the columns of values, where they are series.
        var seriesName: String?
        var left: [String] = []
        var keyNames: [Int: String] = [:]
    }

    private mutating func turn(_ table: [TidyTable.Column], _ lines: [Int], _ turned: Turned) {
        var groups: [[String]: Int] = [:]
        // The cells of each series in the order of the rows: key, time, value, line.
        var series: [(key: [String], cells: [(time: String, value: String, line: Int)])] = []
        for row in lines.indices {
            for (index, column) in turned.values.enumerated() {
                var key = turned.keys.map { table[$0].cells[row] }.map { $0.isEmpty ? Self.emptyKey : $0 }
                if turned.seriesName != nil { key.append(table[column].name) }
                let place = groups[key] ?? series.count
                if place == series.count {
                    groups[key] = place
                    series.append((key, []))
                }
                let cell = table[column].cells[row]
                series[place].cells.append((turned.time(row, index), decimal(cell) == nil ? "" : cell, lines[row]))
            }
        }
        emptyKeys = turned.keys.reduce(0) { count, key in count + table[key].cells.count { $0.isEmpty } }
        var names = turned.keys.map { turned.keyNames[$0] ?? table[$0].name }
        if let name = turned.seriesName { names.append(name) }
        func free(_ name: String) -> String {
            var name = name
            while names.has(name) { name += "_" }
            return name
        }
        var cells = names.map { _ in [String]() }
        var (times, values): ([String], [String]) = ([], [])
        for (key, all) in series {
            // Nothing is known before the first value and behind the last.
            guard let first = all.firstIndex(where: { !$0.value.isEmpty }),
                let last = all.lastIndex(where: { !$0.value.isEmpty })
            else { continue }
            for cell in all[first...last] {
                for (place, text) in key.enumerated() { cells[place].append(text) }
                times.append(cell.time)
                values.append(cell.value)
                self.lines.append(cell.line)
            }
        }
        let timeName = free(turned.timeName)
        let valueName = free("value")
        columns =
            zip(names, cells).map { TidyTable.Column(name: $0, cells: $1) }
            + [TidyTable.Column(name: timeName, cells: times), TidyTable.Column(name: valueName, cells: values)]
    }

    // MARK: - Shapes

    private static func isNumeric(_ column: TidyTable.Column) -> Bool {
        column.cells.allSatisfy { $0.isEmpty || decimal($0) != nil }
    }

    private static func isWhole(_ column: TidyTable.Column, in range: ClosedRange<Double>) -> Bool {
        column.cells.allSatisfy { cell in
            decimal(cell).map { range.contains($0) && $0 == $0.rounded() } ?? false
        }
    }

    /// A column of days, or of their parts, and a column for each time of day: `H1`…`H24`, `0`…`23`, `00:00`…`23:30`.
    private static func hours(_ table: [TidyTable.Column], isGiven: Bool, isNamed: Bool) -> Turned? {
        guard
            let (values, clocks) = (isNamed ? nil : unnamedTimesOfDay(table)) ?? timesOfDay(table, isGiven: isGiven),
            values.allSatisfy({ isNumeric(table[$0]) })
        else { return nil }
        let others = table.indices.filter { !values.contains($0) }
        let days: [String]
        let used: [Int]
        if let day = others.first(where: { index in
            !table[index].cells.contains { $0.utf8.contains(UInt8(ascii: ":")) }
                && table[index].cells.allSatisfy { DateText($0) != nil }
        }) {
            (days, used) = (table[day].cells, [day])
        } else if let day = others.first(where: { index in table[index].cells.allSatisfy { compactDay($0) != nil } }) {
            (days, used) = (table[day].cells.map { DateForm.iso.text(compactDay($0) ?? 0) }, [day])
        } else if let parts = TimeParts(others.map { table[$0] }, isNamed: true) {
            (days, used) = (parts.texts, parts.columns.map { others[$0] })
        } else {
            return nil
        }
        let rest = others.filter { !used.contains($0) }
        let isUnique = Set(days).count == days.count
        let keys = isUnique ? [] : rest.filter { Set(table[$0].cells).count > 1 && !isMeasured(table[$0]) }
        return Turned(
            keys: keys, values: values, time: { days[$0] + " " + clocks[$1] },
            left: rest.filter { !keys.contains($0) }.map { table[$0].name })
    }

    /// Whether a column holds numbers that are not all whole.
    private static func isMeasured(_ column: TidyTable.Column) -> Bool {
        isNumeric(column) && !isWhole(column, in: -1e15...1e15)
    }

    /// The columns that are times of day, and these: counted hours, half or quarter hours of a whole day, or clocks.
    private static func timesOfDay(_ table: [TidyTable.Column], isGiven: Bool) -> (values: [Int], clocks: [String])? {
        let clocks = table.map { column in
            column.name.utf8.contains(UInt8(ascii: ":")) ? ClockText(column.name) : nil
        }
        let named = table.indices.filter { clocks[$0] != nil }
        if named.count >= (isGiven ? 2 : 4) {
            let seconds = named.compactMap { clocks[$0]?.seconds }
            guard zip(seconds, seconds.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
            return (named, named.compactMap { clocks[$0]?.text })
        }
        let (run, stem, first) = counted(table)
        guard [24, 48, 96].contains(run.count), first == 0 || first == 1 else { return nil }
        let word = String(decoding: stem.map { $0 | 0x20 }, as: UTF8.self).filter { $0.isLetter }
        let isHour = word.isEmpty || word == "he" || TimeWord(word) == .hour
        let isPart = word.isEmpty || ["p", "sp", "hh", "qh", "period", "interval"].contains(word)
        guard isGiven || (run.count == 24 ? isHour : isPart) else { return nil }
        let minutes = 1440 / run.count
        // From 1 on they are called by their ends, as the hours 1 to 24 in rows are.
        return (
            run,
            run.indices.map { index in
                let minute = (index + first) * minutes
                return "\(padded(minute / 60, to: 2)):\(padded(minute % 60, to: 2))"
            }
        )
    }

    /// The parts of a day in a file that names no column: 24, 48, 96 or 288 numbers right behind days, each a day after the one
    /// before, mostly, by their ends.
    private static func unnamedTimesOfDay(_ table: [TidyTable.Column]) -> (values: [Int], clocks: [String])? {
        guard table.count > 24, table[0].cells.count > 1 else { return nil }
        let days = table.prefix(4).map { column in column.cells.map { DateText($0)?.only ?? compactDay($0) } }
        guard
            let day = days.firstIndex(where: { moments in
                !moments.contains(nil)
                    && zip(moments, moments.dropFirst()).count { ($1 ?? 0) - ($0 ?? 0) == 86_400 } * 2 >= moments.count
                        - 1
            })
        else { return nil }
        let run = table.indices.dropFirst(day + 1).prefix { isNumeric(table[$0]) }
        guard [24, 48, 96, 288].contains(run.count) else { return nil }
        let minutes = 1440 / run.count
        return (
            Array(run),
            (1...run.count).map { "\(padded($0 * minutes / 60, to: 2)):\(padded($0 * minutes % 60, to: 2))" }
        )
    }

    /// The moment of `20240305`.
    private static func compactDay(_ cell: String) -> Double? {
        guard cell.utf8.count == 8, let number = Int(cell),
            let date = CivilDate(checkedYear: number / 10_000, month: number / 100 % 100, day: number % 100)
        else { return nil }
        return Double(date.dayNumber) * 86_400
    }

    private static func months(_ table: [TidyTable.Column], isNamed: Bool) -> Turned? {
        if !isNamed, table.count == 13, table.allSatisfy(isNumeric), isWhole(table[0], in: 1500...2200) {
            let years = table[0].cells.compactMap { decimal($0).flatMap { Int(exactly: $0) } }
            guard years.count > 1, zip(years, years.dropFirst()).allSatisfy({ $1 - $0 == 1 }) else { return nil }
            return Turned(
                keys: [], values: Array(1...12), time: { "\(padded(years[$0], to: 4))-\(padded($1 + 1, to: 2))" })
        }
        let quarters = table.map { quarter(of: $0.name) }
        let areQuarters = quarters.contains(1)
        let count = areQuarters ? 4 : 12
        let numbers = areQuarters ? quarters : table.map { month(of: $0.name) }
        guard let first = numbers.firstIndex(of: 1), first + count <= table.count,
            (0..<count).allSatisfy({ numbers[first + $0] == $0 + 1 && isNumeric(table[first + $0]) }),
            let year = table.indices.first(where: { index in
                !(first..<(first + count)).contains(index) && isWhole(table[index], in: 1500...2200)
                    && (TimeWord(table[index].name) == .year || index == 0 || Set(table[index].cells).count > 1)
            })
        else { return nil }
        let others = table.indices.filter { $0 != year && !(first..<(first + count)).contains($0) }
        // Sums and means of the year, and seasons, are no keys.
        let isUnique = Set(table[year].cells).count == table[year].cells.count
        let keys = isUnique ? [] : others.filter { !isNumeric(table[$0]) || isWhole(table[$0], in: 0...1e12) }
        let years = table[year].cells.map { decimal($0).flatMap { Int(exactly: $0) } ?? 0 }
        return Turned(
            keys: keys, values: Array(first..<(first + count)),
            time: {
                "\(padded(years[$0], to: 4))-" + (areQuarters ? "Q\($1 + 1)" : padded($1 + 1, to: 2))
            },
            left: others.filter { !keys.contains($0) }.map { table[$0].name })
    }

    /// 1 to 4, of the name of a quarter: `Q1`, `Qtr1`, `1Q`, `Quarter 1`.
    private static func quarter(of name: String) -> Int? {
        let letters = name.lowercased().filter { $0.isLetter }
        let digits = name.filter { $0.isASCII && $0.isNumber }
        guard ["q", "qtr", "quarter", "quartal"].contains(letters), digits.utf8.count == 1, let number = Int(digits)
        else { return nil }
        return (1...4).contains(number) ? number : nil
    }

    /// 1 to 12, of a month's name or number.
    private static func month(of name: String) -> Int? {
        if let month = MonthWord.number(name) { return month }
        let digits = name.utf8.first.map { $0 | 0x20 } == UInt8(ascii: "m") ? String(name.dropFirst()) : name
        guard digits.utf8.count <= 2, let number = Int(digits), (1...12).contains(number) else { return nil }
        return number
    }

    private static func years(_ table: [TidyTable.Column], isGiven: Bool) -> Turned? {
        let times = shortDates(table) ?? yearsInNames(table) ?? table.map { time(of: $0.name) }
        let values = table.indices.filter { index in
            times[index] != nil
                && (isNumeric(table[index]) || table[index].cells.allSatisfy { MissingWord.isMissing($0, or: []) })
        }
        // What says how good a value is, beside it: `Y1990F`.
        let names = ByteDictionary(values.map { (table[$0].name, $0) })
        let marks = table.indices.filter { index in
            times[index] == nil && names[String(decoding: table[index].name.utf8.dropLast(), as: UTF8.self)] != nil
        }
        let keys = table.indices.filter { !values.contains($0) && !marks.contains($0) }
        guard values.count >= (isGiven ? 2 : 3), isGiven || keys.count <= 12,
            !keys.isEmpty || table[0].cells.count == 1,
            let moments = Optional(values.compactMap { times[$0].flatMap { DateText($0)?.only } }),
            moments.count == values.count
        else { return nil }
        let steps = zip(moments, moments.dropFirst()).map { $1 - $0 }
        guard steps.allSatisfy({ $0 > 0 }) || steps.allSatisfy({ $0 < 0 }) else { return nil }
        // A column of times beside them says that the names are no times.
        guard isGiven || !keys.contains(where: { key in table[key].cells.allSatisfy { DateText($0) != nil } }) else {
            return nil
        }
        let order = (moments.first ?? 0) <= (moments.last ?? 0) ? values : values.reversed()
        let used = usefulKeys(keys, table)
        return Turned(
            keys: used, values: order, time: { _, value in times[order[value]] ?? "" },
            left: (keys + marks).sorted().filter { !used.contains($0) }.map { table[$0].name },
            // The name of the column of names may be that of the times beside it.
            keyNames: Dictionary(
                used.filter { TimeWord(table[$0].name) != nil }.prefix(1).map { ($0, "series") },
                uniquingKeysWith: { $1 }))
    }

    /// The times of names that are days with a year of two digits, `1/22/20`, in the one order in which each is later than
    /// the one before; nil where most names are none.
    private static func shortDates(_ table: [TidyTable.Column]) -> [String?]? {
        let dates = table.map { column -> DateText? in
            let bytes = Array(column.name.utf8)
            let parts = bytes.split(omittingEmptySubsequences: false) { "/.-".utf8.contains($0) }
            guard parts.count == 3, (1...2).contains(parts[0].count), (1...2).contains(parts[1].count),
                parts[2].count == 2,
                let year = Int(String(decoding: parts[2], as: UTF8.self))
            else { return nil }
            return DateText(
                String(decoding: bytes.dropLast(2), as: UTF8.self) + String(ShortYear.whole(year)))
        }
        let known = dates.compactMap(\.self)
        guard known.count >= 3 else { return nil }
        let readings = [\DateText.monthFirst, \.dayFirst].filter { reading in
            let moments = known.compactMap { $0[keyPath: reading] }
            let steps = zip(moments, moments.dropFirst()).map { $1 - $0 }
            return moments.count == known.count && Set(steps).count == 1 && steps[0] != 0
        }
        guard readings.count == 1 else { return nil }
        return dates.map { date in
            date?[keyPath: readings[0]].map { DateForm.iso.text($0) }
        }
    }

    /// The years of names that are the same but for them, `Population 1990`, of all such columns of numbers; nil where fewer
    /// than three are so, or a name has another number there.
    private static func yearsInNames(_ table: [TidyTable.Column]) -> [String?]? {
        func parts(_ name: String) -> (stem: String, number: String)? {
            let bytes = Array(name.utf8)
            let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
            let runs = bytes.indices.filter { isDigit(bytes[$0]) && ($0 == 0 || !isDigit(bytes[$0 - 1])) }
            guard runs.count == 1, bytes.count > 4 else { return nil }
            let end = bytes[runs[0]...].firstIndex { !isDigit($0) } ?? bytes.count
            let stem = bytes[..<runs[0]] + [0] + bytes[end...]
            return (String(decoding: stem, as: UTF8.self), String(decoding: bytes[runs[0]..<end], as: UTF8.self))
        }
        let named = table.map { parts($0.name) }
        guard named.count(where: { $0 != nil }) >= 3 else { return nil }
        let numbered = zip(table, named).map { $1 != nil && isNumeric($0) ? $1 : nil }
        let stems = Set(numbered.compactMap { $0?.stem })
        guard stems.count == 1, numbered.count(where: { $0 != nil }) >= 3 else { return nil }
        let areYears = numbered.allSatisfy { part in part.map { YearWord.year($0.number) != nil } ?? true }
        guard areYears, !table.contains(where: { time(of: $0.name) != nil }) else { return nil }
        return numbered.map { part in part.map { $0.number + "-01-01" } }
    }

    /// The time that the name of a column is: `1990`, `YR1990`, `1990 [YR1990]`, `2010M01`, `2010-Q1`, `2015-07-01`.
    private static func time(of name: String) -> String? {
        var text = name
        if text.utf8.count == 5, let first = text.utf8.first, "XYxy".utf8.contains(first) { text.removeFirst() }
        if YearWord.year(text) != nil { return text + "-01-01" }
        guard text.utf8.count >= 6 else { return nil }
        // 2020.01
        let digits = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        if digits.count == 2, digits[0].count == 4, digits[1].count == 2,
            digits.allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } })
        {
            text = String(text.prefix(4)) + "-" + text.suffix(2)
        }
        if DateText(text)?.only != nil { return text }
        return ForeignTime.iso(text)
    }

    /// The keys that tell the rows apart: all of those whose texts differ from row to row, but for one that is another's twin.
    private static func usefulKeys(_ keys: [Int], _ table: [TidyTable.Column]) -> [Int] {
        let varied = keys.filter { Set(table[$0].cells).count > 1 }
        // One column alone may do.
        if let one = varied.first(where: { key in
            Set(table[key].cells).count == table[key].cells.count && !table[key].cells.contains("")
                && !isMeasured(table[key])
        }) {
            return [one]
        }
        // A place by degrees tells nothing more than its name does.
        let named = varied.filter { !isMeasured(table[$0]) }
        let rows = table[0].cells.indices.map { row in named.map { table[$0].cells[row] } }
        return Set(rows).count == rows.count ? named : varied
    }

    private static func seriesRows(_ table: [TidyTable.Column], isGiven: Bool) -> Turned? {
        var counted = counted(table).run
        // V1 holds the names.
        if let first = counted.first, !isNumeric(table[first]) { counted.removeFirst() }
        if isGiven, counted.count < 2 { counted = Array(table.indices.drop { !isNumeric(table[$0]) }) }
        let keys = table.indices.filter { !counted.contains($0) }
        guard counted.count >= (isGiven ? 2 : 10), counted.allSatisfy({ isNumeric(table[$0]) }),
            isGiven || keys.count <= 12
        else { return nil }
        let isTime = keys.contains { key in
            table[key].cells.allSatisfy { DateText($0) != nil } || TimeWord(table[key].name) != nil
        }
        guard isGiven || (!isTime && !keys.isEmpty) else { return nil }
        let used = usefulKeys(keys, table)
        let texts = used.map { table[$0].cells }
        let distinct = Set(table[0].cells.indices.map { row in texts.map { $0[row] } })
        guard isGiven || (distinct.count == table[0].cells.count && used.contains { !isNumeric(table[$0]) }) else {
            return nil
        }
        let isNameless = used.count == 1 && used[0] == 0 && counted.first == 1
        return Turned(
            keys: used, values: counted, time: { String($1) }, timeName: "step",
            left: keys.filter { !used.contains($0) }.map { table[$0].name },
            keyNames: isNameless
                && (table[0].name.isEmpty || table[0].name.utf8.last.map { (0x30...0x39).contains($0) } == true)
                ? [0: "series"] : [:])
    }

    /// The longest run of columns with the same letters and then numbers that go up by 1; the letters, and the first number.
    private static func counted(_ table: [TidyTable.Column]) -> (run: [Int], stem: [UInt8], first: Int) {
        func parts(_ name: String) -> (stem: [UInt8], number: Int)? {
            let bytes = Array(name.utf8)
            let start = bytes.lastIndex { !(0x30...0x39).contains($0) }.map { $0 + 1 } ?? 0
            guard start < bytes.count, bytes.count - start <= 7,
                let number = Int(String(decoding: bytes[start...], as: UTF8.self))
            else { return nil }
            return (Array(bytes[..<start]), number)
        }
        var best: Range<Int> = 0..<0
        var start = 0
        let all = table.map { parts($0.name) }
        for index in all.indices {
            let goesOn: Bool =
                if index > start, let last = all[index - 1], let this = all[index] {
                    last.stem == this.stem && this.number == last.number + 1
                } else { false }
            if !goesOn { start = index }
            if all[index] != nil, index + 1 - start > best.count { best = start..<(index + 1) }
        }
        let first = best.isEmpty ? nil : all[best.lowerBound]
        return (Array(best), first?.stem ?? [], first?.number ?? 0)
    }

    private static func seriesColumns(_ table: [TidyTable.Column]) -> Turned? {
        guard table.count > 1 else { return nil }
        let time =
            table.indices.first { index in table[index].cells.allSatisfy { DateText($0) != nil } }
            ?? table.indices.first { TimeWord(table[$0].name) != nil } ?? 0
        let values = table.indices.filter { $0 != time && isNumeric(table[$0]) }
        guard !values.isEmpty else { return nil }
        let others = table.indices.filter { $0 != time && !values.contains($0) }
        return Turned(
            keys: [], values: values, time: { row, _ in table[time].cells[row] },
            timeName: table[time].name.isEmpty ? "time" : table[time].name, seriesName: "series",
            left: others.map { table[$0].name })
    }
}

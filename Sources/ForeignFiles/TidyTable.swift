import CSVTables
import SeriesData
import Texts

/// A table of texts from elsewhere, put into the form that ``CSVReader`` reads, and what had to be done for that.
package struct TidyTable: Sendable {
    package struct Column: Sendable {
        package var name: String
        package var cells: [String]
    }

    package internal(set) var columns: [Column] = []
    /// The line of each row.
    package private(set) var lines: [Int] = []
    /// What was done, in words, in this order.
    package internal(set) var changes: [String] = []
    /// How many steps a season has, where the file says so.
    package private(set) var season: Int?
    /// What stands in the file that may be read in another way too: what it is, and the option that says so.
    package private(set) var doubts: [String] = []

    /// The column that counts the steps of each series, where a wide table was turned that has no times.
    private var countedColumn: Int?
    /// The columns that were lengths of time, or times of a day, and count seconds.
    private var lengths: [String] = []

    /// The order of day and month in a column, where the names of its parts gave it.
    private var hints: [String: DateOrder] = [:]

    package var rowCount: Int { lines.count }

    /// How the dates of a column are read that may have the day or the month first.
    package enum DateOrder: String, CaseIterable, Sendable {
        case dayFirst = "day-first"
        case monthFirst = "month-first"
    }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - bytes: All of it.
    ///   - decimal: How decimals are written; nil where the file shows it.
    ///   - missing: Texts that stand for a missing value, besides the usual words.
    ///   - dates: Which of day and month comes first; nil where the file shows it.
    ///   - timeForm: What the numbers are that count time; nil where they show it.
    ///   - wide: How a wide table is turned; nil where the file shows it.
    ///   - step: How far apart the values of a series are that has a start alone, as `hourly`; nil where the file says it.
    /// - Throws: ``CSVError`` where rows differ in length, or something can be read in two ways.
    package init(
        _ bytes: [UInt8], decimal: DecimalMark? = nil, missing: [String] = [], dates: DateOrder? = nil,
        timeForm: NumberedTime? = nil, wide: WideShape? = nil, step: String? = nil
    ) throws(CSVError) {
        try CSVSignature.check(bytes.prefix(CSVSignature.length))
        var (isNamed, separator) = (true, UInt8(ascii: ","))
        var titles: [ForeignLines.Line] = []
        if let table = PrintedSeries.read(bytes) {
            (lines, changes) = (table.lines, table.changes)
            columns = zip(table.names, table.columns).map { Column(name: $0, cells: $1) }
        } else if ArchiveFile.isOne(bytes) || JSONLinesFile.isOne(bytes) {
            let table =
                try ArchiveFile.isOne(bytes)
                ? ArchiveFile.read(bytes, step: step) : JSONLinesFile.read(bytes, step: step)
            (lines, changes) = (table.lines, table.changes)
            columns = zip(table.names, table.columns).map { Column(name: $0, cells: $1) }
        } else {
            let found = try ForeignRows(bytes)
            guard !found.names.isEmpty else {
                throw CSVError("the file is empty; a header line with the names of the columns was expected")
            }
            (lines, changes, titles, separator) = (
                found.rows.map(\.number), found.changes, found.titles, found.separator
            )
            columns = found.names.enumerated().map { index, name in
                Column(name: name, cells: found.rows.map { $0.cells[index] })
            }
            isNamed = !found.hasNoHeader
            dropUnits(decimal, missing)
        }
        dropEmptyColumns()
        dropWrappings()
        dropHiddenCharacters()
        splitKeys()
        dropMarks()
        nameApart()
        keepFinest()
        readTimes(titles)
        readCountedParts()
        try writeNumbers(decimal, missing, separator: separator)
        readNumberedTimes(timeForm)
        turn(wide, isNamed: isNamed)
        dropYears()
        joinTimes(isNamed: isNamed)
        orderDates(dates)
        dropTotals()
    }

    private mutating func dropEmptyColumns() {
        let count = columns.count
        columns.removeAll { $0.name.isEmpty && $0.cells.allSatisfy(\.isEmpty) }
        if columns.count < count {
            changes.append("columns without a name or a value (\(count - columns.count)): left out")
        }
    }

    /// Leaves out a first row of units: texts above numbers, and no value among them.
    private mutating func dropUnits(_ given: DecimalMark?, _ missing: [String]) {
        let isValue = { (cell: String) in
            DateText(cell) != nil || DecimalMark.allCases.contains { ForeignNumber(cell, $0) != nil }
        }
        guard rowCount > 2, columns.allSatisfy({ !isValue($0.cells[0]) }),
            columns.contains(where: { column in
                !MissingWord.isMissing(column.cells[0], or: missing)
                    && DecimalMark.allCases.contains {
                        NumberColumn(Array(column.cells.dropFirst()), given ?? $0, missing) != nil
                    }
            })
        else { return }
        keep(Array(1..<rowCount), "a line of units below the header: left out")
    }

    /// Leaves out of names what cannot be seen: control characters, and those that turn a text round.
    private mutating func dropHiddenCharacters() {
        for index in columns.indices where VisibleText.hides(columns[index].name) {
            let name = columns[index].name
            let visible = name.unicodeScalars.filter { !VisibleText.isHidden($0) }
            columns[index].name = String(String.UnicodeScalarView(visible))
            let new = CSVError.shown(columns[index].name)
            changes.append("the column '\(CSVError.shown(name))' has characters that cannot be seen: it is '\(new)'")
        }
    }

    /// Cuts a column of keys with commas between them, `freq,geo\\TIME_PERIOD`, as Eurostat has it.
    private mutating func splitKeys() {
        guard let first = columns.first, first.name.utf8.contains(UInt8(ascii: "\\")),
            first.name.utf8.contains(UInt8(ascii: ","))
        else { return }
        let names = (first.name.cut(at: "\\")?.before ?? first.name).parts(between: ",")
        let cells = first.cells.map { $0.parts(between: ",") }
        guard names.count > 1, cells.allSatisfy({ $0.count == names.count }) else { return }
        columns.replaceSubrange(
            0..<1, with: names.indices.map { index in Column(name: names[index], cells: cells.map { $0[index] }) })
        changes.append("column \(CSVError.shown(first.name)): cut at commas")
    }

    private mutating func nameApart() {
        let mostTold = 5
        var taken = Set(columns.map { ByteText($0.name) })
        var seen: Set<ByteText> = []
        // The number to try next for each name.
        var next = ByteDictionary<Int>()
        var count = 0
        for index in columns.indices where !seen.insert(ByteText(columns[index].name)).inserted {
            let name = columns[index].name
            let stem = name.isEmpty ? "column" : name
            var number = next[name, default: 2]
            while !taken.insert(ByteText("\(stem) \(number)")).inserted { number += 1 }
            next[name] = number + 1
            columns[index].name = "\(stem) \(number)"
            seen.insert(ByteText(columns[index].name))
            count += 1
            guard count <= mostTold else { continue }
            let new = CSVError.shown(columns[index].name)
            changes.append("two columns '\(CSVError.shown(name))': the second is '\(new)'")
        }
        if count > mostTold {
            changes.append("\(count - mostTold) more columns of the name of another: by numbers too")
        }
    }

    // MARK: - Numbers

    private mutating func writeNumbers(_ given: DecimalMark?, _ missing: [String], separator: UInt8) throws(CSVError) {
        let readings = columns.map { column in
            [DecimalMark.point, .comma].map { NumberColumn(column.cells, $0, missing) }
        }
        let pointOnly = readings.contains { $0[0] != nil && $0[1] == nil }
        let commaOnly = readings.contains { $0[0] == nil && $0[1] != nil }
        for (index, reading) in readings.enumerated() {
            let numbers: NumberColumn
            switch (reading[0], reading[1]) {
            case (nil, nil):
                clearMissingDates(index)
                writeYears(index)
                continue
            case (let point?, nil): numbers = point
            case (nil, let comma?): numbers = comma
            case (let point?, let comma?) where point.cells == comma.cells: numbers = point
            case (let point?, let comma?):
                if let given {
                    numbers = given == .point ? point : comma
                } else if commaOnly, !pointOnly {
                    numbers = comma
                } else if point.isPlain || pointOnly && !commaOnly || separator == UInt8(ascii: ",") {
                    numbers = point
                } else {
                    let row = point.cells.indices.first { point.cells[$0] != comma.cells[$0] } ?? 0
                    throw CSVError(
                        line: lines[row], column: columns[index].name,
                        "found '\(CSVError.shown(columns[index].cells[row]))', which may be \(point.cells[row]) or "
                            + "\(comma.cells[row]); give --decimal point or --decimal comma")
                }
            }
            changes += numbers.changes(in: CSVError.shown(columns[index].name))
            columns[index].cells = numbers.cells
            // What stands behind the numbers of a year, if the column is called so, is a remark on them.
            if !numbers.unit.isEmpty, !columns[index].name.holds(text: numbers.unit), !Self.isYear(columns[index].name)
            {
                columns[index].name += " [\(numbers.unit)]"
            }
        }
    }

    private static func isYear(_ name: String) -> Bool {
        DateText(name) != nil || Int(name).map { (1500...2200).contains($0) } ?? false
    }

    /// Empties the cells of a column of dates that say that a date is missing.
    private mutating func clearMissingDates(_ index: Int) {
        let cells = columns[index].cells
        let isMissing = cells.map { MissingWord.isMissing($0, or: []) }
        guard zip(cells, isMissing).contains(where: { !$0.isEmpty && $1 }), isMissing.contains(false),
            zip(cells, isMissing).allSatisfy({ $1 || DateText($0) != nil })
        else { return }
        columns[index].cells = zip(cells, isMissing).map { $1 ? "" : $0 }
        changes.append("column \(CSVError.shown(columns[index].name)): words for a missing date: empty cells")
    }

    /// Writes years of two digits with four, in a column that is of dates then.
    private mutating func writeYears(_ index: Int) {
        guard let written = writtenYears(columns[index].cells) else { return }
        columns[index].cells = written
        changes.append("column \(CSVError.shown(columns[index].name)): years of two digits: four, from 1969 to 2068")
    }

    /// Cells with years of four digits for two, from 1969 to 2068, as POSIX has them; nil where they are no dates then.
    private func writtenYears(_ cells: [String]) -> [String]? {
        let written = cells.map { cell -> String in
            // A time of day may stand behind.
            let end =
                cell.utf8.firstIndex(of: UInt8(ascii: " ")).flatMap { space in
                    cell.utf8[space...].contains(UInt8(ascii: ":")) ? space : nil
                } ?? cell.endIndex
            let day = cell[..<end]
            // A year in front is one already; what stands behind is an hour.
            guard !day.utf8.prefix(4).allSatisfy({ (0x30...0x39).contains($0) }) else { return cell }
            let digits = day.utf8.suffix(2)
            guard day.utf8.count >= 6, digits.allSatisfy({ (0x30...0x39).contains($0) }),
                let separator = day.utf8.dropLast(2).last, "-/. '".utf8.contains(separator),
                separator != UInt8(ascii: "-") || day.utf8.contains(where: { $0 | 0x20 >= UInt8(ascii: "a") }),
                let year = Int(String(day.suffix(2)))
            else { return cell }
            return day.dropLast(2) + (year < 69 ? "20" : "19") + day.suffix(2) + cell[end...]
        }
        guard written != cells, written.allSatisfy({ $0.isEmpty || DateText($0) != nil }),
            !cells.contains(where: { DateText($0) != nil })
        else { return nil }
        return written
    }

    // MARK: - Times

    /// Writes the times of columns of texts as ISO has them, and lengths of time as seconds.
    private mutating func readTimes(_ titles: [ForeignLines.Line]) {
        let isDate = columns.map { column in
            column.cells.contains { !MissingWord.isMissing($0, or: []) }
                && column.cells.allSatisfy { MissingWord.isMissing($0, or: []) || DateText($0) != nil }
        }
        for index in columns.indices where !isDate[index] {
            let name = CSVError.shown(columns[index].name)
            let cells = columns[index].cells
            let known = cells.filter { !MissingWord.isMissing($0, or: []) }
            guard let first = known.first, first.utf8.contains(where: { (0x30...0x39).contains($0) }),
                decimal(first) == nil
            else { continue }
            func set(_ what: String, _ text: ((String) -> String?)?) -> Bool {
                guard let text, text(first) != nil else { return false }
                var written: [String] = []
                written.reserveCapacity(cells.count)
                for cell in cells {
                    if MissingWord.isMissing(cell, or: []) {
                        written.append("")
                    } else if let text = text(cell) {
                        written.append(text)
                    } else {
                        return false
                    }
                }
                columns[index].cells = written
                changes.append("column \(name): \(what)")
                return true
            }
            // An epoch with a colon behind it, as rrdtool writes it.
            if first.hasSuffix(":"),
                set(
                    "a colon behind numbers: left out",
                    { cell in
                        cell.hasSuffix(":") && decimal(String(cell.dropLast())) != nil ? String(cell.dropLast()) : nil
                    })
            {
                continue
            }
            if set("a span of time: its start", { TimeSpanText.start($0) }) {
                if columns[index].cells.allSatisfy({ $0.isEmpty || DateText($0) != nil }) { continue }
                _ = Self.isoCells(columns[index].cells).map { columns[index].cells = $0 }
                continue
            }
            if readPeriods(index, known) { continue }
            if OtherTimes.forms.contains(where: { form in set(form.what, form.text(known)) }) { continue }
            // Years of two digits are told for themselves.
            if writtenYears(cells) == nil,
                set(
                    "times, written as ISO has them",
                    { cell in
                        ForeignTime.iso(cell) ?? (DateText(cell) != nil ? cell : nil)
                    })
            {
                continue
            }
            let years = Set(titles.flatMap { $0.cells.flatMap(Self.years) })
            if years.count == 1, let year = years.first,
                set(
                    "times without a year: \(year), from the title",
                    {
                        ForeignTime.iso($0, year: year)
                    })
            {
                continue
            }
            if index == 0 || TimeWord(columns[index].name) != nil, years.isEmpty,
                writtenYears(cells) == nil, OtherTimes.parts(known) == nil,
                known.allSatisfy({ ForeignTime.iso($0, year: 2000) != nil })
            {
                doubts.append(
                    "column \(name) may be times without a year: put one into a line above the table, or into each")
            }
            readLengths(index, hasDates: isDate.contains(true))
        }
    }

    /// Writes years with a part of them in a number, `1990.4`, `1990.12`, `202052`, as ISO has quarters, months and weeks.
    private mutating func readCountedParts() {
        for index in columns.indices where index == 0 || TimeWord(columns[index].name) != nil {
            guard let (what, texts) = OtherTimes.parts(columns[index].cells) else { continue }
            columns[index].cells = texts
            changes.append("column \(CSVError.shown(columns[index].name)): \(what), written as ISO has them")
        }
    }

    private static func isoCells(_ cells: [String]) -> [String]? {
        let written = cells.map { $0.isEmpty ? "" : ForeignTime.iso($0) ?? $0 }
        return written.allSatisfy { $0.isEmpty || DateText($0) != nil } ? written : nil
    }

    /// The years that stand in a text.
    private static func years(_ text: String) -> [Int] {
        TimeTokens(text).all.compactMap { token in
            guard case .digits(let digits) = token, digits.utf8.count == 4, let year = Int(digits),
                (1900...2100).contains(year)
            else { return nil }
            return year
        }
    }

    /// Reads periods with a part behind a colon, as gretl and EViews write them: `1990:1`, `1990:12`, and days that are
    /// counted, `3:24`, which become a number of parts.
    private mutating func readPeriods(_ index: Int, _ known: [String]) -> Bool {
        let isNamed = ["obs", "period", "date", "time", ""].contains(columns[index].name.lowercased())
        guard index == 0 || isNamed else { return false }
        var (periods, parts): ([Int], [Int]) = ([], [])
        for cell in known {
            let pieces = cell.split(separator: ":", omittingEmptySubsequences: false)
            guard pieces.count == 2, pieces[0].utf8.count <= 5, pieces[1].utf8.count <= 3, let period = Int(pieces[0]),
                let part = Int(pieces[1]), part >= 1, period >= 1
            else {
                return false
            }
            periods.append(period)
            parts.append(part)
        }
        guard known.count == rowCount, let most = parts.max(), most > 1 else { return false }
        let name = CSVError.shown(columns[index].name)
        if periods.allSatisfy((1500...2200).contains) {
            guard most <= 12 else { return false }
            // 2010:1 to 2010:12, and 2010:01.
            let isMonths = most > 4 || known.allSatisfy { $0.utf8.count == 7 }
            columns[index].cells = zip(periods, parts).map { isMonths ? "\($0)-\(padded($1, to: 2))" : "\($0)-Q\($1)" }
            changes.append("column \(name): \(isMonths ? "months" : "quarters"), written as ISO has them")
            return true
        }
        // Each one part after the one before, a new period behind the last part.
        let counts = zip(periods, parts).map { $0 * most + $1 - 1 }
        guard zip(counts, counts.dropFirst()).allSatisfy({ $0 < $1 }),
            !known.allSatisfy({ ClockText($0) != nil && $0.utf8.count == 5 })
        else { return false }
        let first = counts.first ?? 0
        columns[index].cells = counts.map { String($0 - first) }
        season = most
        changes.append("column \(name): periods of \(most) parts, without a date: the parts are counted")
        return true
    }

    /// Writes lengths of time, and times of day without a day, as seconds.
    private mutating func readLengths(_ index: Int, hasDates: Bool) {
        let cells = columns[index].cells
        let name = CSVError.shown(columns[index].name)
        let isTime = index == 0 || TimeWord(columns[index].name) != nil
        guard !cells.isEmpty, isTime, !hasDates else { return }
        let lengths = cells.map(DurationText.init)
        if lengths.allSatisfy({ $0 != nil }), cells.contains(where: { !ClockText.isClock($0) }) || Self.ascend(lengths)
        {
            columns[index].cells = lengths.map { $0?.seconds ?? "" }
            changes.append("column \(name): lengths of time: seconds")
            self.lengths.append(columns[index].name)
            return
        }
        let clocks = cells.map(ClockText.init)
        guard clocks.allSatisfy({ $0 != nil }),
            !columns.contains(where: { [.year, .month, .day, .date, .dayOfYear].contains(TimeWord($0.name)) })
        else { return }
        var (days, last): (Int, Int) = (0, -1)
        columns[index].cells = clocks.map { clock in
            guard let clock else { return "" }
            if clock.seconds < last { days += 1 }
            last = clock.seconds
            return String(clock.seconds + 86_400 * days) + (clock.fraction.isEmpty ? "" : "." + clock.fraction)
        }
        changes.append("column \(name): times of day without a day: seconds since the first midnight")
        self.lengths.append(columns[index].name)
    }

    private static func ascend(_ lengths: [DurationText?]) -> Bool {
        let seconds = lengths.compactMap { $0.flatMap { decimal($0.seconds) } }
        return zip(seconds, seconds.dropFirst()).allSatisfy { $0 < $1 }
    }

    /// Writes numbers that count days or years as dates, where an option says so or no other number is as likely.
    private mutating func readNumberedTimes(_ given: NumberedTime?) {
        let isDate = columns.contains { column in column.cells.contains { DateText($0) != nil } }
        for index in columns.indices
        where index == 0 || TimeWord(columns[index].name) != nil || NumberedTime(columns[index].name) != nil {
            let cells = columns[index].cells
            let numbers = cells.compactMap(decimal)
            guard numbers.count == cells.count, numbers.count > 2, !lengths.has(columns[index].name),
                zip(numbers, numbers.dropFirst()).allSatisfy({ $0 < $1 })
            else { continue }
            let name = CSVError.shown(columns[index].name)
            let places =
                cells.map { cell in cell.utf8.firstIndex(of: UInt8(ascii: ".")).map { cell.utf8[$0...].count - 1 } ?? 0
                }
                .max() ?? 0
            guard
                let form = given ?? (isDate ? nil : NumberedTime.sure(numbers) ?? .named(columns[index].name, numbers))
            else {
                let isNamed = [.date, .day, .time].contains(TimeWord(columns[index].name))
                let possible = isNamed && !isDate ? NumberedTime.possible(numbers) : []
                guard !possible.isEmpty, TimeColumn.isPlain(numbers) else { continue }
                doubts.append(
                    "column \(name) may count days: give tidy --time-form "
                        + possible.map { form in
                            form.rawValue
                                + " (\(form.iso(numbers[0], places: places).map { String($0.prefix(10)) } ?? "")…)"
                        }
                        .joined(separator: " or "))
                continue
            }
            let texts = numbers.compactMap { form.iso($0, places: places) }
            guard texts.count == numbers.count else { continue }
            columns[index].cells = texts
            changes.append("column \(name): numbers that count time (\(form.rawValue)): dates")
            return
        }
    }

    /// Turns a wide table.
    private mutating func turn(_ given: WideShape?, isNamed: Bool) {
        guard let wide = WideTable(columns, lines: lines, given: given, isNamed: isNamed) else { return }
        let what =
            switch wide.shape {
            case .hours: "a column a time of day"
            case .months: "a column a month"
            case .years: "a column a time"
            case .seriesRows: "one row a series"
            case .seriesColumns: "one column a series"
            }
        changes.append("a wide table, \(what): one row a value (\(wide.columns.last?.cells.count ?? 0))")
        if !wide.left.isEmpty {
            changes.append("columns that tell nothing of a single value, \(CSVError.list(wide.left)): left out")
        }
        (columns, lines) = (wide.columns, wide.lines)
        countedColumn = wide.shape == .seriesRows ? columns.count - 2 : nil
    }

    /// Puts a time together from columns of its parts.
    private mutating func joinTimes(isNamed: Bool) {
        guard let parts = TimeParts(columns, isNamed: isNamed) else { return }
        let times = parts.texts
        var name = "time"
        while columns.indices.contains(where: { columns[$0].name.isSame(as: name) && !parts.columns.contains($0) }) {
            name += "_"
        }
        let names = parts.columns.map { CSVError.shown(columns[$0].name) }.joined(separator: ", ")
        changes.append("time in the columns \(names): joined in the column \(name)")
        if let remark = parts.remark { changes.append("column \(name): \(remark)") }
        let place = parts.columns.min() ?? 0
        // What the names of the parts say of the order goes on to the whole.
        for place in parts.columns {
            if let hint = Self.order(in: columns[place].name) { hints[name] = hint }
        }
        let joined = Column(name: name, cells: times)
        columns = columns.indices.flatMap { index in
            index == place ? [joined] : parts.columns.contains(index) ? [] : [columns[index]]
        }
    }

    /// The order of day and month that a name gives, as `Date (MM/DD/YYYY)`.
    private static func order(in name: String) -> DateOrder? {
        let letters = name.lowercased().filter { $0.isLetter }
        if letters.holds(text: "mmddyy") { return .monthFirst }
        return letters.holds(text: "ddmmyy") || letters.holds(text: "ttmmjj") || letters.holds(text: "jjmmaa")
            ? .dayFirst : nil
    }

    /// Writes dates that may have the day or the month first as ISO has them, where an option or the name says which.
    private mutating func orderDates(_ given: DateOrder?) {
        for index in columns.indices {
            guard let order = given ?? hints[columns[index].name] ?? Self.order(in: columns[index].name) else {
                continue
            }
            let dates = columns[index].cells.map { DateText($0) }
            guard zip(dates, columns[index].cells).allSatisfy({ $0 != nil || $1.isEmpty }),
                dates.contains(where: { $0 != nil && $0?.monthFirst != $0?.dayFirst })
            else { continue }
            let moments = dates.map { order == .dayFirst ? $0?.dayFirst : $0?.monthFirst }
            guard zip(moments, dates).allSatisfy({ $0 != nil || $1 == nil }) else { continue }
            let hasClock = columns[index].cells.contains { $0.utf8.contains(UInt8(ascii: ":")) }
            let form = DateForm(
                of: hasClock ? [("2000-01-01 00:00:00", 946_684_800)] : [("2000-01-01", 946_684_800)])
            columns[index].cells = moments.map { $0.map(form.text) ?? "" }
            changes.append(
                "column \(CSVError.shown(columns[index].name)): dates with the \(order == .dayFirst ? "day" : "month") first, written "
                    + "as ISO has them")
        }
    }

    /// Leaves out last rows with a word where all others have a time, as a sum below a table.
    private mutating func dropTotals() {
        let mostTotals = 3
        guard rowCount > 2 * mostTotals else { return }
        for index in columns.indices {
            let cells = columns[index].cells
            let tail = cells.suffix(mostTotals).reversed().prefix {
                !$0.isEmpty && DateText($0) == nil && decimal($0) == nil
            }.count
            guard tail > 0, cells.dropLast(tail).allSatisfy({ DateText($0) != nil }) else { continue }
            let word = CSVError.shown(cells[rowCount - 1])
            keep(Array(0..<(rowCount - tail)), "last rows without a time (\(tail), '\(word)'): left out")
            // What was no number for them may be now.
            for place in columns.indices {
                guard columns[place].cells.contains(where: { decimal($0) == nil && !$0.isEmpty }),
                    let numbers = NumberColumn(columns[place].cells, .point, [])
                else { continue }
                columns[place].cells = numbers.cells
            }
            return
        }
    }

    // MARK: - Rows

    /// Keeps these rows, in this order.
    package mutating func keep(_ rows: [Int], _ change: String) {
        for index in columns.indices { columns[index].cells = rows.map { columns[index].cells[$0] } }
        lines = rows.map { lines[$0] }
        changes.append(change)
    }

    /// Puts the rows of another table below; where steps are counted, they go on from those of the same series.
    ///
    /// - Throws: ``CSVError`` where its columns are others, or a series is new that would go on from nothing.
    package mutating func append(_ other: TidyTable) throws(CSVError) {
        let (names, found) = (columns.map(\.name), other.columns.map(\.name))
        guard names == found, countedColumn == other.countedColumn else {
            throw CSVError(
                "found the columns \(CSVError.list(found)); expected those of the first file, \(CSVError.list(names)), in the same form"
            )
        }
        var rows = other.columns.map(\.cells)
        if let countedColumn {
            let keys = columns.indices.filter { $0 < countedColumn }
            var counts: [[String]: Int] = [:]
            for row in lines.indices { counts[keys.map { columns[$0].cells[row] }, default: 0] += 1 }
            for row in other.lines.indices {
                let key = keys.map { rows[$0][row] }
                guard let count = counts[key] else {
                    throw CSVError(
                        line: other.lines[row],
                        "found the series \(CSVError.list(key)), which is not in the first file; expected rows that go on with its series"
                    )
                }
                rows[countedColumn][row] = String(count)
                counts[key] = count + 1
            }
        }
        for index in columns.indices { columns[index].cells += rows[index] }
        lines += other.lines
        changes.append("the rows of a second file (\(other.rowCount)): below those of the first")
    }

    /// Replaces a cell.
    package mutating func set(_ column: Int, _ row: Int, to text: String) { columns[column].cells[row] = text }

    /// Writes it as CSV, in pieces to a sink.
    package func write(to sink: @escaping ([UInt8]) throws -> Void) throws {
        var csv = try CSVWriter(header: columns.map(\.name), sink: sink)
        for row in 0..<rowCount {
            for column in columns { csv.add(column.cells[row]) }
            try csv.endRow()
        }
        try csv.finish()
    }

    /// What ``CSVReader`` reads of it, with the lines of the file that it came from.
    package func table(keeping selection: CSVSelection) throws -> CSVTable {
        var reader = CSVReader(keeping: selection)
        var bytes: [UInt8] = []
        try write { bytes += $0 }
        try bytes.withUnsafeBytes { try reader.consume($0) }
        let table = try reader.finish()
        var original = RowLines()
        for (row, line) in lines.enumerated() { original.add(row: row, line: line) }
        return CSVTable(columns: table.columns, rowCount: table.rowCount, lines: original)
    }
}

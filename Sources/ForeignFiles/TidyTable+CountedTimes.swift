import CSVTables
import SeriesData
import Texts

/// Times that are counted: from a moment on, in periods, or from midnight.
extension TidyTable {
    /// Writes numbers as dates that count time from a moment on, by what the column's name, a line of units or a remark says:
    /// `days since 1850-01-01`.
    mutating func readCountedSince() {
        for index in columns.indices {
            let name = columns[index].name
            // A remark is of the column that it names, or else of the first.
            let remark = remarks.first { remark in
                CountedSince(in: remark) != nil
                    && (index == 0 || remark.lowercased().split { !$0.isLetter }.contains { $0 == name.lowercased() })
            }
            let texts = [name, index < units.count && units.count == columns.count ? units[index] : "", remark ?? ""]
            guard let counted = texts.lazy.compactMap({ CountedSince(in: $0) }).first else { continue }
            if columns.contains(where: { column in column.cells.contains { DateText($0) != nil } }) { return }
            let places = Self.places(columns[index].cells)
            guard
                let times = Self.all(
                    columns[index].cells,
                    { cell in decimal(cell).flatMap { counted.iso($0, places: places) } })
            else { continue }
            columns[index].name = free(CountedSince.withoutUnit(name), at: [index])
            columns[index].cells = times
            changes.append("column \(CSVError.shown(name)): numbers that count from a moment on: dates")
            return
        }
    }

    /// Writes numbers that count days or years as dates, where an option says so or no other number is as likely.
    mutating func readNumberedTimes(_ given: NumberedTime?) {
        let isDate = columns.contains { column in column.cells.contains { DateText($0) != nil } }
        for index in columns.indices
        where index == 0 || TimeWord(columns[index].name) != nil || NumberedTime(columns[index].name) != nil {
            let cells = columns[index].cells
            let numbers = cells.compactMap(decimal)
            guard numbers.count == cells.count, numbers.count > 2, !lengths.has(columns[index].name),
                zip(numbers, numbers.dropFirst()).allSatisfy({ $0 < $1 })
            else { continue }
            let name = CSVError.shown(columns[index].name)
            let places = Self.places(cells)
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

    /// Reads periods with a part behind a colon, as gretl and EViews write them: `1990:1`, `1990:12`, and days that are
    /// counted, `3:24`, which become a number of parts.
    mutating func readPeriods(_ index: Int, _ known: [String]) -> Bool {
        let isNamed = ["obs", "period", "date", "time", ""].contains(columns[index].name.lowercased())
        let hasColons = known.first?.utf8.contains(UInt8(ascii: ":")) ?? false
        guard index == 0 || isNamed else { return false }
        var (periods, parts): ([Int], [Int]) = ([], [])
        for cell in known {
            let pieces = cell.split(separator: hasColons ? ":" : "-", omittingEmptySubsequences: false)
            guard pieces.count == 2, pieces[0].utf8.count <= (hasColons ? 5 : 3), pieces[1].utf8.count <= 3,
                let period = Int(pieces[0]),
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
            !known.allSatisfy({ ClockText($0) != nil && $0.utf8.count == 5 }),
            // The months of years that have no number of the calendar, `3-12`, are those that follow each other; days do not.
            hasColons
                || (most == 12 && zip(counts, counts.dropFirst()).allSatisfy { $1 - $0 == 1 } && counts.count > 12)
        else { return false }
        let first = counts.first ?? 0
        columns[index].cells = counts.map { String($0 - first) }
        season = most
        changes.append("column \(name): periods of \(most) parts, without a date: the parts are counted")
        return true
    }

    /// Writes lengths of time, and times of day without a day, as seconds.
    mutating func readLengths(_ index: Int, hasDates: Bool) {
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

    /// The most decimals that a number has.
    private static func places(_ cells: [String]) -> Int {
        cells.lazy.map { cell in
            cell.utf8.firstIndex(of: UInt8(ascii: ".")).map { cell.utf8[$0...].count - 1 } ?? 0
        }
        .max() ?? 0
    }

    private static func ascend(_ lengths: [DurationText?]) -> Bool {
        let seconds = lengths.compactMap { $0.flatMap { decimal($0.seconds) } }
        return zip(seconds, seconds.dropFirst()).allSatisfy { $0 < $1 }
    }
}

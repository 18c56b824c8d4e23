import CSVTables
import SeriesData
import Texts

/// Times in other writings.
extension TidyTable {
    /// Writes the times of columns of texts as ISO has them, and lengths of time as seconds.
    mutating func readTimes(_ titles: [ForeignLines.Line]) {
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
            if writtenYears(cells) == nil, Self.shortDays(cells) == nil,
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
                writtenYears(cells) == nil, Self.shortDays(cells) == nil, OtherTimes.parts(known) == nil,
                known.allSatisfy({ ForeignTime.iso($0, year: 2000) != nil })
            {
                doubts.append(
                    "column \(name) may be times without a year: put one into a line above the table, or into each")
            }
            readLengths(index, hasDates: isDate.contains(true))
        }
    }

    /// Writes years with a part of them in a number, `1990.4`, `1990.12`, `202052`, as ISO has quarters, months and weeks.
    mutating func readCountedParts() {
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
}

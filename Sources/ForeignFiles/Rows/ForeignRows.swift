import CSVTables
import SeriesData
import Texts

/// The rows of a file of texts that is not as ``CSVReader`` wants it: what separates its cells, which lines are rows, and
/// which of those above them names the columns, are found.
struct ForeignRows {
    typealias Line = ForeignLines.Line

    let separator: UInt8
    /// The name of each column.
    var names: [String] = []
    /// All of as many cells as there are names.
    var rows: [Line] = []
    /// What was left out and put together, in words.
    var changes: [String] = []
    /// Whether the file names no column.
    var hasNoHeader = false
    /// The lines above the header.
    var titles: [Line] = []
    /// The cells of a line of units below the header; empty where there is none.
    var units: [String] = []
    /// The texts of remarks and titles.
    private(set) var remarks: [String] = []

    /// The most lines of a title or a footer, of a header, and rows that tell what a column holds.
    static let (mostTitles, mostHeaders, mostSamples) = (60, 10, 100)
    /// The most rows at the end that are sums or means.
    private static let mostTotals = 3

    /// - Throws: ``CSVError``, where no separator gives rows of the same number of cells.
    init(_ bytes: [UInt8]) throws(CSVError) {
        try CSVSignature.check(bytes.prefix(CSVSignature.length))
        let (unboxed, hadBoxes) = Self.withoutBoxes(bytes)
        if hadBoxes { changes.append("lines of boxes between cells: bars") }
        let bare = Self.withoutOuterQuotes(unboxed)
        if bare != nil { changes.append("quotes around whole lines: left out") }
        let ended = bare == nil ? EndedHeader.without(unboxed) : nil
        if ended != nil { changes.append("headers that end with ***End_of_Header***: left out") }
        let bytes = bare ?? ended ?? unboxed
        var start = bytes.starts(with: CSVSignature.byteOrderMark) ? CSVSignature.byteOrderMark.count : 0
        if let (given, length) = Self.givenSeparator(bytes[start...]) {
            separator = given
            start += length
            changes.append("a line that names the separator: left out")
        } else {
            separator = Self.separator(of: bytes[start...])
        }
        let found = try ForeignLines(bytes[start...], at: separator)
        if separator != UInt8(ascii: ",") {
            let names = [UInt8(ascii: ";"): "semicolons", UInt8(ascii: "\t"): "tabs", UInt8(ascii: "|"): "bars"]
            changes.append("cells have \(names[separator] ?? "spaces") between them: commas")
        }
        if found.hadSpaces { changes.append("spaces around cells: left out") }
        try arrange(found)
        readPairs()
        readPairLists()
    }

    // MARK: - Which lines are what

    private mutating func arrange(_ found: ForeignLines) throws(CSVError) {
        var lines = found.lines
        if separator == UInt8(ascii: " ") {
            if let groups = ColonGroups(found) {
                lines = groups.lines
                changes.append("colons between groups of columns: left out")
            }
            let glued = GluedNumbers.part(&lines)
            if glued > 0 { changes.append("rows with numbers right behind each other (\(glued)): taken apart") }
            let aligned = AlignedLines(found, lines)
            if aligned.count > 0 {
                changes.append(
                    "rows with blanks where a cell is missing (\(aligned.count)): cells put below their names")
            }
            lines = Self.withJoinedClocks(aligned.lines)
        }
        let ruleCount = lines.count
        lines.removeAll { !$0.isRemark && $0.cells.count > 1 && Self.isRule($0) }
        if lines.count < ruleCount { changes.append("rules of hyphens (\(ruleCount - lines.count)): left out") }
        let plain = lines.indices.filter { !lines[$0].isRemark }
        guard let width = Self.width(of: plain.map { lines[$0] }) else {
            throw CSVError("the file is empty; a header line with the names of the columns was expected")
        }
        // A word behind a row's last cell is a remark on it.
        var noteCount = 0
        for index in plain where lines[index].cells.count == width + 1 {
            guard let word = lines[index].cells.last, CellKind(word) == .text, CellKind(lines[index].cells[0]).isValue,
                lines[index].cells.dropLast().count(where: { CellKind($0).isValue }) * 2 > width
            else { continue }
            lines[index].cells.removeLast()
            noteCount += 1
        }
        if noteCount > 0 { changes.append("words behind the last cell of rows (\(noteCount)): left out") }
        let body = plain.filter { lines[$0].cells.count == width }
        guard var first = body.first, let last = body.last else { return }
        var kept: [Line] = []
        var (remarkCount, others) = (found.blankCount, [] as [Int])
        for index in first...last {
            if lines[index].isRemark {
                remarkCount += 1
            } else if lines[index].cells.count == width {
                kept.append(lines[index])
            } else {
                others.append(index)
            }
        }
        dropEmptyRows(&kept)
        dropTimedHeaders(&kept)
        let kinds = Self.kinds(of: kept, width)
        // Lines of as many words as rows have, above some of another number, are titles too.
        if let last = others.last(where: { !Self.isNoRow(lines[$0], kinds) }) {
            let before = body.prefix { $0 < last }
            if last <= first + Self.mostTitles, before.count <= Self.mostTitles, kept.count > 2 * before.count,
                before.allSatisfy({ index in zip(kinds, lines[index].cells).allSatisfy { $0.fits($1) != true } })
            {
                kept.removeFirst(before.count)
                others.removeAll { $0 <= last }
                first = body[before.count]
            }
        }
        for index in others where !Self.isNoRow(lines[index], kinds) { throw Self.uneven(lines[index], width) }
        let footers = plain.filter { $0 > last }
        // What stands below a remark belongs to it.
        if let index = footers.first, footers.count > Self.mostTitles || !Self.isFooter(lines[index], width) {
            throw Self.uneven(lines[index], width)
        }
        let above = plain.filter { $0 < first }
        if above.count > Self.mostTitles { throw Self.uneven(lines[above[0]], width) }
        remarkCount += lines[..<first].count(where: \.isRemark) + lines[last...].count(where: \.isRemark)
        titles = above.map { lines[$0] }
        remarks = lines[..<first].map { $0.cells.joined(separator: " ") }

        try nameColumns(&kept, kinds, lines: lines, first: first, remarkCount: &remarkCount)
        // Rows at the end with nothing but a text where numbers or times stand are remarks.
        let notes = kept.suffix(Self.mostTitles).reversed().prefix { row in
            row.cells.dropFirst().allSatisfy(\.isEmpty)
                && (kinds.first?.fits(row.cells[0]) == false || row.cells[0].isEmpty)
        }
        if width > 1, !notes.isEmpty, kept.count > notes.count {
            Self.tell("lines after the last row", notes.reversed(), &changes)
            kept.removeLast(notes.count)
        }
        let totals = kept.suffix(Self.mostTotals).reversed().prefix { row in
            zip(kinds, row.cells).contains { $0 == .times && $1.utf8.count > 1 && $0.fits($1) == false }
        }
        if !totals.isEmpty, kept.count > 12 {
            let word = totals.reversed().first?.cells.first { !$0.isEmpty } ?? ""
            changes.append("last rows without a time (\(totals.count), '\(CSVError.shown(word))'): left out")
            kept.removeLast(totals.count)
        }
        let header = names
        let again = kept.count { Self.isSame($0.cells, header) }
        if again > 0 {
            kept.removeAll { Self.isSame($0.cells, header) }
            changes.append("headers that stand again (\(again)): left out")
        }
        if remarkCount > 0 { changes.append("blank lines and remarks (\(remarkCount)): left out") }
        Self.tell("lines of a title", titles, &changes)
        Self.tell("lines between rows that are no rows", others.map { lines[$0] }, &changes)
        Self.tell("lines after the last row", footers.map { lines[$0] }, &changes)
        rows = kept
    }

    /// Leaves out rows of several cells without a text in one: at the end, and wherever other rows have a time.
    private mutating func dropEmptyRows(_ rows: inout [Line]) {
        guard let width = rows.first?.cells.count, width > 1 else { return }
        let isEmpty = rows.map { row in row.cells.allSatisfy(\.isEmpty) }
        guard isEmpty.contains(true), let last = isEmpty.lastIndex(of: false) else { return }
        let hasTimes = Self.kinds(of: zip(rows, isEmpty).filter { !$1 }.map(\.0), width).contains { $0 == .times }
        let count = rows.count
        rows = rows.indices.filter { !isEmpty[$0] || ($0 < last && !hasTimes) }.map { rows[$0] }
        if rows.count < count { changes.append("rows without a text in any cell (\(count - rows.count)): left out") }
    }

    /// Leaves out headers that stand again with the time of the row below or above, as sysstat writes them: lines of the same
    /// texts as the first of them, but for a time of day.
    private mutating func dropTimedHeaders(_ rows: inout [Line]) {
        guard let header = rows.first else { return }
        let clocks = header.cells.indices.filter {
            header.cells[$0].contains(":") && ClockText(header.cells[$0]) != nil
        }
        guard clocks.count == 1, let clock = clocks.first,
            header.cells.indices.allSatisfy({ $0 == clock || CellKind(header.cells[$0]) == .text })
        else { return }
        let count = rows.count
        rows =
            [header]
            + rows.dropFirst().filter { row in
                !row.cells.indices.allSatisfy { place in
                    place == clock
                        ? ClockText(row.cells[place]) != nil
                        : row.cells[place].utf8.elementsEqual(header.cells[place].utf8)
                }
            }
        if rows.count < count { changes.append("headers that stand again (\(count - rows.count)): left out") }
    }

    private static func tell(_ what: String, _ lines: [Line], _ changes: inout [String]) {
        guard let first = lines.first(where: { $0.cells.contains { !$0.isEmpty } }) else { return }
        let text = first.cells.filter { !$0.isEmpty }.joined(separator: " ")
        changes.append("\(what) (\(lines.count), the first '\(CSVError.shown(text))'): left out")
    }

    private static func isSame(_ one: [String], _ other: [String]) -> Bool {
        one.count == other.count && zip(one, other).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
    }

    private static func kinds(of rows: [Line], _ width: Int) -> [ColumnKind] {
        // Not the first ones, which may be headers, nor the last, which may be sums.
        let samples = rows.dropFirst(min(mostHeaders, rows.count / 2)).dropLast(rows.count > 12 ? mostTotals : 0)
            .suffix(mostSamples)
        return (0..<width).map { column in ColumnKind(samples.lazy.map { $0.cells[column] }) }
    }

    /// Whether a line that is too short between rows is a remark: it holds no value, or ends with a text where numbers do.
    private static func isNoRow(_ line: Line, _ kinds: [ColumnKind]) -> Bool {
        guard line.cells.count < kinds.count, let last = line.cells.last else { return false }
        return line.cells.allSatisfy { !CellKind($0).isValue } || (kinds.last == .numbers && CellKind(last) == .text)
    }

    /// Whether a line is nothing but a rule below a header: hyphens in every cell.
    private static func isRule(_ line: Line) -> Bool {
        let filled = line.cells.filter { !$0.isEmpty }
        return !filled.isEmpty
            && filled.allSatisfy { cell in cell.utf8.count >= 3 && cell.utf8.allSatisfy { "-:=+".utf8.contains($0) } }
            && filled.contains { $0.utf8.contains(UInt8(ascii: "-")) || $0.utf8.contains(UInt8(ascii: "=")) }
    }

    /// Whether a line after the last row is none: it does not begin as rows do.
    private static func isFooter(_ line: Line, _ width: Int) -> Bool {
        guard let first = line.cells.first(where: { !$0.isEmpty }) else { return true }
        // A number alone is what stands for a missing one, as in tables of monthly indices.
        return !CellKind(first).isValue || (line.cells.count == 1 && width >= 4)
    }

    private static func uneven(_ line: Line, _ width: Int) -> CSVError {
        let count = line.cells.count
        return CSVError(
            line: line.number,
            "found \(count) \(count == 1 ? "cell" : "cells") where most lines have \(width); expected rows of the same number of "
                + "cells, with commas, semicolons, tabs, bars or spaces between them; correct it")
    }

    /// Lines cut at spaces, with a day and the time of day behind it as one cell, and the half of the day with it.
    private static func withJoinedClocks(_ lines: [Line]) -> [Line] {
        // One from the middle, as the last ones may be means.
        let rows = lines.filter { !$0.isRemark && $0.cells.count > 1 }
        guard !rows.isEmpty else { return lines }
        let sample = rows[rows.count / 2]
        guard
            let place = sample.cells.indices.dropLast().first(where: { index in
                let next = sample.cells[index + 1]
                return
                    (DateText(sample.cells[index]) != nil && !sample.cells[index].contains(":")
                    && next.contains(":") && ClockText(next) != nil)
                    || (sample.cells[index].contains(":") && ["AM", "PM", "am", "pm"].contains(next))
            })
        else { return lines }
        let width = sample.cells.count
        return lines.map { line in
            guard line.cells.count > place + 1 else { return line }
            var line = withoutFirstWord(width)(line)
            let joined = line.cells[place] + " " + line.cells[place + 1]
            if !line.isRemark, CellKind.isTime(joined) {
                line.cells[place...(place + 1)] = [joined]
            } else if line.cells.count == width, TimeWord(line.cells[place]) != nil,
                TimeWord(line.cells[place + 1]) != nil
            {
                // Names of both above them.
                line.cells[place...(place + 1)] = ["time"]
            }
            return line
        }
    }
}

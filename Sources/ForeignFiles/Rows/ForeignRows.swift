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
    private(set) var titles: [Line] = []
    /// The cells of a line of units below the header; empty where there is none.
    private(set) var units: [String] = []
    /// The texts of remarks and titles.
    private(set) var remarks: [String] = []

    private static let separators = ",;\t| ".utf8
    /// The bytes at the front by which the separator is found.
    private static let sampleSize = 1 << 16
    /// The most lines of a title or a footer, of a header, and rows that tell what a column holds.
    private static let (mostTitles, mostHeaders, mostSamples) = (60, 10, 100)
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

    /// The vertical lines of boxes that programs draw around cells, as bars.
    private static func withoutBoxes(_ bytes: [UInt8]) -> ([UInt8], Bool) {
        // │ ┃ ┆ ║, of which the first two bytes are these.
        func isLine(_ place: Int) -> Bool {
            guard place + 2 < bytes.count, bytes[place] == 0xe2 else { return false }
            return bytes[place + 1] == 0x94
                ? [0x82, 0x83, 0x86].contains(bytes[place + 2])
                : bytes[place + 1] == 0x95 && bytes[place + 2] == 0x91
        }
        guard let first = bytes.prefix(sampleSize).indices.first(where: isLine) else { return (bytes, false) }
        var plain = Array(bytes[..<first])
        var next = first
        while next < bytes.count {
            if isLine(next) {
                plain.append(UInt8(ascii: "|"))
                next += 3
            } else {
                plain.append(bytes[next])
                next += 1
            }
        }
        return (plain, true)
    }

    /// Lines each of which stands in quotes as a whole, commas and all, without these; nil where they do not.
    private static func withoutOuterQuotes(_ bytes: [UInt8]) -> [UInt8]? {
        let quote = UInt8(ascii: "\"")
        let isEnd = { (byte: UInt8) in byte == 0x0a || byte == 0x0d }
        guard bytes.first == quote else { return nil }
        func isWhole(_ line: ArraySlice<UInt8>) -> Bool {
            line.count > 2 && line.first == quote && line.last == quote && line.count { $0 == quote } == 2
                && line.contains { separators.dropLast().contains($0) }
        }
        let lines = bytes.prefix(sampleSize).split(whereSeparator: isEnd)
        guard lines.count > 2, lines.dropLast().allSatisfy(isWhole) else { return nil }
        var bare: [UInt8] = []
        bare.reserveCapacity(bytes.count)
        for line in bytes.split(omittingEmptySubsequences: true, whereSeparator: isEnd) {
            guard isWhole(line) else { return nil }
            bare += line.dropFirst().dropLast() + [0x0a]
        }
        return bare
    }

    // MARK: - Separators

    /// Excel's `sep=;` in front of the file, and the length of its line.
    private static func givenSeparator(_ bytes: ArraySlice<UInt8>) -> (separator: UInt8, length: Int)? {
        let word = Array("sep=".utf8)
        guard bytes.count > 5, bytes.prefix(4).map({ $0 | 0x20 }) == word.map({ $0 | 0x20 }) else { return nil }
        let separator = bytes[bytes.startIndex + 4]
        let rest = bytes.dropFirst(5).prefix(2)
        guard separators.contains(separator), let first = rest.first, first == 0x0a || first == 0x0d else { return nil }
        return (separator, rest.elementsEqual([0x0d, 0x0a]) ? 7 : 6)
    }

    /// The separator that gives most lines of one number of cells, which are values rather than texts.
    private static func separator(of bytes: ArraySlice<UInt8>) -> UInt8 {
        var sample = bytes.prefix(sampleSize)
        if sample.endIndex < bytes.endIndex, let end = sample.lastIndex(of: UInt8(ascii: "\n")) {
            sample = sample[...end]
        }
        var best = (separator: UInt8(ascii: ","), score: 0.0)
        for candidate in separators {
            guard let found = try? ForeignLines(sample, at: candidate) else { continue }
            let lines = found.lines.filter { !$0.isRemark }
            guard let width = width(of: lines), width > 1 else { continue }
            let even = lines.filter { $0.cells.count == width }
            let looked = even.suffix(40)
            let valueCount = looked.reduce(0) { count, line in
                count + line.cells.count { CellKind($0) != .text }
            }
            let share = Double(valueCount) / Double(looked.count * width)
            // Spaces stand in texts too.
            let score = Double(even.count) / Double(lines.count) + share - (candidate == UInt8(ascii: " ") ? 0.3 : 0)
            if score > best.score + 1e-9 { best = (candidate, score) }
        }
        return best.separator
    }

    /// The number of cells that most lines have, the greater of equals.
    static func width(of lines: some Collection<Line>) -> Int? {
        var counts: [Int: Int] = [:]
        for line in lines { counts[line.cells.count, default: 0] += 1 }
        return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key
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

    // MARK: - The header

    /// Finds the names of the columns, and takes the lines that give them out of the rows.
    private mutating func nameColumns(
        _ rows: inout [Line], _ kinds: [ColumnKind], lines: [Line], first: Int, remarkCount: inout Int
    ) throws(CSVError) {
        let width = kinds.count
        // Rows above the last one that holds nothing but names are titles of the same number of cells.
        let front = rows.prefix(Self.mostHeaders).dropLast(rows.count > Self.mostHeaders ? 0 : 1)
        if let last = front.indices.last(where: { Self.isHeader(front[$0], kinds, isFirst: false, rows) }) {
            let first = front[...last].lastIndex { !Self.isHeader($0, kinds, isFirst: false, rows) }.map { $0 + 1 } ?? 0
            titles += rows[..<first]
            rows.removeFirst(first)
        }
        dropKindLine(&rows)
        var headers: [Line] = []
        while headers.count < Self.mostHeaders, let row = rows.dropFirst(headers.count).first,
            rows.count > headers.count + (headers.isEmpty ? 0 : 1),
            Self.isHeader(row, kinds, isFirst: headers.isEmpty, rows)
        {
            headers.append(row)
        }
        if !headers.isEmpty {
            rows.removeFirst(headers.count)
            // Lines that describe the columns may hold numbers too.
            let above = titles.reversed().prefix { $0.cells.count == width && !CellKind($0.cells[0]).isValue }
            if !above.isEmpty, Self.described(above.reversed() + headers, kinds) != nil {
                titles.removeLast(above.count)
                headers = above.reversed() + headers
            }
            names = headerNames(headers, kinds)
            joinYearsAboveNames()
            return
        }
        // The columns' names in one line, and that of the rows' own column in the next, as pandas prints them.
        if width > 1, titles.count >= 2, titles[titles.count - 1].cells.count == 1,
            titles[titles.count - 2].cells.count == width - 1,
            titles[titles.count - 1].start > titles[titles.count - 2].start,
            titles.suffix(2).allSatisfy({ $0.cells.allSatisfy { !$0.isEmpty && !CellKind($0).isValue } }),
            separator == UInt8(ascii: " ")
        {
            names = titles[titles.count - 1].cells + titles[titles.count - 2].cells
            titles.removeLast(2)
            return
        }
        // A line above that has one name less, or one more that is empty.
        if let above = titles.last, let names = Self.names(above, above: kinds, rows) {
            titles.removeLast()
            if above.cells.count < width {
                changes.append("a header one name short: its names are those of the last columns")
            }
            self.names = names
            return
        }
        // The last remarks with as many words as there are cells.
        let remarks = lines[..<first].filter(\.isRemark).map(Self.withoutFirstWord(width))
        let block = remarks.reversed().prefix { $0.cells.count == width }.reversed()
        let named = block.isEmpty ? remarks.filter { $0.cells.count == width }.suffix(1) : Array(block)
        if !named.isEmpty, Self.haveNames(named) {
            names = headerNames(Array(named), kinds)
            remarkCount -= 1
            changes.append("the header stands behind #: its names are taken")
            return
        }
        hasNoHeader = true
        names = (0..<width).map(PlaceName.of)
        changes.append("no header line: names \(CSVError.list(names))")
    }

    /// Joins the years in the line above names of months and quarters to these, `2000` and `Q1`; a year that is left out is that
    /// before it.
    private mutating func joinYearsAboveNames() {
        guard let above = titles.last, above.cells.count == names.count else { return }
        let years = Self.spread(above.cells)
        func isPart(_ name: String) -> Bool { YearWord.part(name) != nil }
        let places = names.indices.filter { isPart(names[$0]) && YearWord.year(years[$0]) != nil }
        guard places.count > 2, names.indices.allSatisfy({ places.contains($0) || !isPart(names[$0]) }) else { return }
        for place in names.indices {
            if places.contains(place) {
                names[place] = years[place] + " " + names[place]
            } else if names[place].isEmpty {
                names[place] = above.cells[place]
            }
        }
        titles.removeLast()
        changes.append("years above names of months or quarters: joined to these")
    }

    /// Leaves out a line below the names that says what kind each column is of, in brackets, as R's tibbles print it:
    /// `<date> <dbl>`.
    private mutating func dropKindLine(_ rows: inout [Line]) {
        func isOfKinds(_ line: Line) -> Bool {
            line.cells.count > 1
                && line.cells.allSatisfy { $0.utf8.count > 2 && $0.utf8.first == 0x3c && $0.utf8.last == 0x3e }
        }
        let change = "a line of kinds below the names: left out"
        if titles.count > 1, let last = titles.last, isOfKinds(last),
            titles[titles.count - 2].cells.count == last.cells.count
        {
            titles.removeLast()
            changes.append(change)
        } else if rows.count > 2, isOfKinds(rows[1]), rows[0].cells.allSatisfy({ CellKind($0) == .text }) {
            rows.remove(at: 1)
            changes.append(change)
        }
    }

    /// `Fields: date time` as `date time`, if that makes as many words as there are cells.
    private static func withoutFirstWord(_ width: Int) -> (Line) -> Line {
        { line in
            guard line.cells.count == width + 1, line.cells[0].hasSuffix(":") else { return line }
            var line = line
            line.cells.removeFirst()
            return line
        }
    }

    private static func haveNames(_ lines: some Sequence<Line>) -> Bool {
        lines.contains { line in
            // "name: value" says something of the table.
            let isRemark = line.cells.count == 2 && line.cells[0].utf8.last == UInt8(ascii: ":")
            return !isRemark && line.cells.contains { CellKind($0) == .text }
        }
    }

    /// Whether a row at the front names columns: a text stands above numbers or times, or numbers that go up by one step
    /// above numbers that do not, as years do.
    private static func isHeader(_ row: Line, _ kinds: [ColumnKind], isFirst: Bool, _ rows: [Line]) -> Bool {
        let fits = zip(kinds, row.cells).compactMap { $0.fits($1) }
        let strange = fits.count { !$0 }
        if !isFirst { return strange > 0 && strange == fits.count }
        if strange > 0 { return true }
        guard kinds.contains(where: { $0 == .numbers || $0 == .times }) else { return true }
        if zip(kinds, row.cells).contains(where: { $0 == .times && $0.fits($1) == true }) { return false }
        // Nothing above the rows' own times or numbers, and numbers that count the other columns, as pandas names them.
        if row.cells[0].isEmpty, kinds[0] == .times || kinds[0] == .numbers, row.cells.count > 1,
            row.cells.dropFirst().enumerated().allSatisfy({ place, cell in Int(cell) == place }),
            rows.dropFirst().prefix(mostSamples).allSatisfy({ !$0.cells[0].isEmpty })
        {
            return true
        }
        let others = rows.dropFirst().prefix(mostSamples)
        // Its text comes again, or is the only line.
        let texts = kinds.indices.filter { kinds[$0] == .texts }
        if texts.contains(where: { column in others.contains { $0.cells[column] == row.cells[column] } }) {
            return false
        }
        let numerals = kinds.indices.filter { kinds[$0] == .numbers }.map { row.cells[$0] }
        if numerals.count >= 6, OtherTimes.areConsecutive(numerals) { return true }
        let numbers = kinds.indices.filter { kinds[$0] == .numbers }.map { decimal(row.cells[$0]) }
        if isProgression(numbers), let next = others.first {
            return !isProgression(kinds.indices.filter { kinds[$0] == .numbers }.map { decimal(next.cells[$0]) })
                && (!texts.isEmpty || (numbers.first.flatMap(\.self) ?? 0) >= 0)
        }
        // All of it is missing or text.
        return fits.isEmpty && row.cells.contains { CellKind($0) == .text }
    }

    /// Whether three numbers or more, behind the first column perhaps, ascend by 1.
    private static func isProgression(_ numbers: [Double?]) -> Bool {
        for rest in [numbers[...], numbers.dropFirst()] {
            let known = rest.compactMap(\.self)
            if known.count >= 3, known.count == rest.count, zip(known, known.dropFirst()).allSatisfy({ $1 - $0 == 1 }) {
                return true
            }
        }
        return false
    }

    /// The names in a line above rows that have a cell more, or one less; nil where it holds none.
    private static func names(_ line: Line, above kinds: [ColumnKind], _ rows: [Line]) -> [String]? {
        let width = kinds.count
        guard line.cells.count > 1 || width == 2 else { return nil }
        if line.cells.count == width + 1, line.cells.last?.isEmpty == true { return Array(line.cells.dropLast()) }
        // A last column that no row has a cell of.
        let areTexts = line.cells.allSatisfy { !$0.isEmpty && CellKind($0) == .text }
        if line.cells.count == width + 1, areTexts, kinds.contains(where: { $0 == .numbers }), width > 1,
            Set(line.cells.map { Array($0.utf8) }).count == width + 1
        {
            return Array(line.cells.dropLast())
        }
        guard line.cells.count == width - 1, line.cells.allSatisfy({ !$0.isEmpty && !CellKind($0).isValue }) else {
            return nil
        }
        // A separator at the end of each row makes an empty last column.
        if rows.allSatisfy({ $0.cells.last?.isEmpty == true }) { return line.cells + [""] }
        let isTime = kinds.first == .times || isEpoch(rows.lazy.map { $0.cells[0] })
        return [isTime ? "time" : "row"] + line.cells
    }

    /// Whether cells are seconds since the start of 1970, perhaps with a colon behind them.
    private static func isEpoch(_ cells: some Sequence<String>) -> Bool {
        cells.prefix(mostSamples).allSatisfy { cell in
            let digits = cell.hasSuffix(":") ? String(cell.dropLast()) : cell
            return decimal(digits).map { (631_152_000...4_102_444_800).contains($0) } ?? false
        }
    }

    /// The names in one or several lines.
    ///
    /// They are those of the line that names the time, else of the first in which all differ; lines below it are units or
    /// more of the header, and left out. Where no line has names that all differ, those above each other are joined. A line
    /// with nothing but its first cells names the columns of these.
    private mutating func headerNames(_ headers: [Line], _ kinds: [ColumnKind]) -> [String] {
        var headers = headers
        var names = headers[0].cells
        let kept = headers.count
        guard kept > 1 else { return Self.withoutTime(names) }
        if let described = Self.described(headers, kinds) {
            changes.append("\(kept - 1) more lines of the header, which describe the columns: left out")
            return described
        }
        var index: [Int: String] = [:]
        headers.removeAll { line in
            let filled = line.cells.indices.filter { !line.cells[$0].isEmpty }
            guard let last = filled.last, last == filled.count - 1, filled.count < line.cells.count, filled.count <= 2,
                kinds[last] != .numbers
            else { return false }
            for place in filled { index[place] = line.cells[place] }
            return true
        }
        func areNames(_ line: Line) -> Bool {
            let others = line.cells.indices.filter { index[$0] == nil }.map { Array(line.cells[$0].utf8) }
            return others.allSatisfy { !$0.isEmpty } && Set(others).count == others.count
        }
        let time = kinds.firstIndex(of: .times)
        let named =
            headers.firstIndex { line in areNames(line) && time.map { TimeWord(line.cells[$0]) != nil } ?? false }
            ?? headers.firstIndex { line in areNames(line) && line.cells.contains { TimeWord($0) != nil } }
            ?? headers.firstIndex(where: areNames)
        let isGrouped = headers.dropLast().contains { line in
            line.cells.indices.dropFirst().contains { line.cells[$0].isEmpty }
        }
        // A line that names the rows' own column says that the others are levels, all of which count.
        if let named, index.isEmpty || headers.count == 1 {
            names = headers[named].cells
            if headers.count > named + 1 { units = headers[named + 1].cells }
            if kept > 1 + index.count {
                let unitLine = named + 1 < headers.count && headers.count == 2
                changes.append(
                    unitLine && named == 0
                        ? "a line of units below the header: left out"
                        : "\(kept - 1) more lines of the header: left out")
            }
        } else if headers.isEmpty {
            names = kinds.indices.map { _ in "" }
        } else {
            let lines = headers.map { isGrouped ? Self.spread($0.cells) : $0.cells }
            names = kinds.indices.map { column in
                var parts: [String] = []
                for line in lines where !line[column].isEmpty && parts.last != line[column] {
                    parts.append(line[column])
                }
                return parts.joined(separator: " ")
            }
            changes.append("\(kept) lines of a header: joined")
        }
        for (place, name) in index { names[place] = name }
        return Self.withoutTime(names)
    }

    /// The names in the first of lines that describe the columns, each with a word for what it says in front, as banks and
    /// offices of statistics write them: `unit`, `last update`; nil where lines are not so.
    private static func described(_ headers: [Line], _ kinds: [ColumnKind]) -> [String]? {
        let words = headers.map { $0.cells[0] }
        let others = headers[0].cells.dropFirst().map { Array($0.utf8) }
        guard headers.count >= (kinds.first == .times ? 3 : 4), kinds.first == .times || kinds.first == .texts,
            others.allSatisfy({ !$0.isEmpty }), Set(others).count == others.count,
            words.count(where: { !$0.isEmpty }) >= 3,
            Set(words.filter { !$0.isEmpty }.map { Array($0.utf8) }).count >= 3,
            words.dropLast().allSatisfy({ TimeWord($0) == nil }),
            // The last line may name the time, if it says nothing else and another has a date or a number.
            TimeWord(words[words.count - 1]) == nil
                || (headers[headers.count - 1].cells.dropFirst().allSatisfy(\.isEmpty)
                    && headers.contains { $0.cells.dropFirst().contains { CellKind($0).isValue } })
        else { return nil }
        return ["time"] + headers[0].cells.dropFirst()
    }

    /// The cells of a line of groups, each group's name above all of it.
    private static func spread(_ cells: [String]) -> [String] {
        var last = ""
        return cells.map { cell in
            if !cell.isEmpty { last = cell }
            return last
        }
    }

    /// A name that is itself a time, the only one, as sysstat writes it, is that of the times.
    private static func withoutTime(_ names: [String]) -> [String] {
        let clocks = names.indices.filter { names[$0].contains(":") && ClockText(names[$0]) != nil }
        guard clocks.count == 1 else { return names }
        return names.indices.map { $0 == clocks[0] ? "time" : names[$0] }
    }
}

import CSVTables
import SeriesData
import Texts

extension ForeignRows {
    /// Finds the names of the columns, and takes the lines that give them out of the rows.
    mutating func nameColumns(
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
    static func withoutFirstWord(_ width: Int) -> (Line) -> Line {
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

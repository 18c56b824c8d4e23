import Texts

/// Rows whose cells say what they are: a name and `=` in front of each value.
extension ForeignRows {
    /// Takes the names out of the cells of rows that have one in each, `time=…,y=…`.
    mutating func readPairs() {
        let equals = UInt8(ascii: "=")
        func name(_ cell: String) -> Substring.UTF8View? {
            guard let place = cell.utf8.firstIndex(of: equals), place > cell.utf8.startIndex else { return nil }
            return cell.utf8[..<place]
        }
        // What was taken for a header is the first row.
        let lines = hasNoHeader ? rows : [Line(cells: names, number: 1, isRemark: false)] + rows
        guard let first = lines.first, lines.count > 2, !first.cells.isEmpty else { return }
        let keys = first.cells.compactMap(name).map(Array.init)
        guard keys.count == first.cells.count, Set(keys).count == keys.count,
            lines.allSatisfy({ line in
                zip(line.cells, keys).allSatisfy { cell, key in name(cell)?.elementsEqual(key) == true }
            })
        else { return }
        names = keys.map { String(decoding: $0, as: UTF8.self) }
        rows = lines.map { line in
            var line = line
            line.cells = zip(line.cells, keys).map { String(decoding: $0.utf8.dropFirst($1.count + 1), as: UTF8.self) }
            return line
        }
        hasNoHeader = false
        changes.removeAll { $0.utf8.starts(with: "no header line".utf8) }
        changes.append("a name and = in front of each value: names of columns")
    }

    /// Takes cells apart that hold pairs `name=value` with commas between them, as InfluxDB's lines do:
    /// `cpu,host=a usage=1.5,jobs=3i 1577836800000000000`; the i behind its whole numbers is left out.
    mutating func readPairLists() {
        guard separator == UInt8(ascii: " ") else { return }
        let lines = hasNoHeader ? rows : [Line(cells: names, number: 1, isRemark: false)] + rows
        func parts(_ line: Line) -> [(name: String?, value: String)] {
            line.cells.flatMap { cell in
                cell.parts(between: ",").map { part in
                    part.cut(at: "=").map { (Optional($0.before), $0.behind) } ?? (nil, part)
                }
            }
        }
        guard lines.count > 2, let first = lines.first.map(parts), first.count(where: { $0.name != nil }) >= 1,
            first.count > lines[0].cells.count || first.count(where: { $0.name != nil }) > 1
        else { return }
        var taken: [[(name: String?, value: String)]] = []
        for line in lines {
            let found = parts(line)
            guard found.count == first.count,
                zip(found, first).allSatisfy({ one, other in
                    one.name.map { Array($0.utf8) } == other.name.map { Array($0.utf8) }
                })
            else { return }
            taken.append(found)
        }
        names = first.enumerated().map { index, part in part.name ?? (index == 0 ? "name" : PlaceName.of(index)) }
        let areWhole = first.indices.map { column in
            taken.allSatisfy {
                $0[column].value.utf8.last == UInt8(ascii: "i") && Int($0[column].value.dropLast()) != nil
            }
        }
        rows = zip(lines, taken).map { line, found in
            var line = line
            line.cells = found.indices.map { areWhole[$0] ? String(found[$0].value.dropLast()) : found[$0].value }
            return line
        }
        hasNoHeader = false
        changes.removeAll { $0.utf8.starts(with: "no header line".utf8) }
        changes.append("a name and = in front of values: names of columns")
    }
}

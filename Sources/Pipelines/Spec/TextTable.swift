import Texts

/// The cells of a CSV file as texts, for stages that are made from its columns or rows.
///
/// Source: Y. Shafranovich, RFC 4180, 2005.
struct TextTable {
    /// Why the text is no such table.
    struct Damage: Error {
        let line: Int
        let problem: String
    }

    /// The largest file read, in bytes: it names stages, and is no series.
    static let largest = 1 << 24

    let columns: [String]
    /// As many cells as there are columns, in each.
    let rows: [[String]]
    /// The line in which each row begins.
    let lines: [Int]

    /// Reads a table with at most so many rows, and columns.
    init(_ bytes: [UInt8], most: Int) throws(Damage) {
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw Damage(line: 1, problem: "not UTF-8 text")
        }
        var lines = try Self.split(text.unicodeScalars, most: most)
        guard !lines.isEmpty else { throw Damage(line: 1, problem: "no header line") }
        columns = lines.removeFirst().cells
        if Set(columns.map(ByteText.init)).count != columns.count {
            throw Damage(line: 1, problem: "two columns of one name")
        }
        var rows: [[String]] = []
        var numbers: [Int] = []
        for line in lines where line.cells != [""] || columns.count == 1 {
            guard line.cells.count == columns.count else {
                throw Damage(line: line.number, problem: "\(line.cells.count) cells; expected \(columns.count)")
            }
            rows.append(line.cells)
            numbers.append(line.number)
        }
        self.rows = rows
        self.lines = numbers
    }

    private static func split(
        _ text: String.UnicodeScalarView, most: Int
    ) throws(Damage) -> [(number: Int, cells: [String])] {
        var lines: [(number: Int, cells: [String])] = []
        var cells: [String] = []
        var cell = ""
        var (number, start) = (1, 1)
        var rest = text[...]
        if rest.first == "\u{FEFF}" { rest.removeFirst() }
        while let scalar = rest.popFirst() {
            switch scalar {
            case ",":
                cells.append(cell)
                cell = ""
                if cells.count > most { throw Damage(line: start, problem: "more than \(most) cells") }
            case "\r", "\n":
                if scalar == "\r", rest.first == "\n" { rest.removeFirst() }
                lines.append((start, cells + [cell]))
                if lines.count > most + 1 { throw Damage(line: start, problem: "more than \(most) rows") }
                (cells, cell) = ([], "")
                number += 1
                start = number
            case "\"" where cell.isEmpty:
                while true {
                    guard let inside = rest.popFirst() else { throw Damage(line: start, problem: "an open quote") }
                    if inside == "\n" { number += 1 }
                    if inside != "\"" {
                        cell.unicodeScalars.append(inside)
                    } else if rest.first == "\"" {
                        cell.unicodeScalars.append("\"")
                        rest.removeFirst()
                    } else {
                        break
                    }
                }
                if let next = rest.first, next != ",", next != "\n", next != "\r" {
                    throw Damage(line: number, problem: "text behind a closing quote")
                }
            default: cell.unicodeScalars.append(scalar)
            }
        }
        if !cell.isEmpty || !cells.isEmpty { lines.append((start, cells + [cell])) }
        return lines
    }
}

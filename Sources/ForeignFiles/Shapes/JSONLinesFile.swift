import CSVTables
import Texts

/// Objects of JSON, one a line or in one list: a row each, or, with a `start` and a `target`, a series each, as GluonTS has it.
enum JSONLinesFile {
    /// Whether a text begins with an object, or a list of objects.
    static func isOne(_ bytes: [UInt8]) -> Bool {
        let isSpace = { (byte: UInt8) in [0x20, 0x09, 0x0a, 0x0d].contains(byte) }
        var rest = bytes.prefix(1 << 12)[...]
        if rest.starts(with: [0xef, 0xbb, 0xbf]) { rest = rest.dropFirst(3) }
        rest = rest.drop(while: isSpace)
        guard let first = rest.first else { return false }
        if first == UInt8(ascii: "[") { rest = rest.dropFirst().drop(while: isSpace) }
        guard rest.first == UInt8(ascii: "{") else { return false }
        let next = rest.dropFirst().drop(while: isSpace).first
        return next == UInt8(ascii: "\"") || next == UInt8(ascii: "}")
    }

    /// - Throws: ``CSVError`` with the line that holds no object.
    static func read(_ bytes: [UInt8], step: String? = nil) throws(CSVError) -> ForeignTable {
        var rows = LongRows()
        var flat: [(line: Int, object: [(String, JSONValue)])] = []
        var hasSeries = false
        var reader = JSONReader(bytes)
        var objects = try reader.objects()
        if objects.count == 1, let (rows, change) = JSONFrame.rows(of: objects[0].value) {
            let line = objects[0].line
            objects = rows.map { (line, $0) }
            if !change.isEmpty {
                return table(of: rows.map { (line, $0.members) }, change)
            }
        }
        if objects.count == 1, objects[0].value.holdsLists {
            throw CSVError(
                line: objects[0].line,
                "found one object of JSON whose lists are no rows of a table; expected objects, one a line or in a list, or "
                    + "lists of one length; take out of it the list that holds the series")
        }
        for (line, value) in objects {
            guard case .object(let members) = value else {
                throw CSVError(line: line, "found no object; expected one in braces; correct it")
            }
            if case .list(let target)? = members.first(where: { $0.0 == "target" })?.1 {
                hasSeries = true
                try add(members, target, line, step: step, &rows)
            } else {
                flat.append((line, members))
            }
        }
        if hasSeries {
            guard flat.isEmpty else {
                throw CSVError(
                    line: flat[0].line,
                    "found an object without a list 'target'; expected one as in the others; correct it")
            }
            return rows.table("series as JSON, one an object: one row a value")
        }
        return table(of: flat)
    }

    private static func add(
        _ members: [(String, JSONValue)], _ target: [JSONValue], _ line: Int, step: String?, _ rows: inout LongRows
    ) throws(CSVError) {
        var keys: [(String, String)] = []
        var start: SeriesStart?
        var frequency = step
        var startText: String?
        var values: [(String, [String])] = []
        if case .list = target.first {
            for (index, dimension) in target.enumerated() {
                guard case .list(let cells) = dimension else {
                    throw CSVError(line: line, "found a target of lists and others; expected one of both; correct it")
                }
                values.append(("target\(index + 1)", cells.map(\.cell)))
            }
        } else {
            values.append(("target", target.map(\.cell)))
        }
        for (name, value) in members where name != "target" {
            switch (name, value) {
            case ("start", .text(let text)): startText = text
            case ("freq", .text(let text)): frequency = step ?? text
            case (_, .list(let list)):
                if case .list? = list.first {
                    for (index, inner) in list.enumerated() {
                        if case .list(let cells) = inner { values.append(("\(name)_\(index)", cells.map(\.cell))) }
                    }
                } else {
                    for (index, inner) in list.enumerated() { keys.append(("\(name)_\(index)", inner.cell)) }
                }
            case (_, .object): continue
            default: keys.append((name, value.cell))
            }
        }
        if !keys.contains(where: { $0.0 == "item_id" }) { keys.insert(("item_id", "\(rows.seriesCount)"), at: 0) }
        if let startText { start = SeriesStart(startText, frequency: frequency) }
        rows.add(keys: keys, start: start, values: values, line)
    }

    private static func table(
        of objects: [(line: Int, object: [(String, JSONValue)])], _ change: String = "objects of JSON: one row each"
    ) -> ForeignTable {
        var names: [String] = []
        var places = ByteDictionary<Int>()
        var columns: [[String]] = []
        for (row, (_, object)) in objects.enumerated() {
            func add(_ name: String, _ value: JSONValue) {
                if case .object(let inner) = value {
                    for (member, value) in inner { add(name + "." + member, value) }
                    return
                }
                let place = places[name] ?? names.count
                if place == names.count {
                    places[name] = place
                    names.append(name)
                    columns.append([])
                }
                columns[place] += Array(repeating: "", count: max(0, row - columns[place].count))
                if columns[place].count == row { columns[place].append(value.cell) }
            }
            for (name, value) in object { add(name, value) }
        }
        for place in columns.indices {
            columns[place] += Array(repeating: "", count: objects.count - columns[place].count)
        }
        return ForeignTable(
            names: names, columns: columns, lines: objects.map(\.line), changes: [change])
    }
}

/// A value of JSON, numbers as they are written.
indirect enum JSONValue {
    case number(String)
    case text(String)
    case word(String)
    case list([JSONValue])
    case object([(String, JSONValue)])

    /// As a cell of a table; a list or an object has none.
    var cell: String {
        switch self {
        case .number(let text), .text(let text): text
        case .word(let word): ["null", "NaN"].contains(word) ? "" : word
        case .list, .object: ""
        }
    }
}

/// Reads JSON with the words that Python writes besides: `NaN`, `Infinity`.
struct JSONReader {
    private let bytes: [UInt8]
    private var next = 0
    private var line = 1
    private static let deepest = 8

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { next = 3 }
    }

    /// The values one after the other, or those of a list, each with its line.
    mutating func objects() throws(CSVError) -> [(line: Int, value: JSONValue)] {
        var found: [(Int, JSONValue)] = []
        skipSpace()
        let isList = peek == UInt8(ascii: "[")
        if isList { next += 1 }
        while true {
            skipSpace()
            if isList, peek == UInt8(ascii: ",") || peek == UInt8(ascii: "]") {
                next += 1
                continue
            }
            guard next < bytes.count else { return found }
            let start = line
            found.append((start, try value(depth: 0)))
        }
    }

    private var peek: UInt8? { next < bytes.count ? bytes[next] : nil }

    private mutating func skipSpace() {
        while let byte = peek, [0x20, 0x09, 0x0a, 0x0d].contains(byte) {
            if byte == 0x0a { line += 1 }
            next += 1
        }
    }

    private func error(_ problem: String) -> CSVError { CSVError(line: line, problem) }

    private mutating func value(depth: Int) throws(CSVError) -> JSONValue {
        guard depth <= Self.deepest else {
            throw error("found JSON more than \(Self.deepest) deep; expected rows or series")
        }
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return try object(depth)
        case UInt8(ascii: "["): return try list(depth)
        case UInt8(ascii: "\""): return .text(try text())
        default:
            let start = next
            while let byte = peek, !",]} \t\r\n".utf8.contains(byte) { next += 1 }
            let word = String(decoding: bytes[start..<next], as: UTF8.self)
            if decimal(word) != nil { return .number(word) }
            guard ["null", "true", "false", "NaN", "Infinity", "-Infinity"].contains(word) else {
                throw error("found '\(CSVError.shown(word))'; expected a value of JSON; correct it")
            }
            return .word(word)
        }
    }

    private mutating func list(_ depth: Int) throws(CSVError) -> JSONValue {
        var values: [JSONValue] = []
        next += 1
        skipSpace()
        if peek == UInt8(ascii: "]") {
            next += 1
            return .list([])
        }
        while true {
            values.append(try value(depth: depth + 1))
            skipSpace()
            defer { next += 1 }
            if peek == UInt8(ascii: "]") { return .list(values) }
            guard peek == UInt8(ascii: ",") else {
                throw error("found a list that does not go on; expected , or ]; is the file whole?")
            }
        }
    }

    private mutating func object(_ depth: Int) throws(CSVError) -> JSONValue {
        var members: [(String, JSONValue)] = []
        next += 1
        skipSpace()
        if peek == UInt8(ascii: "}") {
            next += 1
            return .object([])
        }
        while true {
            skipSpace()
            guard peek == UInt8(ascii: "\"") else {
                throw error("found no name in quotes; expected one in an object; correct it")
            }
            let name = try text()
            skipSpace()
            guard peek == UInt8(ascii: ":") else { throw error("found a name without a colon behind it; correct it") }
            next += 1
            members.append((name, try value(depth: depth + 1)))
            skipSpace()
            defer { next += 1 }
            if peek == UInt8(ascii: "}") { return .object(members) }
            guard peek == UInt8(ascii: ",") else {
                throw error("found an object that does not go on; expected , or }; is the file whole?")
            }
        }
    }

    private mutating func text() throws(CSVError) -> String {
        next += 1
        var text: [UInt8] = []
        while let byte = peek {
            next += 1
            if byte == UInt8(ascii: "\"") {
                guard text.withUnsafeBufferPointer(isUTF8) else {
                    throw error("found a text that is not UTF-8; save the file as UTF-8")
                }
                return String(decoding: text, as: UTF8.self)
            }
            guard byte == UInt8(ascii: "\\"), let escape = peek else {
                text.append(byte)
                continue
            }
            next += 1
            let plain: [UInt8: UInt8] = [
                UInt8(ascii: "n"): 10, UInt8(ascii: "t"): 9, UInt8(ascii: "r"): 13, UInt8(ascii: "b"): 8,
                UInt8(ascii: "f"): 12,
            ]
            if escape == UInt8(ascii: "u") { text += try escaped().utf8 } else { text.append(plain[escape] ?? escape) }
        }
        throw error("the quote opened here is never closed; is the file whole?")
    }

    /// The letter of `\u00e9`, or of a pair of them.
    private mutating func escaped() throws(CSVError) -> String {
        func unit() throws(CSVError) -> UInt16 {
            guard next + 4 <= bytes.count,
                let value = UInt16(String(decoding: bytes[next..<(next + 4)], as: UTF8.self), radix: 16)
            else { throw error("found \\u without four hexadecimal digits; correct it") }
            next += 4
            return value
        }
        var units = [try unit()]
        if (0xd800..<0xdc00).contains(units[0]), next + 1 < bytes.count, bytes[next] == UInt8(ascii: "\\"),
            bytes[next + 1] == UInt8(ascii: "u")
        {
            next += 2
            units.append(try unit())
        }
        return String(decoding: units, as: UTF16.self)
    }
}

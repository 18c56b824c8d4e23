import Texts
import WeightFiles

/// Reads JSON, as Keras writes its configurations.
///
/// Source: T. Bray, RFC 8259, “The JavaScript Object Notation (JSON) Data Interchange Format”, 2017.
struct JSONReader {
    private static let deepest = 200
    private static let kind = "json"

    private let bytes: [UInt8]
    private var next = 0

    /// An object or list that is being read.
    private struct Open {
        let isList: Bool
        var items: [JSONValue] = []
        var members = ByteDictionary<JSONValue>()
        var key = ""
    }

    /// The value that `bytes` are.
    ///
    /// - Throws: `WeightFileError`.
    static func read(_ bytes: [UInt8]) throws(WeightFileError) -> JSONValue {
        var reader = JSONReader(bytes: bytes)
        let value = try reader.value()
        reader.skipSpaces()
        guard reader.next == bytes.count else {
            throw reader.error("found something after the value; expected its end")
        }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private func error(_ problem: String) -> WeightFileError {
        WeightFileError(offset: next, "\(Self.kind): \(problem)")
    }

    private mutating func skipSpaces() {
        while next < bytes.count, [0x20, 0x0a, 0x0d, 0x09].contains(bytes[next]) { next += 1 }
    }

    private mutating func skip(_ byte: Unicode.Scalar) -> Bool {
        skipSpaces()
        guard next < bytes.count, bytes[next] == UInt8(ascii: byte) else { return false }
        next += 1
        return true
    }

    /// One value; what it holds is kept on a stack of its own.
    private mutating func value() throws(WeightFileError) -> JSONValue {
        var open: [Open] = []
        while true {
            guard open.count <= Self.deepest else {
                throw error("found more than \(Self.deepest) levels; expected fewer")
            }
            var value: JSONValue
            if skip("{") {
                if !skip("}") {
                    open.append(Open(isList: false, key: try key()))
                    continue
                }
                value = .object([:])
            } else if skip("[") {
                if !skip("]") {
                    open.append(Open(isList: true))
                    continue
                }
                value = .list([])
            } else {
                value = try scalar()
            }
            // Into what is open, which may end with it.
            var isComplete = true
            while isComplete, let last = open.indices.last {
                if open[last].isList {
                    open[last].items.append(value)
                } else {
                    open[last].members[open[last].key] = value
                }
                if skip(",") {
                    if !open[last].isList { open[last].key = try key() }
                    isComplete = false
                } else if skip(open[last].isList ? "]" : "}") {
                    let ended = open.removeLast()
                    value = ended.isList ? .list(ended.items) : .object(ended.members)
                } else {
                    throw error(
                        "found something else than ',' or the end of \(open[last].isList ? "a list" : "an object")")
                }
            }
            if open.isEmpty { return value }
        }
    }

    private mutating func key() throws(WeightFileError) -> String {
        skipSpaces()
        guard next < bytes.count, bytes[next] == 0x22 else {
            throw error("found something else than a key; expected '\"'")
        }
        let name = try text()
        guard skip(":") else { throw error("found something else than ':' after a key") }
        return name
    }

    private mutating func scalar() throws(WeightFileError) -> JSONValue {
        skipSpaces()
        for (word, value) in [
            ("null", JSONValue.null), ("true", .bool(true)), ("false", .bool(false)), ("NaN", .null),
            ("Infinity", .null),
        ]
        where bytes[next...].starts(with: word.utf8) {
            next += word.utf8.count
            return value
        }
        if next < bytes.count, bytes[next] == 0x22 { return .text(try text()) }
        let digits = bytes[next...].prefix { [0x2b, 0x2d, 0x2e, 0x45, 0x65].contains($0) || (48...57).contains($0) }
        guard let number = Double(String(decoding: digits, as: UTF8.self)) else {
            throw error("found no value; expected one")
        }
        next += digits.count
        return .number(number)
    }

    /// A text, whose first quote is next.
    private mutating func text() throws(WeightFileError) -> String {
        var units: [UInt8] = []
        next += 1
        while next < bytes.count {
            let byte = bytes[next]
            next += 1
            if byte == 0x22 { return String(decoding: units, as: UTF8.self) }
            guard byte == 0x5c else {
                units.append(byte)
                continue
            }
            guard next < bytes.count else { break }
            let escape = bytes[next]
            next += 1
            switch escape {
            case UInt8(ascii: "n"): units.append(0x0a)
            case UInt8(ascii: "t"): units.append(0x09)
            case UInt8(ascii: "r"): units.append(0x0d)
            case UInt8(ascii: "b"): units.append(0x08)
            case UInt8(ascii: "f"): units.append(0x0c)
            case UInt8(ascii: "u"):
                guard let unit = UInt32(String(decoding: bytes[next...].prefix(4), as: UTF8.self), radix: 16) else {
                    throw error("found a wrong escape in a text")
                }
                next += 4
                // No name that decides has others than these.
                units += String(Unicode.Scalar(unit).map(Character.init) ?? "\u{fffd}").utf8
            default: units.append(escape)
            }
        }
        throw error("found a text that does not end")
    }
}

import CZlib
import Testing

/// A reader of PDF files that knows nothing of the writer, and takes nothing amiss silently.
struct PDFReader {
    indirect enum Value: Hashable {
        case number(Double)
        case name(String)
        case string([UInt8])
        case array([Value])
        case dictionary([String: Value])
        case reference(Int)
        case word(String)

        subscript(key: String) -> Value? {
            if case .dictionary(let entries) = self { entries[key] } else { nil }
        }

        var array: [Value]? { if case .array(let values) = self { values } else { nil } }
        var number: Double? { if case .number(let value) = self { value } else { nil } }
        var numbers: [Double]? { array?.compactMap(\.number) }
        var entries: [String: Value]? { if case .dictionary(let entries) = self { entries } else { nil } }
        /// A string as text: in UTF-16 where it begins so, else in ASCII.
        var text: String? {
            guard case .string(let bytes) = self else { return nil }
            guard bytes.starts(with: [0xFE, 0xFF]) else {
                return bytes.allSatisfy { $0 < 0x80 } ? String(decoding: bytes, as: UTF8.self) : nil
            }
            return String(decoding: PDFReader.units(bytes.dropFirst(2)), as: UTF16.self)
        }
    }

    struct Problem: Error {
        let text: String
        init(_ text: String) { self.text = text }
    }

    struct Operation {
        let operands: [Value]
        let name: String
        var numbers: [Double] { operands.compactMap(\.number) }
    }

    private(set) var objects: [Int: Value] = [:]
    private(set) var streams: [Int: [UInt8]] = [:]
    private(set) var trailer: Value = .dictionary([:])

    /// Reads every object at the place where the table says that it is.
    init(_ bytes: [UInt8]) throws {
        guard bytes.starts(with: Array("%PDF-1.4\n".utf8)), bytes.suffix(6) == Array("%%EOF\n".utf8)[...] else {
            throw Problem("no beginning or no end")
        }
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count > 4, lines[lines.count - 4].elementsEqual("startxref".utf8),
            let place = Int(String(decoding: lines[lines.count - 3], as: UTF8.self))
        else { throw Problem("no place of the table") }
        var scanner = Scanner(bytes: bytes, place: place)
        try scanner.require("xref")
        guard try scanner.value() == .number(0), case .number(let count) = try scanner.value() else {
            throw Problem("no count of the table")
        }
        scanner.place += 1
        var places: [Int] = []
        for index in 0..<Int(count) {
            let entry = String(decoding: bytes[scanner.place..<scanner.place + 20], as: UTF8.self)
            let expected = index == 0 ? "65535 f \n" : "00000 n \n"
            guard entry.hasSuffix(expected), let place = Int(entry.prefix(10)) else { throw Problem("entry \(entry)") }
            places.append(place)
            scanner.place += 20
        }
        try scanner.require("trailer")
        trailer = try scanner.value()
        try scanner.require("startxref")
        guard trailer["Size"] == .number(count) else { throw Problem("another size than the table's") }
        for (number, place) in places.enumerated().dropFirst() {
            var scanner = Scanner(bytes: bytes, place: place)
            guard bytes[place - 1] == 0x0A else { throw Problem("object \(number) within a line") }
            try scanner.require("\(number)")
            try scanner.require("0")
            try scanner.require("obj")
            let value = try scanner.value()
            objects[number] = value
            if try scanner.word(in: ["endobj", "stream"]) == "stream" {
                guard let length = value["Length"]?.number, value["Filter"] == .name("FlateDecode") else {
                    throw Problem("stream \(number) without length or packing")
                }
                let start = scanner.place + 1
                streams[number] = try Self.unpacked(Array(bytes[start..<start + Int(length)]))
                scanner.place = start + Int(length)
                try scanner.require("endstream")
                try scanner.require("endobj")
            }
        }
        guard trailer.references.union(objects.values.flatMap(\.references)) == Set(objects.keys) else {
            throw Problem("objects that nothing names, or that there are not")
        }
    }

    /// The value of an entry, behind its reference where there is one.
    func value(_ value: Value?, _ keys: String...) throws -> Value {
        var found = value
        for key in keys { found = try resolved(found)[key] }
        return try resolved(found)
    }

    /// The stream that a value names.
    func stream(_ value: Value?) throws -> [UInt8] {
        guard case .reference(let number) = value, let stream = streams[number] else { throw Problem("no stream") }
        return stream
    }

    private func resolved(_ value: Value?) throws -> Value {
        if case .reference(let number) = value, let object = objects[number] { return object }
        guard let value else { throw Problem("an entry is missing") }
        return value
    }

    var page: Value {
        get throws { try value(value(trailer, "Root", "Pages", "Kids").array?.first) }
    }

    /// What is drawn on the page.
    var operations: [Operation] {
        get throws {
            var scanner = Scanner(bytes: try stream(page["Contents"]), place: 0)
            var operations: [Operation] = []
            var operands: [Value] = []
            while !scanner.isAtEnd {
                let value = try scanner.value()
                if case .word(let name) = value {
                    operations.append(Operation(operands: operands, name: name))
                    operands = []
                } else {
                    operands.append(value)
                }
            }
            guard operands.isEmpty else { throw Problem("operands without an operator") }
            return operations
        }
    }

    /// The lines of text on the page as they would be searched, by the font's own table of characters.
    var texts: [String] {
        get throws {
            let font = try value(page, "Resources", "Font").entries?.values.first
            var scanner = Scanner(bytes: try stream(value(font)["ToUnicode"]), place: 0)
            var characters: [UInt16: String] = [:]
            var operands: [Value] = []
            while !scanner.isAtEnd {
                let value = try scanner.value()
                guard case .word(let word) = value else {
                    operands.append(value)
                    continue
                }
                if word == "endbfchar" {
                    for pair in stride(from: 0, to: operands.count, by: 2) {
                        guard case .string(let code) = operands[pair], case .string(let text) = operands[pair + 1],
                            let number = Self.units(code[...]).first
                        else { throw Problem("no pair of strings") }
                        characters[number] = String(decoding: Self.units(text[...]), as: UTF16.self)
                    }
                }
                operands = []
            }
            var texts: [String] = []
            for operation in try operations {
                if operation.name == "BT" { texts.append("") }
                guard operation.name == "TJ" else { continue }
                for case .string(let bytes) in operation.operands.first?.array ?? [] {
                    for number in Self.units(bytes[...]) { texts[texts.count - 1] += characters[number] ?? "\u{FFFD}" }
                }
            }
            return texts
        }
    }

    private static func units(_ bytes: ArraySlice<UInt8>) -> [UInt16] {
        let bytes = Array(bytes)
        return stride(from: 0, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
    }

    private static func unpacked(_ packed: [UInt8]) throws -> [UInt8] {
        var count = uLong(1 << 22)
        var bytes = [UInt8](repeating: 0, count: Int(count))
        guard uncompress(&bytes, &count, packed, uLong(packed.count)) == Z_OK else { throw Problem("a damaged stream") }
        return Array(bytes.prefix(Int(count)))
    }
}

extension PDFReader.Value {
    /// The objects that a value names.
    var references: Set<Int> {
        switch self {
        case .reference(let number): [number]
        case .array(let values): Set(values.flatMap(\.references))
        case .dictionary(let entries): Set(entries.values.flatMap(\.references))
        default: []
        }
    }
}

extension PDFReader {
    /// Reads values one after the other.
    private struct Scanner {
        let bytes: [UInt8]
        var place: Int

        private var byte: UInt8 { bytes.indices.contains(place) ? bytes[place] : 0 }

        private mutating func skipSpace() {
            while bytes.indices.contains(place), [0x0A, 0x20].contains(bytes[place]) { place += 1 }
        }

        var isAtEnd: Bool {
            var ahead = self
            ahead.skipSpace()
            return ahead.place >= bytes.count
        }

        mutating func require(_ word: String) throws {
            skipSpace()
            guard bytes[min(place, bytes.count)...].starts(with: word.utf8) else {
                throw Problem("no “\(word)” at \(place)")
            }
            place += word.utf8.count
        }

        mutating func word(in words: [String]) throws -> String {
            skipSpace()
            for word in words where bytes[place...].starts(with: word.utf8) {
                place += word.utf8.count
                return word
            }
            throw Problem("none of \(words) at \(place)")
        }

        private mutating func regular() -> String {
            let start = place
            while bytes.indices.contains(place), !" \n()<>[]/%".utf8.contains(bytes[place]) { place += 1 }
            return String(decoding: bytes[start..<place], as: UTF8.self)
        }

        mutating func value() throws -> Value {
            skipSpace()
            switch byte {
            case UInt8(ascii: "/"):
                place += 1
                return .name(try Self.plain(regular()))
            case UInt8(ascii: "("): return .string(try literal())
            case UInt8(ascii: "["):
                place += 1
                var values: [Value] = []
                while true {
                    skipSpace()
                    if byte == UInt8(ascii: "]") { break }
                    values.append(try value())
                }
                place += 1
                return .array(values)
            case UInt8(ascii: "<"):
                guard bytes.indices.contains(place + 1), bytes[place + 1] == UInt8(ascii: "<") else {
                    return .string(try hexadecimal())
                }
                return .dictionary(try dictionary())
            default:
                let word = regular()
                guard !word.isEmpty else { throw Problem("nothing at \(place)") }
                guard let number = Double(word) else { return .word(word) }
                return reference(number) ?? .number(number)
            }
        }

        /// Where “ 0 R” follows a number, it is a reference.
        private mutating func reference(_ number: Double) -> Value? {
            guard bytes[place...].starts(with: " 0 R".utf8) else { return nil }
            place += 4
            return .reference(Int(number))
        }

        private mutating func dictionary() throws -> [String: Value] {
            place += 2
            var entries: [String: Value] = [:]
            while true {
                skipSpace()
                if byte == UInt8(ascii: ">") { break }
                guard case .name(let key) = try value(), entries[key] == nil else {
                    throw Problem("no key at \(place)")
                }
                entries[key] = try value()
            }
            try require(">>")
            return entries
        }

        private mutating func literal() throws -> [UInt8] {
            place += 1
            var depth = 1
            var result: [UInt8] = []
            while bytes.indices.contains(place) {
                let next = byte
                place += 1
                switch next {
                case UInt8(ascii: "\\"):
                    guard "()\\".utf8.contains(byte) else { throw Problem("an escape at \(place)") }
                    result.append(byte)
                    place += 1
                    continue
                case UInt8(ascii: "("): depth += 1
                case UInt8(ascii: ")"): depth -= 1
                default: break
                }
                if depth == 0 { return result }
                result.append(next)
            }
            throw Problem("a string without end")
        }

        private mutating func hexadecimal() throws -> [UInt8] {
            place += 1
            let digits = regular()
            try require(">")
            guard digits.utf8.count.isMultiple(of: 2) else { throw Problem("half a byte at \(place)") }
            return try stride(from: 0, to: digits.count, by: 2).map { index in
                guard let byte = UInt8(digits.dropFirst(index).prefix(2), radix: 16) else { throw Problem(digits) }
                return byte
            }
        }

        private static func plain(_ name: String) throws -> String {
            let parts = name.split(separator: "#", omittingEmptySubsequences: false)
            return try parts.dropFirst().reduce(String(parts.first ?? "")) { plain, part in
                guard let code = UInt8(part.prefix(2), radix: 16) else { throw Problem(name) }
                return plain + String(Unicode.Scalar(code)) + part.dropFirst(2)
            }
        }
    }
}

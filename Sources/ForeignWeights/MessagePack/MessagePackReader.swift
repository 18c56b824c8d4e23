import WeightFiles

/// Reads what Flax's `to_bytes` writes: nested maps of arrays, each a MessagePack extension of type 1.
///
/// Source: MessagePack specification; Flax, `flax/serialization.py`.
struct MessagePackReader {
    static let kind = "msgpack"
    private static let deepest = 64
    private static let types: [String: SafetensorsType] = [
        "float16": .float16, "bfloat16": .bfloat16, "float32": .float32, "float64": .float64, "int8": .int8,
        "int16": .int16, "int32": .int32, "int64": .int64, "uint8": .uint8, "uint16": .uint16, "uint32": .uint32,
        "uint64": .uint64, "bool": .bool,
    ]

    private var reader: ByteReader
    private var tensors: [ForeignTensor] = []

    /// A part that is being read: how many items are still to come, and what their names begin with.
    private struct Part {
        var remaining: Int
        let isMap: Bool
        let prefix: String
        var index = 0
    }

    /// The arrays of a file, their names joined by slashes.
    ///
    /// - Throws: `WeightFileError`.
    static func read(_ bytes: [UInt8]) throws(WeightFileError) -> [ForeignTensor] {
        var reader = MessagePackReader(reader: ByteReader(bytes, kind: kind))
        try reader.readAll()
        guard reader.reader.isAtEnd else {
            throw reader.reader.error("found bytes after the end of the map; expected none")
        }
        return reader.tensors
    }

    private mutating func readAll() throws(WeightFileError) {
        var parts: [Part] = []
        try readItem(named: "", into: &parts)
        while var part = parts.popLast() {
            guard part.remaining > 0 else { continue }
            part.remaining -= 1
            let name = part.isMap ? try text() : String(part.index)
            part.index += 1
            parts.append(part)
            try readItem(named: part.prefix.isEmpty ? name : part.prefix + "/" + name, into: &parts)
            guard parts.count <= Self.deepest, tensors.count <= ForeignFile.mostTensors else {
                throw reader.error(
                    "found maps more than \(Self.deepest) deep, or more than \(ForeignFile.mostTensors) arrays")
            }
        }
    }

    private mutating func readItem(named name: String, into parts: inout [Part]) throws(WeightFileError) {
        let start = reader.place
        let first = try reader.byte("an item")
        func part(_ count: Int, _ isMap: Bool) -> Part { Part(remaining: count, isMap: isMap, prefix: name) }
        switch first {
        case 0x80...0x8f: parts.append(part(Int(first & 15), true))
        case 0xde, 0xdf: parts.append(part(try reader.count(first == 0xde ? 2 : 4, "a count", bigEndian: true), true))
        case 0x90...0x9f: parts.append(part(Int(first & 15), false))
        case 0xdc, 0xdd: parts.append(part(try reader.count(first == 0xdc ? 2 : 4, "a count", bigEndian: true), false))
        case 0x00...0x7f, 0xe0...0xff, 0xc0, 0xc2, 0xc3: break
        case 0xcc...0xcf: _ = try reader.take(1 << Int(first - 0xcc), "a number")
        case 0xd0...0xd3: _ = try reader.take(1 << Int(first - 0xd0), "a number")
        case 0xca, 0xcb: _ = try reader.take(first == 0xca ? 4 : 8, "a number")
        case 0xa0...0xbf: _ = try reader.take(Int(first & 31), "a text")
        case 0xd9...0xdb, 0xc4...0xc6:
            let size = 1 << Int(first >= 0xd9 ? first - 0xd9 : first - 0xc4)
            _ = try reader.take(reader.count(size, "a length", bigEndian: true), "a text")
        case 0xd4...0xd8: try readExtension(1 << Int(first - 0xd4), name, start)
        case 0xc7...0xc9:
            try readExtension(try reader.count(1 << Int(first - 0xc7), "a length", bigEndian: true), name, start)
        default: throw reader.error("found the byte 0x\(String(first, radix: 16)), which begins nothing", at: start)
        }
    }

    private mutating func text() throws(WeightFileError) -> String {
        let start = reader.place
        let first = try reader.byte("a key")
        switch first {
        case 0xa0...0xbf: return try reader.text(Int(first & 31), "a key")
        case 0xd9...0xdb:
            return try reader.text(reader.count(1 << Int(first - 0xd9), "a length", bigEndian: true), "a key")
        case 0x00...0x7f: return String(first)
        default: throw reader.error("found a key that is no text; expected a name", at: start)
        }
    }

    /// An extension: of type 1, an array of a shape, the name of a type, and bytes.
    private mutating func readExtension(_ count: Int, _ name: String, _ start: Int) throws(WeightFileError) {
        let type = try reader.byte("the type of an extension")
        let range = try reader.range(count, "an extension")
        // 3 is a lone number, which no weight is.
        guard type == 1 else {
            if type == 3 { return }
            throw reader.error("found an extension of type \(type); expected arrays, of type 1", at: start)
        }
        var inner = MessagePackReader(reader: ByteReader(reader.bytes, range, kind: Self.kind))
        guard try inner.listCount() == 3 else {
            throw reader.error("found an array that is not a shape, a type and bytes", at: start)
        }
        var shape: [Int] = []
        for _ in 0..<min(try inner.listCount(), ForeignTensor.mostDimensions) { shape.append(try inner.wholeNumber()) }
        let typeName = try inner.text()
        guard let elements = Self.types[typeName] else {
            throw reader.error(
                "found elements of type \(WeightFileError.quoted(typeName)); expected numbers", at: start)
        }
        let bytes = try inner.binary()
        guard inner.reader.isAtEnd else {
            throw reader.error("found bytes after the end of an array; expected none", at: start)
        }
        tensors.append(
            try ForeignTensor(
                name, elements, shape, in: reader.bytes, from: bytes.lowerBound, to: bytes.upperBound, kind: Self.kind))
    }

    private mutating func listCount() throws(WeightFileError) -> Int {
        let first = try reader.byte("a list")
        guard first >> 4 == 9 else {
            throw reader.error("found something else than a short list; expected one", at: reader.place - 1)
        }
        return Int(first & 15)
    }

    private mutating func wholeNumber() throws(WeightFileError) -> Int {
        let first = try reader.byte("a length")
        switch first {
        case 0x00...0x7f: return Int(first)
        case 0xcc...0xcf: return try reader.count(1 << Int(first - 0xcc), "a length", bigEndian: true)
        default: throw reader.error("found a length that is no whole number from 0; expected one", at: reader.place - 1)
        }
    }

    private mutating func binary() throws(WeightFileError) -> Range<Int> {
        let first = try reader.byte("bytes")
        guard (0xc4...0xc6).contains(first) else {
            throw reader.error(
                "found something else than bytes; expected the elements of an array", at: reader.place - 1)
        }
        return try reader.range(
            reader.count(1 << Int(first - 0xc4), "a length", bigEndian: true), "the elements of an array")
    }
}

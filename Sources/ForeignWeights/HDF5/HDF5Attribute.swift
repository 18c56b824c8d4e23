import WeightFiles

/// An attribute of a group or dataset, of which texts can be read.
struct HDF5Attribute {
    let name: String
    private let type: HDF5Type
    private let shape: [Int]
    private let range: Range<Int>

    /// Reads a message of an attribute.
    init(_ reader: inout ByteReader) throws(WeightFileError) {
        let start = reader.place
        let version = try reader.byte("an attribute")
        guard (1...3).contains(version) else {
            throw reader.error("found an attribute of version \(version); expected 1 to 3", at: start)
        }
        _ = try reader.byte("an attribute")
        let (name, type, shape) = (
            try reader.count(2, "a length"), try reader.count(2, "a length"), try reader.count(2, "a length")
        )
        if version == 3 { _ = try reader.byte("an attribute") }
        /// Version 1 goes on at multiples of eight bytes.
        func part(_ count: Int) -> Int { version == 1 ? (count + 7) / 8 * 8 : count }
        self.name = String(decoding: try reader.take(part(name), "a name").prefix { $0 != 0 }, as: UTF8.self)
        var inner = ByteReader(reader.bytes, try reader.range(part(type), "a type"), kind: HDF5File.kind)
        self.type = try HDF5Type(&inner)
        inner = ByteReader(reader.bytes, try reader.range(part(shape), "a shape"), kind: HDF5File.kind)
        self.shape = try HDF5Type.shape(&inner)
        range = try reader.range(reader.remaining, "an attribute")
    }

    /// The one text that it holds; nil where it holds something else.
    func text(in bytes: [UInt8]) throws(WeightFileError) -> String? {
        guard let text = type.text, ForeignTensor.count(of: shape) == 1 else { return nil }
        var reader = ByteReader(bytes, range, kind: HDF5File.kind)
        switch text {
        case .fixed: return String(decoding: try reader.take(type.size, "a text").prefix { $0 != 0 }, as: UTF8.self)
        case .inHeap:
            let length = try reader.count(4, "the length of a text")
            let (address, index) = (try reader.count(8, "the address of a text"), try reader.unsigned(4, "its number"))
            return try Self.text(length, index, at: address, in: bytes)
        }
    }

    /// A text in the heap of all texts.
    private static func text(
        _ length: Int, _ index: UInt64, at address: Int, in bytes: [UInt8]
    ) throws(WeightFileError) -> String {
        guard length > 0 else { return "" }
        var reader = ByteReader(bytes, kind: HDF5File.kind)
        try reader.seek(address, "a heap of texts")
        guard try reader.text(4, "a heap of texts") == "GCOL" else {
            throw reader.error("found no heap of texts; expected one here", at: address)
        }
        _ = try reader.take(4, "a version")
        let size = try reader.count(8, "the size of a heap")
        guard size >= 16 else { throw reader.error("found a heap of \(size) bytes; expected at least 16", at: address) }
        reader = ByteReader(bytes, try reader.range(size - 16, "a heap of texts"), kind: HDF5File.kind)
        while reader.remaining >= 16 {
            let found = try reader.unsigned(2, "a text")
            _ = try reader.take(6, "a text")
            let count = try reader.count(8, "the length of a text")
            guard found != index else {
                guard length <= count else { break }
                return try reader.text(length, "a text")
            }
            // Number 0 is what is free.
            guard found != 0 else { break }
            _ = try reader.take(min(count, Int.max - 8) + (-count & 7), "a text")
        }
        throw reader.error("found no text of the number \(index); expected it in this heap", at: address)
    }
}

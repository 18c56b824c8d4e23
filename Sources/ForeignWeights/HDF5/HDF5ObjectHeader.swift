import WeightFiles

/// What the header of a group or dataset says.
struct HDF5ObjectHeader {
    private static let mostMessages = 1000

    /// The addresses of a group's tree and names; nil for a dataset.
    private(set) var group: (tree: Int, heap: Int)?
    private(set) var attributes: [HDF5Attribute] = []
    private var type: HDF5Type?
    private var shape: [Int]?
    /// Where the elements of a dataset lie.
    private var range: Range<Int>?
    private let address: Int

    /// Reads the header at `address`.
    ///
    /// - Throws: `WeightFileError`.
    init(at address: Int, in bytes: [UInt8]) throws(WeightFileError) {
        self.address = address
        var reader = ByteReader(bytes, kind: HDF5File.kind)
        try reader.seek(address, "a header")
        let version = try reader.byte("the version of a header")
        guard version == 1 else {
            throw reader.error(
                "found a header of version \(version); expected 1, as Keras writes it; save the file without libver='latest'",
                at: address)
        }
        _ = try reader.byte("a header")
        var remaining = try reader.count(2, "the number of messages")
        _ = try reader.take(4, "a count")
        let size = try reader.count(4, "the size of a header")
        _ = try reader.take(4, "a header")
        guard remaining <= Self.mostMessages else {
            throw reader.error("found \(remaining) messages; expected at most \(Self.mostMessages)", at: address)
        }
        var blocks = [try reader.range(size, "a header")]
        while let block = blocks.popLast() {
            var reader = ByteReader(bytes, block, kind: HDF5File.kind)
            while reader.remaining >= 8, remaining > 0 {
                remaining -= 1
                let kind = try reader.count(2, "a message")
                let length = try reader.count(2, "the length of a message")
                let flags = try reader.byte("the flags of a message")
                _ = try reader.take(3, "a message")
                let body = try reader.range(length, "a message")
                guard flags & 2 == 0 else {
                    throw reader.error("found a shared message; expected each header to be whole", at: body.lowerBound)
                }
                if let next = try take(kind, ByteReader(bytes, body, kind: HDF5File.kind)) { blocks.append(next) }
            }
        }
    }

    /// Takes one message; the block in which the header goes on, where it says so.
    private mutating func take(_ kind: Int, _ message: ByteReader) throws(WeightFileError) -> Range<Int>? {
        var reader = message
        let start = reader.place
        switch kind {
        case 0x01: shape = try HDF5Type.shape(&reader)
        case 0x03: type = try HDF5Type(&reader)
        case 0x08: range = try Self.layout(&reader)
        case 0x0b: throw reader.error("found a dataset with filters; expected one without compression", at: start)
        case 0x0c: attributes.append(try HDF5Attribute(&reader))
        case 0x10:
            let (place, length) = (try reader.count(8, "an address"), try reader.count(8, "a length"))
            var whole = ByteReader(reader.bytes, kind: HDF5File.kind)
            try whole.seek(place, "the rest of a header")
            return try whole.range(length, "the rest of a header")
        case 0x11: group = (try reader.count(8, "the address of a tree"), try reader.count(8, "the address of names"))
        case 0x02, 0x06:
            throw reader.error(
                "found a group of the newer kind; expected a symbol table; save without libver='latest'", at: start)
        default: break
        }
        return nil
    }

    private static func layout(_ reader: inout ByteReader) throws(WeightFileError) -> Range<Int> {
        let start = reader.place
        let version = try reader.byte("a layout")
        guard version == 3 else { throw reader.error("found a layout of version \(version); expected 3", at: start) }
        let kind = try reader.byte("a layout")
        switch kind {
        case 0: return try reader.range(reader.count(2, "a size"), "the elements of a dataset")
        case 1:
            let address = try reader.unsigned(8, "the address of elements")
            let size = try reader.count(8, "the size of elements")
            if size == 0 { return 0..<0 }
            var whole = ByteReader(reader.bytes, kind: HDF5File.kind)
            guard let place = Int(exactly: address) else {
                throw reader.error("found a dataset that was never written; expected its elements", at: start)
            }
            try whole.seek(place, "the elements of a dataset")
            return try whole.range(size, "the elements of a dataset")
        default: throw reader.error("found a dataset in chunks; expected one that lies in one piece", at: start)
        }
    }

    /// The dataset of which this is the header; nil where it is none.
    func tensor(_ name: String, in bytes: [UInt8]) throws(WeightFileError) -> ForeignTensor? {
        guard let type, let shape, let range else { return nil }
        guard let element = type.number else { return nil }
        return try ForeignTensor(
            name, element, shape, in: bytes, from: range.lowerBound, to: range.upperBound, bigEndian: type.isBigEndian,
            kind: HDF5File.kind)
    }
}

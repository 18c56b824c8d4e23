import WeightFiles

/// The fields of a message in the wire format of Protocol Buffers, one after the other.
///
/// Source: Protocol Buffers, “Encoding”.
struct ProtobufReader {
    /// What stands in a field.
    enum Value {
        case number(UInt64)
        /// A text, a message or packed numbers: the places of its bytes.
        case bytes(Range<Int>)
        case bits32(UInt32)
        case bits64(UInt64)
    }

    private var reader: ByteReader

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        reader = ByteReader(bytes, range, kind: ONNXFile.kind)
    }

    var bytes: [UInt8] { reader.bytes }

    /// The next field; nil at the end.
    mutating func next() throws(WeightFileError) -> (field: Int, value: Value)? {
        guard !reader.isAtEnd else { return nil }
        let start = reader.place
        let tag = try number()
        let field = Int(tag >> 3 & 0x1fff_ffff)
        guard field > 0, tag >> 32 == 0 else { throw reader.error("found a field without a number", at: start) }
        switch tag & 7 {
        case 0: return (field, .number(try number()))
        case 1: return (field, .bits64(try reader.unsigned(8, "a field")))
        case 2:
            let length = try number()
            guard let count = Int(exactly: length) else {
                throw reader.error("found a field of \(length) bytes; expected one that a file can have", at: start)
            }
            return (field, .bytes(try reader.range(count, "a field")))
        case 5: return (field, .bits32(UInt32(truncatingIfNeeded: try reader.unsigned(4, "a field"))))
        default: throw reader.error("found a field of the unknown kind \(tag & 7)", at: start)
        }
    }

    /// A number in groups of seven bits, the lowest first.
    private mutating func number() throws(WeightFileError) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            let byte = try reader.byte("a number")
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
        }
        throw reader.error("found a number of more than ten bytes")
    }

    /// The numbers packed in the bytes of a field.
    static func packed(_ bytes: [UInt8], _ range: Range<Int>) throws(WeightFileError) -> [UInt64] {
        var reader = ProtobufReader(bytes, range)
        var numbers: [UInt64] = []
        while !reader.reader.isAtEnd { numbers.append(try reader.number()) }
        return numbers
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    func error(_ problem: String) -> WeightFileError { reader.error(problem) }
}

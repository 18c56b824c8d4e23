/// Writes the fields of a message in the wire format of Protocol Buffers.
///
/// Source: Protocol Buffers, “Encoding”.
struct ProtobufWriter {
    private(set) var bytes: [UInt8] = []

    private mutating func variable(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func number(_ field: Int, _ number: Int) {
        variable(UInt64(field) << 3)
        variable(UInt64(bitPattern: Int64(number)))
    }

    mutating func bytes(_ field: Int, _ contents: [UInt8]) {
        variable(UInt64(field) << 3 | 2)
        variable(UInt64(contents.count))
        bytes += contents
    }

    mutating func text(_ field: Int, _ text: String) { bytes(field, Array(text.utf8)) }

    mutating func message(_ field: Int, _ write: (inout ProtobufWriter) -> Void) {
        var inner = ProtobufWriter()
        write(&inner)
        bytes(field, inner.bytes)
    }
}

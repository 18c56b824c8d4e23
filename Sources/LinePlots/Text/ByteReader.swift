/// Big-endian numbers in bytes; beyond the end they are 0, so that a damaged font draws gaps and never traps.
struct ByteReader: Sendable {
    let bytes: [UInt8]

    func u8(_ offset: Int) -> Int {
        bytes.indices.contains(offset) ? Int(bytes[offset]) : 0
    }

    func u16(_ offset: Int) -> Int {
        u8(offset) << 8 | u8(offset + 1)
    }

    func i16(_ offset: Int) -> Int {
        let value = u16(offset)
        return value < 0x8000 ? value : value - 0x10000
    }

    func u32(_ offset: Int) -> Int {
        u16(offset) << 16 | u16(offset + 2)
    }
}

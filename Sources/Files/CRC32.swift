import CZlib

/// The CRC-32 of zlib, PNG and gzip, computed piece by piece.
package struct CRC32: Sendable {
    /// The checksum of all bytes so far.
    package private(set) var value: UInt32 = 0

    package init() {}

    /// Adds the bytes of `buffer`.
    package mutating func update(_ buffer: UnsafeRawBufferPointer) {
        var rest = buffer[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
            let bytes = part.bindMemory(to: UInt8.self).baseAddress
            value = UInt32(truncatingIfNeeded: crc32(uLong(value), bytes, uInt(part.count)))
            rest = rest.dropFirst(part.count)
        }
    }

    /// The checksum of `bytes`.
    package static func of(_ bytes: [UInt8]) -> UInt32 {
        var checksum = CRC32()
        bytes.withUnsafeBytes { checksum.update($0) }
        return checksum.value
    }
}

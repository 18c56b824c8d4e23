/// An array of numbers as a weight file holds it.
package struct NamedArray: Equatable, Sendable {
    package var name: String
    package var elementType: SafetensorsType
    package var shape: [Int]
    /// The elements, the last index running fastest, each little-endian.
    package var bytes: [UInt8]

    package init(name: String, elementType: SafetensorsType, shape: [Int], bytes: [UInt8]) {
        self.name = name
        self.elementType = elementType
        self.shape = shape
        self.bytes = bytes
    }

    /// The bytes that elements of `type` take in `shape`; nil for a size that no memory has, or below zero.
    static func byteCount(of shape: [Int], _ type: SafetensorsType) -> Int? {
        // A zero anywhere makes all of it empty, whatever the other lengths are; but none may be senseless.
        var count = type.size
        for length in shape {
            let (product, overflow) = count.multipliedReportingOverflow(by: length)
            if length < 0 || overflow { return nil }
            count = product
        }
        return count
    }

    /// The place of the first element that is infinite or NaN; nil if all are finite.
    static func firstNotFinite(in bytes: UnsafeRawBufferPointer, _ type: SafetensorsType) -> Int? {
        switch type {
        case .float32:
            let exponent: UInt32 = 0x7f80_0000
            return (0..<bytes.count / 4).first { index in
                let bits = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
                return bits & exponent == exponent
            }
        case .float64:
            let exponent: UInt64 = 0x7ff0_0000_0000_0000
            return (0..<bytes.count / 8).first { index in
                let bits = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))
                return bits & exponent == exponent
            }
        }
    }
}

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

    /// The bytes that elements of `type` take in `shape`; nil for a size that no memory has, below zero, or not of whole bytes.
    static func byteCount(of shape: [Int], _ type: SafetensorsType) -> Int? {
        // A zero anywhere makes all of it empty, whatever the other lengths are; but none may be senseless.
        var count = type.bitCount
        for length in shape {
            let (product, overflow) = count.multipliedReportingOverflow(by: length)
            if length < 0 || overflow { return nil }
            count = product
        }
        return count % 8 == 0 ? count / 8 : nil
    }

    /// The place of the first element that is infinite or NaN; nil if all are finite, or of a type that is not real.
    static func firstNotFinite(in bytes: UnsafeRawBufferPointer, _ type: SafetensorsType) -> Int? {
        func first<Bits: FixedWidthInteger>(_ exponent: Bits) -> Int? {
            let size = Bits.bitWidth / 8
            return (0..<bytes.count / size).first { index in
                let bits = Bits(littleEndian: bytes.loadUnaligned(fromByteOffset: size * index, as: Bits.self))
                return bits & exponent == exponent
            }
        }
        return switch type {
        case .float32: first(0x7f80_0000 as UInt32)
        case .float64: first(0x7ff0_0000_0000_0000 as UInt64)
        case .float16: first(0x7c00 as UInt16)
        case .bfloat16: first(0x7f80 as UInt16)
        default: nil
        }
    }

    /// The elements as the numbers that they are, exactly; nil for a type that is not real.
    package var numbers: [Double]? {
        guard elementType.isReal else { return nil }
        let size = elementType.bitCount / 8
        return stride(from: 0, to: bytes.count - size + 1, by: size).map { start in
            let bits = (0..<size).reduce(UInt64(0)) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) }
            return elementType.number(ofBits: bits)
        }
    }

    /// The elements, where they are whole numbers that a double holds; nil for other types.
    package var wholeNumbers: [Double]? {
        guard elementType.isInteger else { return nil }
        let size = elementType.bitCount / 8
        let isSigned = [.int8, .int16, .int32, .int64].contains(elementType)
        return stride(from: 0, to: bytes.count - size + 1, by: size).map { start in
            let bits = (0..<size).reduce(UInt64(0)) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) }
            let unused = UInt64(64 - 8 * size)
            return isSigned ? Double(Int64(bitPattern: bits << unused) >> Int64(unused)) : Double(bits)
        }
    }
}

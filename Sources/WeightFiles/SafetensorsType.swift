/// The element types of the arrays in a weight file, under the names that they have there.
///
/// Those that ``isReal`` can be a network's weights; the others are known so that files that hold them can be read.
package enum SafetensorsType: String, CaseIterable, Sendable {
    case float32 = "F32"
    case float64 = "F64"
    case float16 = "F16"
    case bfloat16 = "BF16"
    case bool = "BOOL"
    case int8 = "I8"
    case uint8 = "U8"
    case int16 = "I16"
    case uint16 = "U16"
    case int32 = "I32"
    case uint32 = "U32"
    case int64 = "I64"
    case uint64 = "U64"
    case float8e4m3 = "F8_E4M3"
    case float8e5m2 = "F8_E5M2"
    case float8e8m0 = "F8_E8M0"
    case float6e2m3 = "F6_E2M3"
    case float6e3m2 = "F6_E3M2"
    case float4 = "F4"
    case complex64 = "C64"

    /// The bits of an element.
    package var bitCount: Int {
        switch self {
        case .float4: 4
        case .float6e2m3, .float6e3m2: 6
        case .bool, .int8, .uint8, .float8e4m3, .float8e5m2, .float8e8m0: 8
        case .float16, .bfloat16, .int16, .uint16: 16
        case .float32, .int32, .uint32: 32
        case .float64, .int64, .uint64, .complex64: 64
        }
    }

    /// Whether its elements are numbers that a float64 holds exactly and that can be weights.
    package var isReal: Bool {
        switch self {
        case .float32, .float64, .float16, .bfloat16: true
        default: false
        }
    }

    /// Whether its elements are whole numbers.
    package var isInteger: Bool {
        switch self {
        case .int8, .uint8, .int16, .uint16, .int32, .uint32, .int64, .uint64: true
        default: false
        }
    }

    /// The number of which a real element has the bits `bits`.
    package func number(ofBits bits: UInt64) -> Double {
        switch self {
        case .float64: Double(bitPattern: bits)
        case .float32: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
        case .bfloat16: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits) << 16))
        case .float16: Self.half(ofBits: UInt16(truncatingIfNeeded: bits))
        default: .nan
        }
    }

    /// A number of half precision: a sign, five bits of an exponent with the bias 15, ten of a fraction.
    ///
    /// Source: IEEE 754-2019, binary16.
    private static func half(ofBits bits: UInt16) -> Double {
        let sign = bits >> 15 == 0 ? 1.0 : -1.0
        let (exponent, fraction) = (Int(bits >> 10 & 31), Double(bits & 1023) / 1024)
        return switch exponent {
        case 31: fraction == 0 ? sign * .infinity : .nan
        case 0: sign * Double(sign: .plus, exponent: -14, significand: fraction)
        default: sign * Double(sign: .plus, exponent: exponent - 15, significand: 1 + fraction)
        }
    }
}

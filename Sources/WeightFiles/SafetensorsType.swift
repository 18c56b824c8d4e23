/// The element types of the arrays in a weight file, under the names that they have there.
package enum SafetensorsType: String, CaseIterable, Sendable {
    case float32 = "F32"
    case float64 = "F64"

    /// The bytes of an element.
    package var size: Int {
        switch self {
        case .float32: 4
        case .float64: 8
        }
    }

    /// The names of the format's other types, which are known here only to be refused.
    static let others: Set<String> = [
        "BOOL", "U8", "I8", "I16", "U16", "F16", "BF16", "I32", "U32", "I64", "U64", "F8_E4M3", "F8_E5M2", "F8_E8M0",
        "F6_E2M3", "F6_E3M2", "F4", "C64",
    ]
}

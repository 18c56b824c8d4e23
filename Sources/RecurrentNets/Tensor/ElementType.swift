import CKernels

/// The type of a tensor's elements.
///
/// `float32` is for speed; `float64` is for checking gradients and for exact agreement with published numbers.
public enum ElementType: String, CaseIterable, Sendable {
    case float32
    case float64

    /// The size of an element in bytes.
    public var byteCount: Int {
        switch self {
        case .float32: 4
        case .float64: 8
        }
    }

    /// The kernels' name for the type.
    var kernel: ck_type {
        switch self {
        case .float32: CK_FLOAT32
        case .float64: CK_FLOAT64
        }
    }
}

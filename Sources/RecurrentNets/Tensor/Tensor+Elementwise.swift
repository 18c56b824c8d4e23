import CKernels

/// Elementwise operations. Two shapes that differ are broadcast as in NumPy: axes are matched from the last, and a size
/// of 1 is repeated.
extension Tensor {
    public static func + (a: Tensor, b: Tensor) -> Tensor { combine("+", CK_ADD, a, b) }
    public static func - (a: Tensor, b: Tensor) -> Tensor { combine("-", CK_SUBTRACT, a, b) }
    public static func * (a: Tensor, b: Tensor) -> Tensor { combine("*", CK_MULTIPLY, a, b) }
    public static func / (a: Tensor, b: Tensor) -> Tensor { combine("/", CK_DIVIDE, a, b) }
    public static prefix func - (x: Tensor) -> Tensor { map(CK_NEGATE, x) }

    /// The sum with a number.
    public static func + (a: Tensor, b: Double) -> Tensor { a + Tensor(b, elementType: a.elementType) }
    /// The sum with a number.
    public static func + (a: Double, b: Tensor) -> Tensor { Tensor(a, elementType: b.elementType) + b }
    /// The difference with a number.
    public static func - (a: Tensor, b: Double) -> Tensor { a - Tensor(b, elementType: a.elementType) }
    /// The difference with a number.
    public static func - (a: Double, b: Tensor) -> Tensor { Tensor(a, elementType: b.elementType) - b }
    /// The product with a number.
    public static func * (a: Tensor, b: Double) -> Tensor { a * Tensor(b, elementType: a.elementType) }
    /// The product with a number.
    public static func * (a: Double, b: Tensor) -> Tensor { Tensor(a, elementType: b.elementType) * b }
    /// The quotient with a number.
    public static func / (a: Tensor, b: Double) -> Tensor { a / Tensor(b, elementType: a.elementType) }
    /// The quotient with a number.
    public static func / (a: Double, b: Tensor) -> Tensor { Tensor(a, elementType: b.elementType) / b }

    static func power(_ x: Tensor, _ exponent: Double) -> Tensor {
        combine("power", CK_POWER, x, Tensor(exponent, elementType: x.elementType))
    }

    static func maximum(_ a: Tensor, _ b: Tensor) -> Tensor { combine("maximum", CK_MAXIMUM, a, b) }
    static func minimum(_ a: Tensor, _ b: Tensor) -> Tensor { combine("minimum", CK_MINIMUM, a, b) }
    /// 1 where a > b, else 0.
    static func greater(_ a: Tensor, _ b: Tensor) -> Tensor { combine("greater", CK_GREATER, a, b) }
    /// 1 where a ≥ b, else 0.
    static func greaterOrEqual(_ a: Tensor, _ b: Tensor) -> Tensor {
        combine("greaterOrEqual", CK_GREATER_OR_EQUAL, a, b)
    }
    /// 1 where a = b, else 0.
    static func equal(_ a: Tensor, _ b: Tensor) -> Tensor { combine("equal", CK_EQUAL, a, b) }

    static func exp(_ x: Tensor) -> Tensor { map(CK_EXP, x) }
    static func log(_ x: Tensor) -> Tensor { map(CK_LOG, x) }
    /// dy ⊙ (1 − y²), in one pass over memory, with the bits of the operations one after the other.
    static func tanhGradient(_ dy: Tensor, _ y: Tensor) -> Tensor { combine("tanh", CK_TANH_GRADIENT, dy, y) }
    static func sqrt(_ x: Tensor) -> Tensor { map(CK_SQRT, x) }
    static func sin(_ x: Tensor) -> Tensor { map(CK_SIN, x) }
    static func cos(_ x: Tensor) -> Tensor { map(CK_COS, x) }
    static func tanh(_ x: Tensor) -> Tensor { map(CK_TANH, x) }
    static func sigmoid(_ x: Tensor) -> Tensor { map(CK_SIGMOID, x) }
    static func relu(_ x: Tensor) -> Tensor { map(CK_RELU, x) }
    static func softplus(_ x: Tensor) -> Tensor { map(CK_SOFTPLUS, x) }
    static func abs(_ x: Tensor) -> Tensor { map(CK_ABS, x) }
    /// 1, 0 or -1.
    static func sign(_ x: Tensor) -> Tensor { map(CK_SIGN, x) }

    /// Adds `other`, which has the same shape, in place.
    mutating func add(_ other: Tensor) {
        precondition(
            other.shape == shape && other.elementType == elementType,
            "add: \(shape) of \(elementType) += \(other.shape) of \(other.elementType)")
        let (type, count) = (elementType.kernel, count)
        withMutableBytes { bytes in
            other.withBytes { ck_binary(type, CK_ADD, bytes, 1, $0, 1, bytes, count) }
        }
    }

    private static func map(_ operation: ck_unary_op, _ x: Tensor) -> Tensor {
        Tensor(shape: x.shape, elementType: x.elementType) { out in
            x.withBytes { ck_unary(x.elementType.kernel, operation, $0, out, x.count) }
        }
    }

    private static func combine(_ name: String, _ operation: ck_binary_op, _ a: Tensor, _ b: Tensor) -> Tensor {
        precondition(
            a.elementType == b.elementType,
            "\(name): \(a.shape) of \(a.elementType) and \(b.shape) of \(b.elementType); convert one of them")
        let type = a.elementType.kernel
        if a.shape == b.shape {
            return Tensor(shape: a.shape, elementType: a.elementType) { out in
                a.withBytes { p in b.withBytes { q in ck_binary(type, operation, p, 1, q, 1, out, a.count) } }
            }
        }
        if a.rank == 0 || b.rank == 0 {  // A number is met by every element, in one run.
            let shape = a.rank == 0 ? b.shape : a.shape
            return Tensor(shape: shape, elementType: a.elementType) { out in
                a.withBytes { p in
                    b.withBytes { q in
                        ck_binary(
                            type, operation, p, a.rank == 0 ? 0 : 1, q, b.rank == 0 ? 0 : 1, out, Shape.count(shape))
                    }
                }
            }
        }
        guard let shape = Shape.broadcast(a.shape, b.shape) else {
            preconditionFailure("\(name): the shapes \(a.shape) and \(b.shape) do not match")
        }
        let runs = StridedRuns(
            shape, Shape.strides(a.shape, broadcastTo: shape), Shape.strides(b.shape, broadcastTo: shape))
        let size = a.elementType.byteCount
        return Tensor(shape: shape, elementType: a.elementType) { out in
            a.withBytes { p in
                b.withBytes { q in
                    runs.forEach { first, second, position in
                        ck_binary(
                            type, operation, p + first * size, runs.runStrides.0, q + second * size,
                            runs.runStrides.1, out + position * size, runs.runLength)
                    }
                }
            }
        }
    }
}

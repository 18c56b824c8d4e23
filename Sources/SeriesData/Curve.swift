#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A curve of period 2π, under the name that its option has.
package enum Curve: String, CaseIterable, Sendable {
    case sine
    case cosine

    /// The height of the curve at `x`, in radians.
    package func callAsFunction(_ x: Double) -> Double {
        switch self {
        case .sine: sin(x)
        case .cosine: cos(x)
        }
    }
}

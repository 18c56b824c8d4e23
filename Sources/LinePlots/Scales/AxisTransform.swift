/// What is done to values before they are put on an axis in proportion.
enum AxisTransform: Equatable, Sendable {
    case identity
    /// log₁₀ x, for x above 0.
    case logarithm
    /// x/t up to the threshold t on either side of 0, from there on ±(1 + log₁₀ |x|/t).
    case symmetric(threshold: Double)

    func apply(_ value: Double) -> Double {
        switch self {
        case .identity: return value
        case .logarithm: return Logarithm.base10(value)
        case .symmetric(let threshold):
            let ratio = abs(value) / threshold
            let size =
                ratio <= 1
                ? ratio
                : 1
                    + (ratio.isFinite
                        ? Logarithm.base10(ratio) : Logarithm.base10(abs(value)) - Logarithm.base10(threshold))
            return value < 0 ? -size : size
        }
    }

    /// The value that ``apply(_:)`` brings to `transformed`.
    func undo(_ transformed: Double) -> Double {
        switch self {
        case .identity: return transformed
        case .logarithm: return min(Logarithm.tenToThe(transformed), .greatestFiniteMagnitude)
        case .symmetric(let threshold):
            let size = abs(transformed)
            let power = size <= 1 ? size : Logarithm.tenToThe(size - 1)
            // Beside a threshold near 0 the power alone may be beyond all numbers.
            let value = min(
                power.isFinite ? threshold * power : Logarithm.tenToThe(size - 1 + Logarithm.base10(threshold)),
                .greatestFiniteMagnitude)
            return transformed < 0 ? -value : value
        }
    }
}

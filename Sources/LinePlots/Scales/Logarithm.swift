/// Logarithms and powers of ten by + − × ÷ alone, so that they are the same on every machine.
enum Logarithm {
    private static let naturalOfTwo = 0.693_147_180_559_945_3
    private static let naturalOfTen = 2.302_585_092_994_046

    /// log₁₀ of a positive, finite number.
    ///
    /// With x = m·2ᵉ and m near 1: ln m = 2 artanh((m − 1)/(m + 1)), by its power series.
    static func base10(_ value: Double) -> Double {
        var exponent = Double(value.exponent)
        var mantissa = value.significand
        if mantissa > 1.414_213_562_373_095 {
            mantissa /= 2
            exponent += 1
        }
        let s = (mantissa - 1) / (mantissa + 1)
        let square = s * s
        var sum = 0.0
        for divisor in stride(from: 21.0, through: 1, by: -2) { sum = sum * square + 1 / divisor }
        return (exponent * naturalOfTwo + 2 * s * sum) / naturalOfTen
    }

    /// 10 to the power of a number that need not be whole.
    static func tenToThe(_ power: Double) -> Double {
        guard abs(power) < 400 else { return power < 0 ? 0 : .infinity }
        let whole = power.rounded(.down)
        let rest = (power - whole) * naturalOfTen
        var sum = 1.0
        for divisor in stride(from: 30.0, through: 1, by: -1) { sum = 1 + sum * rest / divisor }
        return sum * PowerOfTen.value(Int(whole))
    }
}

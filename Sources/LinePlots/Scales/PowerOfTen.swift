/// Powers of ten as the nearest Double, the same on every machine.
enum PowerOfTen {
    /// 10 to the power of `exponent`.
    static func value(_ exponent: Int) -> Double {
        Double("1e\(exponent)") ?? .nan
    }

    /// The exponents of the powers of ten that are numbers above 0.
    static let exponents = -323...308

    /// The largest exponent whose power of ten is at most `number`, which is positive and finite.
    static func floorExponent(of number: Double) -> Int {
        // 0.30103 = log10 2; the guess is at most one too low or too high.
        guard number.isFinite, number > 0 else { return number > 0 ? exponents.upperBound : exponents.lowerBound }
        var exponent = Int((Double(number.exponent) * 0.30103).rounded(.down))
        while exponent < exponents.upperBound, value(exponent + 1) <= number { exponent += 1 }
        while exponent > exponents.lowerBound, value(exponent) > number { exponent -= 1 }
        return min(max(exponent, exponents.lowerBound), exponents.upperBound)
    }

    /// `count` · 10^`exponent`, rounded once.
    static func scaled(_ count: Int, by exponent: Int) -> Double {
        // The divisor of the smallest steps would be no number.
        exponent >= 0 || exponent < -exponents.upperBound
            ? Double(count) * value(exponent) : Double(count) / value(-exponent)
    }
}

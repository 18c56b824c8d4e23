/// Powers of ten as the nearest Double, the same on every machine.
enum PowerOfTen {
    /// 10 to the power of `exponent`.
    static func value(_ exponent: Int) -> Double {
        Double("1e\(exponent)") ?? .nan
    }

    /// The largest exponent whose power of ten is at most `number`, which is positive and finite.
    static func floorExponent(of number: Double) -> Int {
        // 0.30103 = log10 2; the guess is at most one too low or too high.
        var exponent = Int((Double(number.exponent) * 0.30103).rounded(.down))
        while value(exponent + 1) <= number { exponent += 1 }
        while value(exponent) > number { exponent -= 1 }
        return exponent
    }

    /// `count` · 10^`exponent`, rounded once.
    static func scaled(_ count: Int, by exponent: Int) -> Double {
        exponent >= 0 ? Double(count) * value(exponent) : Double(count) / value(-exponent)
    }
}

/// The ticks of a logarithmic axis: decades; where there are but two, also 2 and 5; below one, even steps of the value.
///
/// There are always two labels or more. Multiples of the decades are small ticks.
struct LogTicks {
    /// The limits as powers of ten.
    let limits: DataLimits
    let mostIntervals: Int
    /// No labels between whole numbers.
    var isWhole = false

    /// From this many decades on, multiples have no small ticks.
    private static let mostDecadesWithMultiples = 12
    /// The most small ticks at decades; where there are more, some have none.
    private static let mostDecadesWithTicks = 60

    /// The densest ticks that `fit`.
    func find(_ fit: (AxisTicks) -> Bool) -> AxisTicks? {
        if exponents.count > 2, let ticks = decades(fit) { return ticks }
        if limits.span >= 1 {
            for digits in [[1, 2, 5], [1, 3]] {
                let ticks = ticks(digits)
                if ticks.values.count >= 2, fit(ticks) { return ticks }
            }
        }
        if limits.span >= 2, let ticks = decades(fit) { return ticks }
        let values = DataLimits(low: Logarithm.tenToThe(limits.low), high: Logarithm.tenToThe(limits.high))
        guard values.high.isFinite, values.low > 0 else { return nil }
        return AxisTicks(limits: values, mostIntervals: mostIntervals, isWhole: isWhole, fit: fit)
    }

    /// The exponents of the decades within the limits.
    private var exponents: ClosedRange<Int> {
        let all = PowerOfTen.exponents
        let first = min(max(Int((limits.low - 1e-9).rounded(.up)), all.lowerBound), all.upperBound)
        return first...min(max(first, Int((limits.high + 1e-9).rounded(.down))), all.upperBound)
    }

    private func decades(_ fit: (AxisTicks) -> Bool) -> AxisTicks? {
        for step in [1, 2, 3, 5, 10, 20, 50, 100, 200] {
            let chosen = exponents.filter { $0.isMultiple(of: step) }
            guard chosen.count >= 2 else { return nil }
            if chosen.count > mostIntervals + 1 { continue }
            var ticks = AxisTicks(
                values: chosen.map(PowerOfTen.value), labels: TickLabels(chosen.map { Self.label(1, $0) }))
            guard fit(ticks) else { continue }
            let isMany = exponents.count > Self.mostDecadesWithMultiples
            let unit = [1, 2, 5, 10].first { exponents.count <= Self.mostDecadesWithTicks * $0 } ?? 20
            ticks.minor =
                isMany || step > 1
                ? exponents.filter { $0.isMultiple(of: unit) && !chosen.contains($0) }.map(PowerOfTen.value)
                : multiples(of: Array(2...9))
            return ticks
        }
        return nil
    }

    /// Ticks at these multiples of each decade.
    private func ticks(_ digits: [Int]) -> AxisTicks {
        var (values, labels): ([Double], [[TextSpan]]) = ([], [])
        let isPlain = exponents.lowerBound >= -4 && exponents.upperBound <= 4
        for exponent in (exponents.lowerBound - 1)...exponents.upperBound {
            for digit in digits where isWithin(digit, exponent) {
                values.append(PowerOfTen.scaled(digit, by: exponent))
                let plain = [TextSpan(text: TickLabels.decimal(digit, exponent: exponent))]
                labels.append(isPlain ? plain : Self.label(digit, exponent))
            }
        }
        let minor = multiples(of: Array(1...9).filter { !digits.contains($0) })
        return AxisTicks(values: values, labels: TickLabels(labels), minor: minor)
    }

    private func multiples(of digits: [Int]) -> [Double] {
        ((exponents.lowerBound - 1)...exponents.upperBound).flatMap { exponent in
            digits.filter { isWithin($0, exponent) }.map { PowerOfTen.scaled($0, by: exponent) }
        }
    }

    private func isWithin(_ digit: Int, _ exponent: Int) -> Bool {
        let value = PowerOfTen.scaled(digit, by: exponent)
        guard value > 0, value.isFinite else { return false }
        let place = Logarithm.base10(Double(digit)) + Double(exponent)
        return place >= limits.low - 1e-9 && place <= limits.high + 1e-9
    }

    /// `10ⁿ`, or `2×10ⁿ`.
    static func label(_ digit: Int, _ exponent: Int, sign: String = "") -> [TextSpan] {
        [
            TextSpan(text: sign + (digit == 1 ? "10" : "\(digit)×10")),
            TextSpan(text: TickLabels.decimal(exponent, exponent: 0), height: .raised),
        ]
    }
}

/// The distance of ticks: a nice digit times a power of ten.
///
/// All steps in order: …, 1, 2, 2.5, 5, 10, 20, 25, 50, 100, …; number 0 is 1.
struct TickStep: Equatable, Sendable {
    /// 1, 2, 5, or 25 for 2.5.
    let digit: Int
    /// The value is `digit` · 10^`exponent`.
    let exponent: Int

    init(number: Int) {
        let place = ((number % 4) + 4) % 4
        let decade = (number - place) / 4
        digit = [1, 2, 25, 5][place]
        exponent = place == 2 ? decade - 1 : decade
    }

    var value: Double { PowerOfTen.scaled(digit, by: exponent) }

    /// The number of a step that is at most `value`, and near it.
    static func number(atMost value: Double) -> Int {
        PowerOfTen.floorExponent(of: value) * 4
    }

    /// The multiples of the step within the limits, in units of 10^`exponent`; a millionth of a step beyond counts.
    func multiples(in limits: DataLimits) -> [Int] {
        let step = value
        let first = (limits.low / step - 1e-6).rounded(.up)
        let last = (limits.high / step + 1e-6).rounded(.down)
        // Limits are at least 1e-13 of their values apart, so the counts are far below this.
        guard abs(first) < 1e17, abs(last) < 1e17, last >= first, last - first < 1000 else { return [] }
        // Of large numbers that are close together, the quotients are off by some steps.
        let within = (limits.low - 1e-6 * step)...(limits.high + 1e-6 * step)
        return (Int(first)...Int(last)).map { $0 * digit }
            .filter { within.contains(PowerOfTen.scaled($0, by: exponent)) }
    }

    /// The places of small ticks: four between two multiples, or three where the step begins with a 2.
    func between(in limits: DataLimits) -> [Double] {
        let parts = digit == 2 ? 4 : 5
        let small = value / Double(parts)
        let first = (limits.low / small).rounded(.up)
        let last = (limits.high / small).rounded(.down)
        guard abs(first) < 1e15, abs(last) < 1e15, last >= first, last - first < 1000 else { return [] }
        return (Int(first)...Int(last)).filter { !$0.isMultiple(of: parts) }.map { Double($0) * small }
    }
}

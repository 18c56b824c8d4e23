/// Fractions of whole numbers.
enum Fraction {
    private static let mostDenominator = 100_000.0

    /// The fraction that a positive Double was rounded from; nil where it has no denominator from 2 to 100,000.
    static func simplest(near number: Double, within distance: Double? = nil) -> (numerator: Int, denominator: Int)? {
        let distance = distance ?? 2 * number.ulp
        return simplest(from: number - distance, to: number + distance).flatMap { $0.denominator > 1 ? $0 : nil }
    }

    /// The fraction of the least denominator between two positive numbers; nil where that is above 100,000.
    ///
    /// Source: the tree of M. Stern and A. Brocot, by the continued fraction that both ends share.
    static func simplest(from low: Double, to high: Double) -> (numerator: Int, denominator: Int)? {
        guard low > 0, high > low, high < 1e15 else { return nil }
        var (low, high) = (low, high)
        var (last, this) = ((0.0, 1.0), (1.0, 0.0))
        for _ in 0..<64 {
            let whole = low.rounded(.down)
            // The least whole number that lies between them ends the fraction.
            let isEnd = whole == low || whole + 1 <= high
            let term = whole == low ? whole : isEnd ? whole + 1 : whole
            (last, this) = (this, (term * this.0 + last.0, term * this.1 + last.1))
            guard this.1 <= mostDenominator, this.0 < 1e15 else { return nil }
            if isEnd { return (Int(this.0), Int(this.1)) }
            (low, high) = (1 / (high - whole), 1 / (low - whole))
            guard high.isFinite else { return nil }
        }
        return nil
    }

    /// The greatest whole number that both are multiples of.
    static func divisor(_ one: Int, _ other: Int) -> Int {
        var (one, other) = (one.magnitude, other.magnitude)
        while other != 0 { (one, other) = (other, one % other) }
        return max(1, Int(one))
    }
}

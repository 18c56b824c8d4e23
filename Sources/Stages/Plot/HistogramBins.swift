/// Bins of equal width from the least to the greatest of some columns' numbers.
struct HistogramBins {
    let low: Double
    let width: Double
    let count: Int

    private static let mostBins = 10_000

    /// So many bins; without a number, the more of two rules for the fewest bins that show the shape.
    ///
    /// Source: D. Freedman, P. Diaconis, “On the histogram as a density estimator”, 1981; H. Sturges, “The Choice of a
    /// Class Interval”, 1926.
    init(_ columns: [[Double]], count: Int?) {
        let numbers = columns.flatMap { $0.filter(\.isFinite) }.sorted()
        // Closer than this, there is no width between them.
        guard let least = numbers.first, let greatest = numbers.last,
            greatest / 2 - least / 2 > Double.leastNormalMagnitude * Double(count ?? Self.mostBins)
        else {
            // One value, or none: bins round it.
            let middle = numbers.first ?? 0.5
            let reach = max(0.5, abs(middle) * 1e-6)
            self.count = count ?? 1
            low = middle - reach
            width = 2 * reach / Double(self.count)
            return
        }
        // Halved where the whole is more than a number can be.
        let part = (greatest - least).isFinite ? 1.0 : 0.5
        let range = greatest * part - least * part
        let quartiles = numbers[numbers.count * 3 / 4] * part - numbers[numbers.count / 4] * part
        let longest = columns.map { $0.filter(\.isFinite).count }.max() ?? 1
        var bits = 0
        while 1 << bits < longest { bits += 1 }
        // ∛n by Newton's method.
        var root = 1.0
        for _ in 0..<60 { root -= (root * root * root - Double(longest)) / (3 * root * root) }
        let freedman = quartiles > 0 ? (range / (2 * quartiles / root)).rounded(.up) : 0
        let chosen = max(Double(bits + 1), min(freedman, Double(Self.mostBins)))
        self.count = count ?? Int(chosen)
        low = least
        width = range / Double(self.count) / part
    }

    /// The middles of the bins.
    var middles: [Double] { (0..<count).map { low + width * (Double($0) + 0.5) } }

    /// How many of the numbers are in each bin; the last one has its upper end too.
    func counts(of numbers: [Double]) -> [Double] {
        var counts = Array(repeating: 0.0, count: count)
        for number in numbers where number.isFinite {
            let distance = number - low
            let bin = (distance.isFinite ? distance / width : number / width - low / width).rounded(.down)
            counts[Int(min(max(bin, 0), Double(count - 1)))] += 1
        }
        return counts
    }
}

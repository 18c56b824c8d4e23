/// The sums that an autocorrelation is made of, of values that come piece by piece, all of them ``passCount`` times.
///
/// They are added in the order of the values, however these are cut.
package struct RunningAutocorrelation {
    package static let passCount = 3
    /// So many deviations are in memory at once.
    private static let most = 1 << 16

    private let longest: Int
    private var pass = 0
    private var (count, presentCount) = (0, 0)
    /// The largest magnitude, so that no square leaves the range of a Double.
    private var unit = Double.leastNormalMagnitude
    private var mean = 0.0
    /// By lag the products of deviations so far.
    private var products: [Double] = []
    /// The last deviations, as many as the longest lag.
    private var last: [Double] = []

    /// For the lags 0 to `longest`, or to one less than there are values.
    package init(longest: Int) {
        self.longest = longest
    }

    /// Takes in values that follow those before.
    package mutating func take(_ values: ArraySlice<Double>) {
        switch pass {
        case 0:
            count += values.count
            for value in values where !value.isNaN {
                presentCount += 1
                unit = max(unit, abs(value))
            }
        case 1: for value in values where !value.isNaN { mean += value / unit }
        default:
            var rest = values
            while !rest.isEmpty {
                add(rest.prefix(Self.most))
                rest = rest.dropFirst(Self.most)
            }
        }
    }

    /// Goes on to the next pass, after the last value.
    package mutating func endPass() {
        pass += 1
        guard pass == 2 else { return }
        mean /= Double(max(presentCount, 1))
        products = Array(repeating: 0, count: max(0, min(longest, count - 1)) + 1)
    }

    private mutating func add(_ values: ArraySlice<Double>) {
        let (unit, mean, start, kept) = (unit, mean, last.count, products.count - 1)
        let deviations = last + values.map { $0.isNaN ? 0 : $0 / unit - mean }
        deviations.withUnsafeBufferPointer { deviations in
            for lag in products.indices {
                var sum = products[lag]
                var index = max(start, lag)
                while index < deviations.count {
                    sum += deviations[index] * deviations[index - lag]
                    index += 1
                }
                products[lag] = sum
            }
        }
        last = Array(deviations.suffix(kept))
    }

    /// What they make, after all passes.
    package var autocorrelation: Autocorrelation {
        precondition(pass == Self.passCount, "found \(pass) passes over the values; expected \(Self.passCount)")
        let variance = products[0]
        return Autocorrelation(
            coefficients: products.indices.map { variance > 0 ? products[$0] / variance : $0 == 0 ? 1 : 0 },
            bound: 1.96 / Double(max(presentCount, 1)).squareRoot())
    }
}

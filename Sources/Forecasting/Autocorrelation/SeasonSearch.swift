/// Finds the season of a series in its autocorrelation.
///
/// A series that drifts (r₁ above 0.9 − 3/n; that of a straight line is 1 − 3/n) is taken by its differences, unless a usual
/// season of 20 steps or more shows in it as it is: 0.3 or more there, and −0.2 or less half a season before, as no drift has it.
/// The season is a usual one of the frequency, if a coefficient there, to a twentieth, is above its neighbours, 0.2 or more,
/// and at least half the highest peak, the shortest of them unless a longer one is above it by a tenth; else the shortest peak
/// of 0.3 or more that is nearly the highest.
package struct SeasonSearch: Sendable {
    /// Work is bounded by a product of lags and values.
    private static let mostProducts = 100_000_000

    /// The autocorrelation that was searched.
    package let autocorrelation: Autocorrelation
    /// Whether it is that of the differences.
    package let isOfDifferences: Bool
    /// The season's length; nil where none shows.
    package let season: Int?

    /// Searches `values`; missing ones are NaN.
    ///
    /// - Parameters:
    ///   - values: One a step.
    ///   - usual: Seasons that the frequency lets expect.
    package init(_ values: [Double], usual: [Int]) {
        let longest = Self.longestLag(of: values.count, usual: usual)
        self.init(Autocorrelation(of: values, longest: longest), of: values.count, usual: usual) {
            Autocorrelation(of: zip(values.dropFirst(), values).map { $0 - $1 }, longest: longest)
        }
    }

    /// The longest lag that is looked at in so many values.
    package static func longestLag(of count: Int, usual: [Int]) -> Int {
        min(max(40, (usual.max() ?? 0) * 5 / 4), count / 2, mostProducts / max(count, 1))
    }

    /// Searches the autocorrelation of `count` values up to ``longestLag(of:usual:)``, and, where these drift, that of their
    /// differences.
    package init(
        _ plain: Autocorrelation, of count: Int, usual: [Int], differences: () -> Autocorrelation
    ) {
        let drift = 0.9 - 3 / Double(max(count, 1))
        let drifts = plain.coefficients.count > 1 && plain.coefficients[1] > drift
        if drifts, let season = Self.wave(plain.coefficients, usual: usual) {
            (isOfDifferences, autocorrelation, self.season) = (false, plain, season)
            return
        }
        isOfDifferences = drifts
        autocorrelation = drifts ? differences() : plain
        season = Self.season(autocorrelation, usual: usual)
    }

    /// The longest usual season at which a series rises and half of which before it falls.
    private static func wave(_ coefficients: [Double], usual: [Int]) -> Int? {
        usual.last { season in
            guard season >= 100, season < coefficients.count, coefficients[season] >= 0.3,
                coefficients[season / 2] <= -0.2
            else { return false }
            // A day's wave is there after a week too.
            return !usual.contains { shorter in
                shorter < season && coefficients[shorter] > coefficients[shorter / 2] + 0.1
                    && coefficients[season] < coefficients[shorter] + 0.1
            }
        }
    }

    private static func season(_ autocorrelation: Autocorrelation, usual: [Int]) -> Int? {
        let (coefficients, peaks) = (autocorrelation.coefficients, autocorrelation.peaks)
        let least = max(autocorrelation.bound, 0.2, (peaks.first?.coefficient ?? 0) / 2)
        let found = usual.filter { season in
            (season - season / 20...season + season / 20).contains { lag in
                lag >= 2 && lag + 1 < coefficients.count && coefficients[lag] > least
                    && coefficients[lag] >= max(coefficients[lag - 1], coefficients[lag + 1])
            }
        }
        if let first = found.first {
            // A week of half-hours goes with itself more than a day does, where days differ.
            func height(_ season: Int) -> Double {
                (season - season / 20...season + season / 20).map { $0 < coefficients.count ? coefficients[$0] : 0 }
                    .max() ?? 0
            }
            return found.dropFirst().last { height($0) >= height(first) + 0.1 } ?? first
        }
        guard let highest = peaks.first, highest.coefficient >= 0.3 else { return nil }
        return peaks.filter { $0.coefficient >= 0.8 * highest.coefficient }.map(\.lag).min()
    }
}

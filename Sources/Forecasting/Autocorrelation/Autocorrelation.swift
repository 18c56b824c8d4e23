/// How a series goes with itself some steps before.
///
/// Formula: rₖ = Σₜ(yₜ − ȳ)(yₜ₋ₖ − ȳ)/Σₜ(yₜ − ȳ)², the sum above having n − k terms and that below n (the biased
/// estimator); pairs with a missing value are passed over. Of a constant series all are 0 but the first.
///
/// Source: G. Box, G. Jenkins, G. Reinsel, “Time Series Analysis”, 4th edition, 2008, section 2.1.5.
package struct Autocorrelation: Equatable, Sendable {
    /// r₀ to the r of the longest lag.
    package let coefficients: [Double]
    /// Within ±bound lie 19 of 20 coefficients of a series without any correlation: 1.96/√n.
    package let bound: Double

    /// The coefficients of the lags 0 to `longest`, or to one less than there are values.
    package init(of values: [Double], longest: Int) {
        var sums = RunningAutocorrelation(longest: longest)
        for _ in 0..<RunningAutocorrelation.passCount {
            sums.take(values[...])
            sums.endPass()
        }
        self = sums.autocorrelation
    }

    init(coefficients: [Double], bound: Double) {
        (self.coefficients, self.bound) = (coefficients, bound)
    }

    /// A lag at which a series goes with itself more than at those beside it.
    package struct Peak: Equatable, Sendable {
        package let lag: Int
        package let coefficient: Double
    }

    /// The lags from 2 on whose coefficient is above `bound`, above those within a tenth of the lag, and at least twice one
    /// of a shorter lag, so that mere persistence makes none; the highest first.
    package var peaks: [Peak] {
        let last = coefficients.count - 1
        guard last >= 3 else { return [] }
        var found: [Peak] = []
        var least = coefficients[1]
        for lag in 2..<last {
            let (coefficient, reach) = (coefficients[lag], max(1, lag / 10))
            let near = coefficients[max(1, lag - reach)...min(last, lag + reach)]
            if coefficient > bound, coefficient >= 2 * least, near.allSatisfy({ $0 <= coefficient }) {
                found.append(Peak(lag: lag, coefficient: coefficient))
            }
            least = min(least, coefficient)
        }
        return found.sorted {
            ($1.coefficient, $0.lag) < ($0.coefficient, $1.lag)
        }
    }
}

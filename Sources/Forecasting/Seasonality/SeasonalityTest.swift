/// Whether a series goes with itself a season before, as the M4 competition asked it.
///
/// Formula: |rₘ| > 1.645·√((1 + 2·Σₖ₌₁…ₘ₋₁ rₖ²)/n), with three seasons at least.
///
/// Source: S. Makridakis, E. Spiliotis, V. Assimakopoulos, “The M4 Competition”, 2020, the code of its benchmarks; after M. Bartlett,
/// 1946.
package enum SeasonalityTest {
    private static let quantile = 1.645

    /// Whether `values`, of which none is missing, have a season of so many steps.
    package static func isSeasonal(_ values: [Double], season: Int) -> Bool {
        guard season >= 2, values.count >= 3 * season else { return false }
        let r = Autocorrelation(of: values, longest: season).coefficients
        guard r.count > season else { return false }
        let squares = r[1..<season].reduce(0) { $0 + $1 * $1 }
        return abs(r[season]) > quantile * ((1 + 2 * squares) / Double(values.count)).squareRoot()
    }
}

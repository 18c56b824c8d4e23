/// The last value without its season, which comes on again: the benchmark of the M4 competition, Naive2.
///
/// The season is that of the history, multiplicative where all values are above 0, and taken only where the test for it says so.
///
/// Source: S. Makridakis, E. Spiliotis, V. Assimakopoulos, “The M4 Competition”, 2020.
struct NaiveTwoModel: StatisticalModel {
    /// Nil where there is no season.
    private let figure: SeasonalFigure?
    private var last = 0.0
    private var count = 0

    init(figure: SeasonalFigure?) { self.figure = figure }

    mutating func read(_ value: Double) {
        last = figure?.adjusted(value, at: count) ?? value
        count += 1
    }

    func forecast(horizon: Int) -> [Double] {
        (0..<horizon).map { figure?.restored(last, at: count + $0) ?? last }
    }
}

/// What is forecast of one value.
struct ForecastPoint: Equatable, Sendable {
    let prediction: Double
    /// The ends of the interval; nil where there is none.
    var interval: ClosedRange<Double>?
    /// The quantiles of a network that says them; empty otherwise.
    var quantiles: [Double] = []

    /// Leaves the prediction alone.
    mutating func forgetSpread() {
        interval = nil
        quantiles = quantiles.map { _ in .nan }
    }
}

/// What is forecast of one value.
struct ForecastPoint {
    let prediction: Double
    /// The ends of the interval; nil where there is none.
    var interval: ClosedRange<Double>?
    /// The quantiles of a network that says them; empty otherwise.
    var quantiles: [Double] = []
    /// nil where no distribution is known.
    var spread: ForecastSpread?

    /// The prediction alone.
    var withoutSpread: ForecastPoint {
        ForecastPoint(prediction: prediction, quantiles: quantiles.map { _ in .nan })
    }
}

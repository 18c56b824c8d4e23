/// What is forecast of one value.
public struct ForecastPoint: Sendable {
    /// The value expected.
    public let prediction: Double
    /// The ends of the interval; nil where there is none.
    public internal(set) var interval: ClosedRange<Double>?
    /// The quantiles of a network that says them; empty otherwise.
    public internal(set) var quantiles: [Double] = []
    /// nil where no distribution is known.
    package var spread: ForecastSpread?

    package init(
        prediction: Double, interval: ClosedRange<Double>? = nil, quantiles: [Double] = [],
        spread: ForecastSpread? = nil
    ) {
        (self.prediction, self.interval, self.quantiles, self.spread) = (prediction, interval, quantiles, spread)
    }

    /// Whether the prediction is no number, or something of it is beyond all numbers.
    package var overflows: Bool {
        let ends = interval.map { [$0.lowerBound, $0.upperBound] } ?? []
        return !prediction.isFinite || (ends + quantiles).contains(where: \.isInfinite)
    }

    /// The prediction alone.
    package var withoutSpread: ForecastPoint {
        ForecastPoint(prediction: prediction, quantiles: quantiles.map { _ in .nan })
    }
}

/// Where a value stands on the canvas: in proportion to its distance from the limits, once it is transformed.
struct AxisScale: Equatable, Sendable {
    /// The limits, transformed.
    let limits: DataLimits
    /// Where the lower limit stands.
    let start: Double
    /// Where the upper limit stands.
    let end: Double
    var transform = AxisTransform.identity

    /// No place is further away than this: so differences of places are numbers.
    private static let furthest = 1e15

    func position(of value: Double) -> Double {
        let place = start + (transform.apply(value) - limits.low) / limits.span * (end - start)
        return min(max(place, -Self.furthest), Self.furthest)
    }
}

/// Where a value stands on the canvas: in proportion to its distance from the limits, once it is transformed.
struct AxisScale: Equatable, Sendable {
    /// The limits, transformed.
    let limits: DataLimits
    /// Where the lower limit stands.
    let start: Double
    /// Where the upper limit stands.
    let end: Double
    var transform = AxisTransform.identity

    func position(of value: Double) -> Double {
        start + (transform.apply(value) - limits.low) / limits.span * (end - start)
    }
}

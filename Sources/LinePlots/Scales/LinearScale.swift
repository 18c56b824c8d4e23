/// Where a value stands on the canvas: in proportion to its distance from the limits.
struct LinearScale: Equatable, Sendable {
    let limits: DataLimits
    /// Where the lower limit stands.
    let start: Double
    /// Where the upper limit stands.
    let end: Double

    func position(of value: Double) -> Double {
        start + (value - limits.low) / limits.span * (end - start)
    }
}

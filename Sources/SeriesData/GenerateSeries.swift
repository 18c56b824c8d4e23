/// A curve with noise, point by point: x from 0 to 2π·periods, both ends included, y = amplitude·curve(x) + noise.
///
/// The points are spaced as by NumPy's `linspace`: x = i·(2π·periods/(points − 1)), and the last is exactly 2π·periods.
/// A single point is at 0; fewer make no call. The noise is uniform in ±`noise`; it takes one draw a point, and none if 0.
/// - Throws: What `body` throws.
package func forEachPoint<Failure: Error>(
    of curve: Curve, points: Int, periods: Double, amplitude: Double, noise: Double,
    using random: inout some RandomNumberGenerator, _ body: (_ x: Double, _ y: Double) throws(Failure) -> Void
) throws(Failure) {
    guard points > 0 else { return }
    let end = 2 * Double.pi * periods
    let step = points > 1 ? end / Double(points - 1) : 0
    for index in 0..<points {
        let x = index > 0 && index == points - 1 ? end : Double(index) * step
        var y = amplitude * curve(x)
        if noise != 0 { y += noise * (2 * uniform(using: &random) - 1) }
        try body(x, y)
    }
}

/// All points of ``forEachPoint(of:points:periods:amplitude:noise:using:_:)``.
package func generateSeries(
    curve: Curve, points: Int, periods: Double, amplitude: Double, noise: Double,
    using random: inout some RandomNumberGenerator
) -> (x: [Double], y: [Double]) {
    var (xs, ys): ([Double], [Double]) = ([], [])
    forEachPoint(
        of: curve, points: points, periods: periods, amplitude: amplitude, noise: noise, using: &random
    ) { x, y in
        xs.append(x)
        ys.append(y)
    }
    return (xs, ys)
}

/// A number in 0..<1, from the upper 53 bits of one draw.
private func uniform(using random: inout some RandomNumberGenerator) -> Double {
    Double(random.next() >> 11) * 0x1p-53
}

/// The standard deviation, that of the population, of values that come piece by piece, all of them ``passCount`` times; missing
/// ones are passed over.
///
/// Sums are taken in the order of the values, however these are cut.
package struct RunningDeviation {
    package static let passCount = 3

    private var pass = 0
    private var count = 0.0
    private var (least, greatest) = (Double.infinity, -Double.infinity)
    /// A power of two, which rounds nothing, so that no square leaves the range of a Double.
    private var unit = 1.0
    private var (mean, variance) = (0.0, 0.0)

    package init() {}

    /// Takes in values that follow those before.
    package mutating func take(_ values: ArraySlice<Double>) {
        for value in values where !value.isNaN {
            switch pass {
            case 0:
                count += 1
                (least, greatest) = (min(least, value), max(greatest, value))
            case 1: mean += value / unit
            default: variance += (value / unit - mean) * (value / unit - mean)
            }
        }
    }

    /// Goes on to the next pass, after the last value.
    package mutating func endPass() {
        pass += 1
        switch pass {
        case 1: unit = Double(sign: .plus, exponent: max(-least, greatest).exponent, significand: 1)
        case 2: mean /= count
        default: variance /= count
        }
    }

    /// The standard scaling of the values, after all passes; the divisor is 1 where they do not differ, or there are none.
    package var scaling: Scaling {
        precondition(pass == Self.passCount, "found \(pass) passes over the values; expected \(Self.passCount)")
        if count == 0 { return .identity }
        guard least < greatest else { return Scaling(offset: least, divisor: 1) }
        let deviation = variance.squareRoot() * unit
        return Scaling(offset: mean * unit, divisor: deviation > 0 && deviation.isFinite ? deviation : 1)
    }
}

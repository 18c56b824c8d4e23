import CFunctions

extension SeededGenerator {
    /// A number drawn evenly from 0 up to 1: a multiple of 2⁻⁵³.
    public mutating func uniform() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// Two independent numbers from the normal distribution with mean 0 and standard deviation 1.
    ///
    /// Source: G. Marsaglia's polar method.
    public mutating func standardNormalPair() -> (Double, Double) {
        while true {
            let u = 2 * uniform() - 1
            let v = 2 * uniform() - 1
            let square = u * u + v * v
            guard square > 0 && square < 1 else { continue }
            let factor = (-2 * cf_log(square) / square).squareRoot()
            return (u * factor, v * factor)
        }
    }
}

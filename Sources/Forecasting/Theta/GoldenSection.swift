/// Finds a low place of a function of one number, without gradients and without chance.
enum GoldenSection {
    /// Where the function is lowest, to `tolerance`, if it has one valley within the bounds.
    static func minimum(
        in bounds: ClosedRange<Double>, tolerance: Double = 1e-5, of function: (Double) -> Double
    ) -> Double {
        let part = (5.0.squareRoot() - 1) / 2
        var (low, high) = (bounds.lowerBound, bounds.upperBound)
        var (left, right) = (high - part * (high - low), low + part * (high - low))
        var (atLeft, atRight) = (function(left), function(right))
        while high - low > tolerance {
            if atLeft <= atRight {
                (high, right, atRight) = (right, left, atLeft)
                left = high - part * (high - low)
                atLeft = function(left)
            } else {
                (low, left, atLeft) = (left, right, atRight)
                right = low + part * (high - low)
                atRight = function(right)
            }
        }
        return (low + high) / 2
    }
}

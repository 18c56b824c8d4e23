/// What an axis shows: the data's range and a margin.
struct DataLimits: Equatable, Sendable {
    let low: Double
    let high: Double

    /// Larger values, of either sign, are refused: their differences come near the end of Double.
    static let largest = 1e300
    /// Smaller ones are drawn as 0.
    static let smallest = 1e-290
    /// What is left free on either side, as a share of the range.
    private static let margin = 0.05
    /// A range below this share of its values is noise of rounding, and drawn as constant.
    static let resolution = 1e-13

    var span: Double { high - low }

    /// These limits and no others; `low` is below `high`.
    init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }

    /// The limits for finite data; without any, 0 to 1.
    ///
    /// A constant is put in the middle of a tenth of itself.
    init(_ range: ClosedRange<Double>?) {
        guard let range else {
            low = 0
            high = 1
            return
        }
        let span = range.upperBound - range.lowerBound
        let size = max(abs(range.lowerBound), abs(range.upperBound))
        guard size > Self.smallest else {
            low = -Self.margin
            high = Self.margin
            return
        }
        let isConstant = span <= size * Self.resolution
        let extra = (isConstant ? size : span) * Self.margin
        low = range.lowerBound - extra
        high = range.upperBound + extra
    }

    /// The range of the finite ones among `values`.
    static func range(of values: some Sequence<Double>) -> ClosedRange<Double>? {
        var low = Double.infinity
        var high = -Double.infinity
        for value in values where value.isFinite {
            if value < low { low = value }
            if value > high { high = value }
        }
        return low <= high ? low...high : nil
    }
}

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
    /// As many of the least steps between two numbers of a size are noise of rounding.
    private static let noise = 4.0
    /// The same where logarithms are drawn, which beside 1 round the numbers and their ticks once more.
    private static let noiseOfLogarithms = 16.0

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
        let size = Self.size(range)
        guard size > Self.smallest else {
            low = -Self.margin
            high = Self.margin
            return
        }
        let extra = (Self.isConstant(range) ? size : span) * Self.margin
        low = range.lowerBound - extra
        high = range.upperBound + extra
    }

    /// Whether a range is so short that it may be noise of rounding: it is drawn as one value in the middle.
    ///
    /// Whole numbers that differ do so by more than rounding, as long as each of them is a Double.
    static func isConstant(_ range: ClosedRange<Double>, isLogarithmic: Bool = false) -> Bool {
        let (span, size) = (range.upperBound - range.lowerBound, size(range))
        if span == 0 { return true }
        let areWhole =
            size < 0x1p53 && range.lowerBound.rounded() == range.lowerBound
            && range.upperBound.rounded() == range.upperBound
        return !areWhole && span <= size.ulp * (isLogarithmic ? noiseOfLogarithms : noise)
    }

    private static func size(_ range: ClosedRange<Double>) -> Double {
        max(abs(range.lowerBound), abs(range.upperBound))
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

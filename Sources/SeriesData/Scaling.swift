/// A linear change of scale: scaled = (value − offset)/divisor.
package struct Scaling: Equatable, Sendable {
    /// How the offset and the divisor follow from a series, under the name that its option has.
    package enum Method: String, CaseIterable, Sendable {
        /// To mean 0 and standard deviation 1, that of the population.
        case standard
        /// To 0...1.
        case minmax
        /// To median 0 and a distance of 1 between the quartiles, which outliers do not move; where these are equal, as of a
        /// series that is mostly 0, to a standard deviation of 1.
        case robust
        /// Unchanged.
        case none
    }

    /// Leaves every value as it is.
    package static let identity = Scaling(offset: 0, divisor: 1)

    package let offset: Double
    package let divisor: Double

    package init(offset: Double, divisor: Double) {
        self.offset = offset
        self.divisor = divisor
    }

    /// The scaling that fits `values`; missing ones are passed over.
    ///
    /// The divisor is 1 where the values do not differ by more than `blur`, or by more or less than a Double can say.
    package init(_ method: Method, fitting values: ArraySlice<Double>, blur: Double = 0) {
        if blur > 0, method != .none, let least = values.lazy.filter({ !$0.isNaN }).min(),
            let greatest = values.lazy.filter({ !$0.isNaN }).max(), greatest - least <= blur
        {
            self.init(offset: least, divisor: 1)
            return
        }
        let fit = Scaling(unchecked: method, fitting: values)
        self.init(offset: fit.offset, divisor: fit.divisor > 0 && fit.divisor.isFinite ? fit.divisor : 1)
    }

    /// The same of all values of an array.
    package init(_ method: Method, fitting values: [Double], blur: Double = 0) {
        self.init(method, fitting: values[...], blur: blur)
    }

    private init(unchecked method: Method, fitting values: ArraySlice<Double>) {
        let present = values.lazy.filter { !$0.isNaN }
        guard method != .none, let least = present.min(), let greatest = present.max() else {
            self = .identity
            return
        }
        guard least < greatest else {
            self.init(offset: least, divisor: 1)
            return
        }
        if method == .minmax {
            self.init(offset: least, divisor: greatest - least)
            return
        }
        if method == .robust {
            let sorted = present.sorted()
            let distance = sampleQuantile(0.75, of: sorted) - sampleQuantile(0.25, of: sorted)
            let offset = sampleQuantile(0.5, of: sorted)
            if distance > 0 {
                self.init(offset: offset, divisor: distance)
            } else {
                self.init(offset: offset, divisor: Scaling(unchecked: .standard, fitting: values).divisor)
            }
            return
        }
        var deviation = RunningDeviation()
        for _ in 0..<RunningDeviation.passCount {
            deviation.take(values)
            deviation.endPass()
        }
        self = deviation.scaling
    }

    package func apply(_ value: Double) -> Double { (value - offset) / divisor }

    package func invert(_ scaled: Double) -> Double { scaled * divisor + offset }
}

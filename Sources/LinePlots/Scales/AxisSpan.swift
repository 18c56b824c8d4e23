/// An axis without its place: what it shows, and which ticks it could have.
struct AxisSpan: Equatable, Sendable {
    let axis: Axis
    let transform: AxisTransform
    /// The limits, transformed.
    let limits: DataLimits

    /// The span of an axis for data in a range of values.
    ///
    /// `smallest` is the smallest size of a value that is not 0, for the threshold of a symmetric logarithm. Where bars
    /// stand on 0 and the axis `startsAtZero`, nothing is left free below it.
    init(
        _ axis: Axis, range: ClosedRange<Double>?, smallest: Double? = nil, startsAtZero: Bool = false
    ) {
        self.axis = axis
        let transform = Self.transform(axis.kind, range: range, smallest: smallest)
        self.transform = transform
        // A logarithm has no place for what is not above 0; such data were refused before.
        var range = range
        if case .logarithm = transform, let found = range, found.lowerBound <= 0 { range = nil }
        var low = axis.low.map(transform.apply)
        var high = axis.high.map(transform.apply)
        if startsAtZero, let range, axis.kind == .linear {
            if range.lowerBound == 0, range.upperBound > 0 { low = low ?? 0 }
            if range.upperBound == 0, range.lowerBound < 0 { high = high ?? 0 }
        }
        let free = Self.free(axis, transform, range)
        var (first, last) = (low ?? free.low, high ?? free.high)
        // A limit beyond all data leaves the other one to be guessed.
        if first >= last {
            // Of bounds near the end of Double no tenth must be added.
            let extra = min(max(free.span, abs(first) * 0.1, abs(last) * 0.1), DataLimits.largest)
            if low == nil { first = last - extra } else { last = first + extra }
        }
        limits = Self.representable(low == nil && high == nil ? free : DataLimits(low: first, high: last), transform)
    }

    /// Limits whose ends are numbers, and not too close to show two of them.
    private static func representable(_ limits: DataLimits, _ transform: AxisTransform) -> DataLimits {
        guard transform != .identity else { return limits }
        let highest = transform.apply(.greatestFiniteMagnitude)
        let lowest = transform == .logarithm ? Logarithm.base10(.leastNonzeroMagnitude) : -highest
        var (low, high) = (max(limits.low, lowest), min(limits.high, highest))
        if transform == .logarithm, high < -290, high - low < 2 {
            (low, high) = (max(low - 1, lowest), high + 1)
            high = max(high, low + 2)
        }
        return low < high ? DataLimits(low: low, high: high) : limits
    }

    /// The value that stands at a transformed limit.
    var lowest: Double { transform.undo(limits.low) }
    var highest: Double { transform.undo(limits.high) }

    /// The scale between two positions.
    func scale(from start: Double, to end: Double) -> AxisScale {
        AxisScale(limits: limits, start: start, end: end, transform: transform)
    }

    /// As many ticks as fit, two or more; nil when there is no room for two.
    func ticks(mostIntervals: Int, fit: (AxisTicks) -> Bool) -> AxisTicks? {
        switch axis.kind {
        case .linear:
            AxisTicks(
                limits: limits, mostIntervals: mostIntervals, isWhole: axis.isWhole, hasMinor: axis.hasMinorTicks,
                fit: fit)
        case .log: LogTicks(limits: limits, mostIntervals: mostIntervals, isWhole: axis.isWhole).find(fit)
        case .symlog: SymmetricLogTicks(span: self, mostIntervals: mostIntervals).find(fit)
        case .date: DateTicks(limits: limits, mostIntervals: mostIntervals).find(fit)
        case .names(let names): NameTicks(names: names).find(fit)
        }
    }

    private static func transform(
        _ kind: Axis.Kind, range: ClosedRange<Double>?, smallest: Double?
    ) -> AxisTransform {
        switch kind {
        case .linear, .date, .names: return .identity
        case .log: return .logarithm
        case .symlog(let threshold):
            if let threshold { return .symmetric(threshold: threshold) }
            let largest = range.map { max(abs($0.lowerBound), abs($0.upperBound)) } ?? 1
            guard largest > 1e-290 else { return .symmetric(threshold: 1) }
            // Six decades on either side are enough to see; noise around 0 should not fill the axis.
            let least = max(smallest ?? 1, largest * 1e-6)
            return .symmetric(threshold: PowerOfTen.value(PowerOfTen.floorExponent(of: min(least, largest))))
        }
    }

    /// The limits that data alone would have.
    private static func free(
        _ axis: Axis, _ transform: AxisTransform, _ range: ClosedRange<Double>?
    ) -> DataLimits {
        let kind = axis.kind
        guard let range else {
            return kind == .log ? DataLimits(low: -1, high: 1) : DataLimits(nil)
        }
        // Of one whole number the neighbours are shown, as there are no two others.
        if kind == .linear, axis.isWhole, range.lowerBound == range.upperBound, abs(range.lowerBound) < 1e15 {
            return DataLimits(low: range.lowerBound - 1.1, high: range.upperBound + 1.1)
        }
        if kind == .date, DataLimits.isConstant(range) {
            return DataLimits(low: range.lowerBound - 43_200, high: range.upperBound + 43_200)
        }
        if kind == .log, DataLimits.isConstant(range, isLogarithmic: true) {
            let place = transform.apply(range.lowerBound)
            // The logarithm of what is all but 1 is all but 0.
            return abs(place) < 1e-9 ? DataLimits(0...0) : DataLimits(place...place)
        }
        return DataLimits(transform.apply(range.lowerBound)...transform.apply(range.upperBound))
    }
}

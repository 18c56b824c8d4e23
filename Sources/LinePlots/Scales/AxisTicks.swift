/// The ticks of an axis: values and what stands at them.
struct AxisTicks: Equatable, Sendable {
    let values: [Double]
    let labels: TickLabels
    /// Where small ticks without labels stand.
    var minor: [Double] = []

    /// No more distances between ticks than this on an axis of ordinary length.
    static let mostIntervals = 9

    init(values: [Double], labels: TickLabels, minor: [Double] = []) {
        self.values = values
        self.labels = labels
        self.minor = minor
    }

    /// As many ticks as fit: the smallest nice step whose labels `fit`; at least two ticks, else nil.
    init?(
        limits: DataLimits, mostIntervals: Int, isWhole: Bool = false, hasMinor: Bool = false,
        fit: (AxisTicks) -> Bool
    ) {
        var number = TickStep.number(atMost: limits.span / Double(mostIntervals))
        // An axis without two whole numbers has to show fractions.
        let hasWholeNumbers = limits.high.rounded(.down) - limits.low.rounded(.up) >= 1
        if isWhole, hasWholeNumbers { number = max(number, 0) }
        var sparse: (counts: [Int], exponent: Int)?
        while TickStep(number: number).exponent <= PowerOfTen.exponents.upperBound {
            let step = TickStep(number: number)
            let counts = step.multiples(in: limits)
            number += 1
            if counts.count > mostIntervals + 1 { continue }
            if isWhole, hasWholeNumbers, step.exponent < 0 { continue }
            guard counts.count >= 2 else { break }
            let ticks = AxisTicks(counts, exponent: step.exponent)
            if fit(ticks) {
                self = ticks
                if hasMinor { minor = step.between(in: limits) }
                return
            }
            sparse = (counts, step.exponent)
        }
        // No step leaves two ticks that fit: of the coarsest, the outermost may.
        guard let sparse, sparse.counts.count > 2, let first = sparse.counts.first, let last = sparse.counts.last
        else { return nil }
        let ticks = AxisTicks([first, last], exponent: sparse.exponent)
        guard fit(ticks) else { return nil }
        self = ticks
    }

    private init(_ counts: [Int], exponent: Int) {
        values = counts.map { PowerOfTen.scaled($0, by: exponent) }
        labels = TickLabels(counts, exponent: exponent)
    }
}

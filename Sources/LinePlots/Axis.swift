/// What an axis shows, and how.
package struct Axis: Equatable, Sendable {
    /// How values are spread along an axis.
    package enum Kind: Equatable, Sendable {
        case linear
        /// By their logarithm; all must be above 0.
        case log
        /// By their logarithm on either side of 0, and linearly between the threshold and its negative.
        ///
        /// Without a threshold one is chosen: the power of ten at or below the smallest value that is not 0.
        case symlog(threshold: Double?)
        /// Seconds since the start of 1970, UTC, shown as dates.
        case date
        /// Names at 0, 1, 2 and so on: for bars.
        case names([String])
    }

    package var kind: Kind
    /// Where the axis begins and ends; nil where the data decide.
    package var low: Double?
    package var high: Double?
    /// Small ticks between those with labels; a logarithmic axis has them always.
    package var hasMinorTicks: Bool
    /// No labels between whole numbers, for axes that count.
    package var isWhole: Bool

    package init(
        _ kind: Kind = .linear, low: Double? = nil, high: Double? = nil, hasMinorTicks: Bool = false,
        isWhole: Bool = false
    ) {
        self.kind = kind
        self.low = low
        self.high = high
        self.hasMinorTicks = hasMinorTicks
        self.isWhole = isWhole
    }
}

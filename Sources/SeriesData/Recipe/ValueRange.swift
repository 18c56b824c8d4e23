import CSVTables

/// Between which values forecasts stay: `0,` has no upper end, `0,1` both.
package struct ValueRange: Equatable, Sendable, CustomStringConvertible {
    /// Minus infinity for none.
    package let low: Double
    /// Infinity for none.
    package let high: Double

    package static let expected =
        "two numbers with a comma between them, the lower first, of which one may be left out, as 0,"

    /// Nil where it is none: LOW,HIGH.
    package init?(_ text: String) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.contains(where: { !$0.isEmpty }) else { return nil }
        let ends = zip(parts, [-Double.infinity, .infinity]).map { part, none in
            part.isEmpty ? none : decimal(String(part)) ?? .nan
        }
        guard ends[0] < ends[1] else { return nil }
        (low, high) = (ends[0], ends[1])
    }

    package var description: String {
        (low.isFinite ? decimalText(low) : "") + "," + (high.isFinite ? decimalText(high) : "")
    }

    /// The value, or the end that it lies beyond.
    package func clamped(_ value: Double) -> Double { value.isNaN ? value : min(max(value, low), high) }
}

/// Where an axis begins and ends, each end given or left to the data: `0,10`, `,10`, `2024-01-01,2024-06-30`.
package struct AxisLimits: Equatable, Sendable {
    let text: String
    let low: AxisPoint?
    let high: AxisPoint?

    /// What `text` says; nil where it is no pair, or its first part is not below its second.
    init?(_ text: String) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, parts != ["", ""] else { return nil }
        self.text = text
        low = parts[0].isEmpty ? nil : AxisPoint(parts[0])
        high = parts[1].isEmpty ? nil : AxisPoint(parts[1])
        guard parts[0].isEmpty || low != nil, parts[1].isEmpty || high != nil else { return nil }
        guard let low, let high else { return }
        if let first = low.number, let last = high.number {
            guard first < last else { return nil }
        } else {
            guard let first = low.date, let last = high.date, first < last else { return nil }
        }
    }
}

extension ValueKind where Value == AxisLimits {
    /// Limits of an axis; where they are of numbers alone, dates are not taken.
    package static func limits(ofDates: Bool) -> Self {
        let dates = ofDates ? " or dates" : ""
        return ValueKind(
            name: "LOW,HIGH", expected: "two numbers\(dates), the lower first, as 0,10 or ,10", choices: [],
            schemaType: "string", mayBeginWithMinus: true
        ) { text in
            guard let limits = AxisLimits(text) else { return nil }
            let isNumbers = [limits.low, limits.high].allSatisfy { $0 == nil || $0?.number != nil }
            return ofDates || isNumbers ? limits : nil
        } format: {
            [$0.low, $0.high].map { $0?.normalized ?? "" }.joined(separator: ",")
        }
    }
}

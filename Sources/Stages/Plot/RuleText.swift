import Texts

/// A rule as a user writes it: a value, and after `=` its label.
package struct RuleText: Equatable, Sendable {
    let text: String
    let point: AxisPoint
    let label: String

    init?(_ text: String) {
        let parts = text.cut(at: "=")
        guard let point = AxisPoint(parts?.before ?? text) else { return nil }
        self.text = text
        self.point = point
        label = parts?.behind ?? ""
    }
}

extension ValueKind where Value == RuleText {
    /// A rule; where it is of numbers alone, dates are not taken.
    package static func rule(ofDates: Bool) -> Self {
        let dates = ofDates ? " or date" : ""
        return ValueKind(
            name: "VALUE=LABEL", expected: "a number\(dates), and a label if wanted, as 100=limit", choices: [],
            schemaType: "string", mayBeginWithMinus: true
        ) { text in
            guard let rule = RuleText(text), ofDates || rule.point.number != nil else { return nil }
            return rule
        } format: { rule in
            rule.label.isEmpty ? rule.point.normalized : rule.point.normalized + "=" + rule.label
        }
    }
}

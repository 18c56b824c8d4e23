import CSVTables
import SeriesData

extension ValueKind where Value == Double {
    /// Any finite number.
    package static var number: Self { number("number", expected: "a number") { _ in true } }

    /// A finite number above 0.
    package static var positiveNumber: Self {
        number("number", expected: "a number above 0", limits: [("exclusiveMinimum", "0")]) { $0 > 0 }
    }

    /// A finite number that is at least 0.
    package static var nonNegativeNumber: Self {
        number("number", expected: "a number from 0", limits: [("minimum", "0")]) { $0 >= 0 }
    }

    /// A number in `range`.
    package static func number(in range: ClosedRange<Double>) -> Self {
        let ends = (decimalText(range.lowerBound), decimalText(range.upperBound))
        return number(
            "number", expected: "a number from \(ends.0) to \(ends.1)",
            limits: [("minimum", ends.0), ("maximum", ends.1)]
        ) { range.contains($0) }
    }

    /// A number from 0 up to 1, which is not reached.
    package static var probability: Self {
        number(
            "part", expected: "a number from 0, less than 1", limits: [("minimum", "0"), ("exclusiveMaximum", "1")]
        ) { 0 <= $0 && $0 < 1 }
    }

    private static func number(
        _ name: String, expected: String, limits: [(keyword: String, limit: String)] = [],
        where holds: @escaping @Sendable (Double) -> Bool
    ) -> Self {
        ValueKind(name: name, expected: expected, choices: [], schemaType: "number", schemaLimits: limits) { text in
            decimal(text).flatMap { holds($0) ? $0 : nil }
        } format: {
            decimalText($0)
        }
    }
}

/// What texts an option takes, and how one is read.
package struct ValueKind<Value: Sendable>: Sendable {
    /// The word for the value in help: `count`, `file`.
    package let name: String
    /// What is expected, for messages: `a whole number from 1`.
    package let expected: String
    /// The texts allowed where there are only a few, else empty.
    package let choices: [String]
    /// The JSON Schema type of such a value: `integer`, `number`, `string`.
    package let schemaType: String
    /// The limits of a number, in the words of JSON Schema: `minimum`, `exclusiveMaximum`.
    package var schemaLimits: [(keyword: String, limit: String)] = []
    /// Whether a value may begin with a minus.
    package var mayBeginWithMinus = false
    /// Reads a text; nil where it is not such a value.
    package let parse: @Sendable (String) -> Value?
    /// The text that `parse` reads back to the same value.
    package let format: @Sendable (Value) -> String
}

extension ValueKind where Value == Int {
    /// A whole number in `range`.
    package static func wholeNumber(_ range: ClosedRange<Int>, name: String = "count") -> Self {
        let expected =
            range.upperBound == .max
            ? "a whole number from \(range.lowerBound)"
            : "a whole number from \(range.lowerBound) to \(range.upperBound)"
        let highest = range.upperBound == .max ? [] : [("maximum", String(range.upperBound))]
        return ValueKind(
            name: name, expected: expected, choices: [], schemaType: "integer",
            schemaLimits: [("minimum", String(range.lowerBound))] + highest
        ) { text in
            guard isWholeNumber(text), let value = Int(text), range.contains(value) else { return nil }
            return value
        } format: {
            String($0)
        }
    }

    /// A whole number that is at least `lowest`.
    package static func wholeNumber(from lowest: Int, name: String = "count") -> Self {
        wholeNumber(lowest...Int.max, name: name)
    }

    private static func isWholeNumber(_ text: String) -> Bool {
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        return !digits.isEmpty && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}

extension ValueKind where Value == UInt64 {
    /// A seed of the random generator.
    package static var seed: Self {
        ValueKind(
            name: "seed", expected: "a whole number from 0 to \(UInt64.max)", choices: [], schemaType: "integer",
            schemaLimits: [("minimum", "0"), ("maximum", String(UInt64.max))]
        ) { text in
            text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? UInt64(text) : nil
        } format: {
            String($0)
        }
    }
}

extension ValueKind where Value == String {
    /// Any text.
    package static func text(_ name: String = "text") -> Self {
        ValueKind(name: name, expected: "a text", choices: [], schemaType: "string", parse: { $0 }, format: { $0 })
    }

    /// The path of a file or directory.
    package static func path(_ name: String = "file") -> Self {
        ValueKind(name: name, expected: "a path", choices: [], schemaType: "string") {
            $0.isEmpty || $0.utf8.contains(0) ? nil : $0
        } format: {
            $0
        }
    }
}

extension ValueKind where Value == Bool {
    /// A flag: present or not; in a spec `true` or `false`.
    package static var flag: Self {
        ValueKind(name: "", expected: "true or false", choices: ["true", "false"], schemaType: "boolean") {
            Bool($0)
        } format: {
            String($0)
        }
    }
}

extension ValueKind where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
    /// One of the cases of an enumeration, by its raw value.
    package static func choice(name: String) -> Self {
        let choices = Value.allCases.map(\.rawValue)
        return ValueKind(
            name: name, expected: "one of " + choices.joined(separator: ", "), choices: choices, schemaType: "string"
        ) {
            Value(rawValue: $0)
        } format: {
            $0.rawValue
        }
    }
}

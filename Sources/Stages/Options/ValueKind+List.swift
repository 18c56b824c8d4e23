extension ValueKind {
    /// Values of one kind with commas between them: `12,24`.
    static func list<Element>(of kind: ValueKind<Element>, expected: String) -> Self where Value == [Element] {
        ValueKind(name: kind.name + ",…", expected: expected, choices: [], schemaType: "string") { text in
            let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { kind.parse(String($0)) }
            let values = parts.compactMap(\.self)
            return values.count == parts.count ? values : nil
        } format: { values in
            values.map(kind.format).joined(separator: ",")
        }
    }
}

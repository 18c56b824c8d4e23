/// Values by texts that are told apart by their bytes.
package struct ByteDictionary<Value>: ExpressibleByDictionaryLiteral, Sequence {
    private var byText: [ByteText: Value] = [:]

    package init() {}

    package init(dictionaryLiteral elements: (String, Value)...) {
        for (text, value) in elements { self[text] = value }
    }

    /// The values by their texts; of two of one text the later one.
    package init(_ pairs: some Sequence<(String, Value)>) {
        for (text, value) in pairs { self[text] = value }
    }

    package subscript(text: String) -> Value? {
        get { byText[ByteText(text)] }
        set { byText[ByteText(text)] = newValue }
    }

    package subscript(text: String, default standard: @autoclosure () -> Value) -> Value {
        get { byText[ByteText(text), default: standard()] }
        set { byText[ByteText(text)] = newValue }
    }

    package var count: Int { byText.count }
    package var isEmpty: Bool { byText.isEmpty }

    /// The texts, sorted by their bytes.
    package var keys: [String] { byText.keys.sorted().map(\.text) }

    package func makeIterator() -> AnyIterator<(key: String, value: Value)> {
        var iterator = byText.makeIterator()
        return AnyIterator { iterator.next().map { ($0.key.text, $0.value) } }
    }

    package func filter(_ isKept: ((key: String, value: Value)) -> Bool) -> ByteDictionary {
        var kept = self
        for (text, value) in self where !isKept((text, value)) { kept[text] = nil }
        return kept
    }

    package func mapValues<Other>(_ change: (Value) throws -> Other) rethrows -> ByteDictionary<Other> {
        var changed = ByteDictionary<Other>()
        for (text, value) in self { changed[text] = try change(value) }
        return changed
    }

    package var values: [Value] { map(\.value) }

    /// The values of both; of two for one text, that of `newer`.
    package func replaced(by newer: ByteDictionary) -> ByteDictionary {
        var all = self
        all.byText.merge(newer.byText) { _, new in new }
        return all
    }
}

extension ByteDictionary: Equatable where Value: Equatable {}
extension ByteDictionary: Sendable where Value: Sendable {}

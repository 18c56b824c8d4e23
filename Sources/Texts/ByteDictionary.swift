/// Values by texts that are told apart by their bytes.
package struct ByteDictionary<Value>: ExpressibleByDictionaryLiteral, Sequence {
    private var values: [ByteText: Value] = [:]

    package init() {}

    package init(dictionaryLiteral elements: (String, Value)...) {
        for (text, value) in elements { self[text] = value }
    }

    package subscript(text: String) -> Value? {
        get { values[ByteText(text)] }
        set { values[ByteText(text)] = newValue }
    }

    package subscript(text: String, default standard: @autoclosure () -> Value) -> Value {
        get { values[ByteText(text), default: standard()] }
        set { values[ByteText(text)] = newValue }
    }

    package var count: Int { values.count }
    package var isEmpty: Bool { values.isEmpty }

    /// The texts, sorted by their bytes.
    package var keys: [String] { values.keys.sorted().map(\.text) }

    package func makeIterator() -> AnyIterator<(key: String, value: Value)> {
        var iterator = values.makeIterator()
        return AnyIterator { iterator.next().map { ($0.key.text, $0.value) } }
    }

    /// The values of both; of two for one text, that of `newer`.
    package func replaced(by newer: ByteDictionary) -> ByteDictionary {
        var all = self
        all.values.merge(newer.values) { _, new in new }
        return all
    }
}

extension ByteDictionary: Equatable where Value: Equatable {}
extension ByteDictionary: Sendable where Value: Sendable {}

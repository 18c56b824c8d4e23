/// A text that is told apart by its bytes, as files, columns and tensors are told apart by their names.
///
/// Two texts of other bytes that look alike, as `é` and `e` with an accent behind it, are equal as `String`s.
package struct ByteText: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package var description: String { text }

    package static func == (a: ByteText, b: ByteText) -> Bool {
        a.text.isSame(as: b.text)
    }

    package static func < (a: ByteText, b: ByteText) -> Bool {
        a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        // The length keeps two texts of a list apart from their neighbours with a byte more and less.
        hasher.combine(text.utf8.count)
    }
}

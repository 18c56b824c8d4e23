/// What decides about syntax, paths, names and keys goes by bytes. Swift's own comparisons go by characters: there, a slash
/// with an accent behind it is no slash, and a quote with a joiner behind it is no quote.
extension StringProtocol {
    /// Whether both have the same bytes.
    package func isSame(as other: some StringProtocol) -> Bool {
        utf8.elementsEqual(other.utf8)
    }

    /// Whether the bytes of `prefix` are the first.
    package func begins(with prefix: some StringProtocol) -> Bool {
        utf8.starts(with: prefix.utf8)
    }

    /// Whether the bytes of `suffix` are the last.
    package func ends(with suffix: some StringProtocol) -> Bool {
        utf8.count >= suffix.utf8.count && utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }

    /// Whether the ASCII character `mark` is in it.
    package func holds(_ mark: Unicode.Scalar) -> Bool {
        utf8.contains(UInt8(ascii: mark))
    }

    /// Whether the bytes of `part` are in it, one after the other.
    package func holds(text part: some StringProtocol) -> Bool {
        let (bytes, wanted) = (Array(utf8), Array(part.utf8))
        guard let first = wanted.first else { return true }
        guard bytes.count >= wanted.count else { return false }
        return (0...bytes.count - wanted.count).contains { bytes[$0] == first && bytes[$0...].starts(with: wanted) }
    }

    /// The part before the first ASCII character `mark`, and the part behind it; nil where there is none.
    package func cut(at mark: Unicode.Scalar) -> (before: String, behind: String)? {
        let bytes = Array(utf8)
        return bytes.firstIndex(of: UInt8(ascii: mark)).map { Self.parts(of: bytes, around: $0) }
    }

    /// The part before the last ASCII character `mark`, and the part behind it; nil where there is none.
    package func cut(atLast mark: Unicode.Scalar) -> (before: String, behind: String)? {
        let bytes = Array(utf8)
        return bytes.lastIndex(of: UInt8(ascii: mark)).map { Self.parts(of: bytes, around: $0) }
    }

    /// The parts between the ASCII characters `mark`, empty ones too.
    package func parts(between mark: Unicode.Scalar) -> [String] {
        Array(utf8).split(separator: UInt8(ascii: mark), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// What is left without the first `count` bytes, where a character begins.
    package func without(firstBytes count: Int) -> String {
        String(decoding: utf8.dropFirst(count), as: UTF8.self)
    }

    /// What is left without the last `count` bytes, where a character ends.
    package func without(lastBytes count: Int) -> String {
        String(decoding: utf8.dropLast(count), as: UTF8.self)
    }

    /// The last part of a path; all of it where it has no slash, or nothing but slashes.
    package var lastPathPart: String {
        parts(between: "/").last { !$0.isEmpty } ?? String(self)
    }

    private static func parts(of bytes: [UInt8], around index: Int) -> (before: String, behind: String) {
        (String(decoding: bytes[..<index], as: UTF8.self), String(decoding: bytes[(index + 1)...], as: UTF8.self))
    }
}

/// The same for whole texts, which most are: a module's code for any text is slow where another module calls it.
extension String {
    /// Whether both have the same bytes.
    package func isSame(as other: String) -> Bool {
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }

    /// Whether the bytes of `prefix` are the first.
    package func begins(with prefix: String) -> Bool {
        utf8.starts(with: prefix.utf8)
    }
}

extension Sequence<String> {
    /// Whether one of them has the bytes of `text`.
    package func has(_ text: some StringProtocol) -> Bool {
        contains { $0.isSame(as: text) }
    }
}

extension Collection<String> {
    /// Whether both have the same texts, by their bytes, in the same order.
    package func areSame(as others: some Collection<String>) -> Bool {
        count == others.count && zip(self, others).allSatisfy { $0.isSame(as: $1) }
    }
}

/// The same for whole lists, of which a look at a pipeline compares thousands.
extension [String] {
    /// Whether both have the same texts, by their bytes, in the same order.
    package func areSame(as others: [String]) -> Bool {
        guard count == others.count else { return false }
        for index in indices where !self[index].isSame(as: others[index]) { return false }
        return true
    }
}

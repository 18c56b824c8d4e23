/// Where a key that stands twice stands again: Yams says where it stands first.
enum DuplicateKey {
    /// The place of the second of the keys `name` of a mapping, the first of which is at `first`.
    ///
    /// The first is renamed in a copy of the text, and that is read again: either there is still one too many, and Yams
    /// says where, or the mapping shows the only one left.
    static func secondPlace(of name: String, first: SpecPosition, in text: String) -> SpecPosition? {
        guard let renamed = rename(at: first, in: text) else { return nil }
        do {
            return try YAMLDocument.parse(renamed).flatMap { place(of: name, besideKeyAt: first, under: $0) }
        } catch .duplicate(name, let position) {
            return position
        } catch {
            return nil
        }
    }

    /// The text with another letter at the beginning of the key at `position`, behind its quote if it has one.
    private static func rename(at position: SpecPosition, in text: String) -> String? {
        var scalars = Array(text.unicodeScalars)
        var reader = PositionReader(text)
        guard let first = reader.scalar(at: position) else { return nil }
        let index = reader.passedCount + (first == "\"" || first == "'" ? 1 : 0)
        guard scalars.indices.contains(index) else { return nil }
        scalars[index] = "\u{E000}"
        return String(String.UnicodeScalarView(scalars))
    }

    private static func place(of name: String, besideKeyAt first: SpecPosition, under root: YAMLNode) -> SpecPosition? {
        var waiting = [root]
        while let node = waiting.popLast() {
            switch node.content {
            case .nothing, .text: break
            case .list(let elements): waiting += elements
            case .mapping(let pairs):
                if pairs.contains(where: { $0.key.position == first }) {
                    return pairs.first { $0.key.text == name }?.key.position
                }
                waiting += pairs.map(\.value)
            }
        }
        return nil
    }
}

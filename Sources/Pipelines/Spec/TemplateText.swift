/// A text of a spec, cut at its `${…}`; `$${` stands for `${` itself.
struct TemplateText {
    enum Piece: Equatable {
        case plain(String)
        /// What stands between the braces.
        case reference(String)
    }

    let pieces: [Piece]

    /// Nil where a `${` is never closed.
    init?(_ text: String) {
        guard text.utf8.contains(UInt8(ascii: "$")) else {
            pieces = [.plain(text)]
            return
        }
        var pieces: [Piece] = []
        var plain = ""
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            guard scalar == "$" else {
                plain.unicodeScalars.append(scalar)
                continue
            }
            if rest.starts(with: "${".unicodeScalars) {
                plain += "${"
                rest = rest.dropFirst(2)
            } else if rest.first == "{" {
                guard let end = rest.firstIndex(of: "}") else { return nil }
                if !plain.isEmpty { pieces.append(.plain(plain)) }
                plain = ""
                pieces.append(.reference(String(rest[rest.index(after: rest.startIndex)..<end])))
                rest = rest[rest.index(after: end)...]
            } else {
                plain += "$"
            }
        }
        if !plain.isEmpty || pieces.isEmpty { pieces.append(.plain(plain)) }
        self.pieces = pieces
    }

    /// What is between the braces of each `${…}`.
    var references: [String] {
        pieces.compactMap { if case .reference(let name) = $0 { name } else { nil } }
    }
}

/// The name that was perhaps meant: the one that takes the fewest edits, if they are few.
///
/// An edit is a character put in, left out, replaced, or changed round with its neighbour.
func nearestName(to text: String, among names: some Sequence<String>) -> String? {
    let typed = Array(text.lowercased().unicodeScalars)
    let longest = 64
    guard !typed.isEmpty, typed.count <= longest else { return nil }
    var best: (name: String, edits: Int)?
    for name in names {
        let scalars = Array(name.lowercased().unicodeScalars)
        let allowed = min(max(1, max(typed.count, scalars.count) / 3), (best?.edits ?? longest) - 1)
        guard scalars.count <= longest, abs(scalars.count - typed.count) <= allowed else { continue }
        let edits = editDistance(typed, scalars)
        if edits <= allowed { best = (name, edits) }
    }
    return best?.name
}

/// The number of edits between two texts, neighbours changed round counting as one.
///
/// Source: the optimal string alignment distance; G. Navarro, “A Guided Tour to Approximate String Matching”, 2001.
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
        var row = [i + 1]
        for j in b.indices {
            var edits = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { edits = min(edits, beforeLast[j - 1] + 1) }
            row.append(edits)
        }
        (beforeLast, last) = (last, row)
    }
    return last[b.count]
}

/// The end of a message about an unknown name: the nearest known one, and all that are allowed.
func allowedNames(_ names: [String], insteadOf text: String) -> String {
    let most = 200
    let all = "allowed: " + names.prefix(most).joined(separator: ", ") + (names.count > most ? ", …" : "")
    guard let nearest = nearestName(to: text, among: names.prefix(1000)) else { return all }
    return "did you mean '\(nearest)'? \(all)"
}

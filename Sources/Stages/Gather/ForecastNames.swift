import Texts

/// Names for forecasts that tell them apart: that of each file, or, where these are alike, what differs in the paths.
struct ForecastNames {
    let names: [String]

    /// The names of columns that are not those of forecasts.
    static let taken = ["step", "actual"]

    /// Nil where a file stands twice, or a name cannot be told from another column's.
    init?(of paths: [String]) {
        let stems = paths.map(Self.stem)
        if Self.areApart(stems) {
            names = stems
            return
        }
        var parts = paths.map { path -> [String] in
            let directories = path.parts(between: "/").filter { !$0.isEmpty }.dropLast().filter { $0 != "." }
            return directories + [Self.stem(path)]
        }
        while let first = parts[0].first, parts.allSatisfy({ $0.count > 1 && Self.isAlike($0[0], first) }) {
            for index in parts.indices { parts[index].removeFirst() }
        }
        while let last = parts[0].last, parts.allSatisfy({ $0.count > 1 && Self.isAlike($0[$0.count - 1], last) }) {
            for index in parts.indices { parts[index].removeLast() }
        }
        names = parts.map { $0.joined(separator: "/") }
        if !Self.areApart(names) { return nil }
    }

    /// Whether names are unlike each other and those of the other columns, by their bytes.
    static func areApart(_ names: [String]) -> Bool {
        Set((taken + names).map { Array($0.utf8) }).count == taken.count + names.count
    }

    private static func isAlike(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }

    /// `lstm` for `forecasts/lstm.csv`.
    private static func stem(_ path: String) -> String {
        let name = path.lastPathPart
        return name.utf8.count > 4 && name.utf8.suffix(4).elementsEqual(".csv".utf8) ? name.without(lastBytes: 4) : name
    }
}

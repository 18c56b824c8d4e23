/// Which columns of a CSV file are kept in memory.
package enum CSVSelection: Sendable, Equatable {
    /// Every column of numbers.
    case all
    /// These; that one is missing or is not of numbers is an error as soon as it is seen.
    case named([String])
    /// This one alone if there is one, else all; for a column with a default name.
    case preferring(String)
    /// The column called `by`, else the first, which may hold dates; of the others these, or all if none is named; and of
    /// `label` the texts.
    case positioned(by: String?, others: [String], label: String? = nil)
    /// Those of `numbers`; `time`, which may hold dates; and of `label` the texts. Where no number is named, all are kept.
    ///
    /// A label that is no column's whole name is cut at commas, and stands for several columns together. Of the numbers `texts`
    /// are read as texts, and so are those of `either` that begin with one.
    case series(
        numbers: [String], time: String?, label: String?, texts: [String] = [], either: [String] = [])
    /// Every column as what it is: numbers, dates or texts.
    case described

    /// Whether each of the columns called `names` is kept.
    ///
    /// - Throws: ``CSVError`` where a column that must be there is not.
    func choice(among names: [String]) throws(CSVError) -> [Bool] {
        let wanted: [String]
        switch self {
        case .all, .described: return names.map { _ in true }
        case .named(let these): wanted = these
        case .preferring(let one): wanted = [one]
        case .series(let numbers, let time, let label, let texts, let either):
            wanted = numbers + [time].compactMap(\.self) + Self.labels(label, among: names) + texts + either
            if numbers.isEmpty {
                for name in wanted where !names.contains(where: { $0.utf8.elementsEqual(name.utf8) }) {
                    throw CSVTable.noColumn(named: name, among: names)
                }
                return names.map { _ in true }
            }
        case .positioned(let position, let others, let label):
            guard let position = position ?? names.first else { return [] }
            wanted = [position] + others + Self.labels(label, among: names)
            if others.isEmpty {
                for name in wanted where !names.contains(where: { $0.utf8.elementsEqual(name.utf8) }) {
                    throw CSVTable.noColumn(named: name, among: names)
                }
                return names.map { _ in true }
            }
        }
        let isKept = names.map { name in wanted.contains { $0.utf8.elementsEqual(name.utf8) } }
        if case .preferring = self { return isKept.contains(true) ? isKept : names.map { _ in true } }
        for name in wanted where !names.contains(where: { $0.utf8.elementsEqual(name.utf8) }) {
            throw CSVTable.noColumn(named: name, among: names)
        }
        return isKept
    }

    /// Whether a cell of the column at `index` that is not as it must be ends the reading at once.
    func isStrict(_ index: Int, of names: [String]) -> Bool {
        switch self {
        case .named: true
        case .positioned(_, let others, _): !others.isEmpty && !mayBeDates(index, of: names)
        case .series(let numbers, _, _, _, let either): !numbers.isEmpty || Self.holds(either, names[index])
        default: false
        }
    }

    /// Whether the column at `index` may hold dates.
    func mayBeDates(_ index: Int, of names: [String]) -> Bool {
        switch self {
        case .described: true
        case .positioned(nil, _, _): index == 0
        case .positioned(let position?, _, _): names[index].utf8.elementsEqual(position.utf8)
        case .series(_, let time?, _, _, _): names[index].utf8.elementsEqual(time.utf8)
        default: false
        }
    }

    /// Whether what is read tells which columns hold dates, and not what was asked for.
    var findsTimes: Bool { self == .described }

    /// Whether the texts of the column at `index` are kept.
    func isLabel(_ index: Int, of names: [String]) -> Bool {
        switch self {
        case .series(_, _, let label?, _, _), .positioned(_, _, let label?):
            return Self.labels(label, among: names).contains { $0.utf8.elementsEqual(names[index].utf8) }
        default: return false
        }
    }

    /// Whether all cells of the column at `index` are kept as texts, the empty ones too.
    func isText(_ index: Int, of names: [String]) -> Bool {
        if case .series(_, _, _, let texts, _) = self { Self.holds(texts, names[index]) } else { false }
    }

    /// Whether the column at `index` is kept as texts if its first cell is one.
    func mayBeText(_ index: Int, of names: [String]) -> Bool {
        switch self {
        case .described: true
        case .series(_, _, _, _, let either): Self.holds(either, names[index])
        default: false
        }
    }

    private static func holds(_ names: [String], _ name: String) -> Bool {
        names.contains { $0.utf8.elementsEqual(name.utf8) }
    }

    /// The columns that a label names: the one of that name, else those between commas.
    package static func labels(_ label: String?, among names: [String]) -> [String] {
        guard let label else { return [] }
        if holds(names, label) { return [label] }
        let most = names.lazy.map { $0.utf8.count { $0 == UInt8(ascii: ",") } }.max() ?? 0
        return parts(of: label, mostCommas: most) { holds(names, $0) }
    }

    /// The names that a text holds with commas between them, which may hold as many commas themselves: at each place the
    /// longest that is one, else what stands before the next comma.
    package static func parts(of text: String, mostCommas: Int, isName: (String) -> Bool) -> [String] {
        let parts = text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        var names: [String] = []
        var next = 0
        while next < parts.count {
            var end = min(parts.count, next + mostCommas + 1)
            var name = ""
            while end > next {
                name = String(decoding: Array(parts[next..<end].joined(separator: [UInt8(ascii: ",")])), as: UTF8.self)
                if end == next + 1 || isName(name) { break }
                end -= 1
            }
            names.append(name)
            next = end
        }
        return names
    }
}

/// Which columns of a CSV file are kept in memory.
package enum CSVSelection: Sendable, Equatable {
    /// Every column of numbers.
    case all
    /// These; that one is missing or is not of numbers is an error as soon as it is seen.
    case named([String])
    /// This one alone if there is one, else all; for a column with a default name.
    case preferring(String)

    /// Whether each of the columns called `names` is kept.
    ///
    /// - Throws: ``CSVError`` where a column that must be there is not.
    func choice(among names: [String]) throws(CSVError) -> [Bool] {
        let wanted: [String]
        switch self {
        case .all: return names.map { _ in true }
        case .named(let these): wanted = these
        case .preferring(let one): wanted = [one]
        }
        let isKept = names.map { name in wanted.contains { $0.utf8.elementsEqual(name.utf8) } }
        if case .preferring = self { return isKept.contains(true) ? isKept : names.map { _ in true } }
        for name in wanted where !names.contains(where: { $0.utf8.elementsEqual(name.utf8) }) {
            throw CSVTable.noColumn(named: name, among: names)
        }
        return isKept
    }

    /// Whether a cell that is no number ends the reading at once.
    var isStrict: Bool {
        if case .named = self { true } else { false }
    }
}

import CSVTables

/// A column of texts that are numbers, or say that one is missing.
struct NumberColumn {
    /// As the reader wants them.
    let cells: [String]
    /// Whether all were so, but for words for a missing value.
    let isPlain: Bool
    private let missingWords: [String]
    private let unit: String
    private let mark: DecimalMark
    private let hadMark: Bool

    /// Reads all cells; nil where one is neither, none is a number, or their units differ.
    init?(_ texts: [String], _ mark: DecimalMark, _ missing: [String]) {
        var cells: [String] = []
        cells.reserveCapacity(texts.count)
        var (units, words): (Set<String>, Set<String>) = ([], [])
        var (isPlain, hadMark) = (true, false)
        for text in texts {
            if !missing.isEmpty || text.isEmpty || decimal(text) == nil, MissingWord.isMissing(text, or: missing) {
                if !text.isEmpty { words.insert(text) }
                cells.append("")
                continue
            }
            guard let number = ForeignNumber(text, mark) else { return nil }
            if !number.isPlain {
                // Digits alone are the same in all forms.
                if number.text != text { isPlain = false }
                hadMark = hadMark || text.utf8.contains(mark.mark)
            }
            units.insert(number.unit)
            cells.append(number.text)
        }
        guard let unit = units.first, units.count == 1 else { return nil }
        (self.cells, self.isPlain, self.unit, self.mark, self.hadMark) = (cells, isPlain, unit, mark, hadMark)
        missingWords = words.sorted()
    }

    /// What was done to the column of that name.
    func changes(in name: String) -> [String] {
        var changes: [String] = []
        if !missingWords.isEmpty {
            let words = missingWords.prefix(3).map(CSVError.shown).joined(separator: ", ")
            changes.append("column \(name): \(words) for a missing value: empty cells")
        }
        if !unit.isEmpty { changes.append("column \(name): \(unit) after or before numbers: left out") }
        if mark == .comma, hadMark { changes.append("column \(name): decimal commas: points") }
        if !isPlain, unit.isEmpty, mark == .point || !hadMark {
            changes.append("column \(name): thousands separators: left out")
        }
        return changes
    }
}

import CSVTables

/// A column of texts that are numbers, or say that one is missing.
struct NumberColumn {
    /// As the reader wants them.
    let cells: [String]
    /// Whether all were so, but for words for a missing value.
    let isPlain: Bool
    /// The unit that goes to the column's name; empty for none, and for signs of money and per cent.
    let unit: String
    private let missingWords: [String]
    private let symbol: String
    private let mark: DecimalMark
    private let hadMark: Bool
    /// What else was done to the cells, in words.
    private let remarks: [String]

    /// Reads all cells; nil where one is neither, none is a number, or their units differ.
    init?(_ texts: [String], _ mark: DecimalMark, _ missing: [String]) {
        var cells: [String] = []
        cells.reserveCapacity(texts.count)
        var (units, words): (Set<String>, Set<String>) = ([], [])
        var (isPlain, hadMark, hasNumber, hadSigns) = (true, false, false, false)
        // The rows of each unit, but the first one.
        var unitRows: [(row: Int, unit: String)] = []
        for (row, text) in texts.enumerated() {
            if !missing.isEmpty || text.isEmpty || decimal(text) == nil, MissingWord.isMissing(text, or: missing) {
                if !text.isEmpty { words.insert(text) }
                cells.append("")
                continue
            }
            guard let number = ForeignNumber(text, mark) else { return nil }
            if !number.isPlain {
                // Digits alone are the same in all forms.
                if number.text != text { isPlain = false }
                hadSigns = hadSigns || number.hasOtherSigns
                hadMark = hadMark || text.utf8.contains(mark.mark)
            }
            hasNumber = true
            if units.insert(number.unit).inserted, units.count > 12 { return nil }
            if !number.unit.isEmpty { unitRows.append((row, number.unit)) }
            cells.append(number.text)
        }
        guard hasNumber else { return nil }
        var remarks = hadSigns ? ["minus signs or exponents in another writing: as usual"] : []
        var (unit, symbol) = ("", "")
        if units.contains(where: { ForeignNumber.factors[$0] != nil }),
            units.allSatisfy({ $0.isEmpty || ForeignNumber.factors[$0] != nil })
        {
            for (row, unit) in unitRows {
                cells[row] = decimalText((decimal(cells[row]) ?? .nan) * (ForeignNumber.factors[unit] ?? 1))
            }
            remarks.append(
                "\(units.filter { !$0.isEmpty }.sorted().joined(separator: ", ")) behind numbers: multiplied")
        } else if units.count == 1, let only = units.first {
            if ForeignNumber.isSymbol(only) { symbol = only } else { unit = only }
        } else if let prefixes = UnitPrefixes(units) {
            for (row, unit) in unitRows {
                let factor = prefixes.factors[unit] ?? 1
                if factor != 1 { cells[row] = decimalText((decimal(cells[row]) ?? .nan) * factor) }
            }
            unit = prefixes.base
            remarks.append("\(units.sorted().joined(separator: ", ")) behind numbers: in \(prefixes.base)")
        } else if units.contains(""), units.allSatisfy(Self.isFlag) {
            remarks.append(
                "\(units.filter { !$0.isEmpty }.sorted().prefix(5).joined(separator: ", ")) behind some numbers: left out"
            )
        } else {
            return nil
        }
        (self.cells, self.isPlain, self.unit, self.symbol) = (cells, isPlain, unit, symbol)
        (self.mark, self.hadMark, self.remarks) = (mark, hadMark, remarks)
        missingWords = words.sorted()
    }

    /// Whether a word behind some numbers is a remark on them, as agencies of statistics make: one to three small letters, or a
    /// star or the like.
    private static func isFlag(_ unit: String) -> Bool {
        if ["*", "#", "**"].contains(unit) { return true }
        return unit.utf8.count <= 3 && unit.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    }

    /// What was done to the column of that name.
    func changes(in name: String) -> [String] {
        var changes: [String] = []
        if !missingWords.isEmpty {
            let words = missingWords.prefix(3).map(CSVError.shown).joined(separator: ", ")
            changes.append("column \(name): \(words) for a missing value: empty cells")
        }
        if !symbol.isEmpty { changes.append("column \(name): \(symbol) after or before numbers: left out") }
        if !unit.isEmpty { changes.append("column \(name): the unit \(CSVError.shown(unit)) behind numbers: left out") }
        changes += remarks.map { "column \(name): \($0)" }
        if mark == .comma, hadMark { changes.append("column \(name): decimal commas: points") }
        if !isPlain, symbol.isEmpty, unit.isEmpty, remarks.isEmpty, mark == .point || !hadMark {
            changes.append("column \(name): thousands separators: left out")
        }
        return changes
    }
}

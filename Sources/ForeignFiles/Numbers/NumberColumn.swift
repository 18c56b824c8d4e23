import CSVTables
import Texts

/// A column of texts that are numbers, or say that one is missing.
struct NumberColumn {
    /// As the reader wants them.
    let cells: [String]
    /// Whether all were so, but for words for a missing value.
    let isPlain: Bool
    /// The unit that goes to the column's name; empty for none, and for signs of money and per cent.
    let unit: String
    private let missingWords: [String]
    private let isInFront: Bool
    private let symbol: String
    private let mark: DecimalMark
    private let hadMark: Bool
    /// What else was done to the cells, in words.
    private let remarks: [String]

    /// Reads all cells; nil where one is neither, none is a number, or their units differ.
    init?(_ texts: [String], _ mark: DecimalMark, _ missing: [String]) {
        var cells: [String] = []
        cells.reserveCapacity(texts.count)
        var (units, words, marks): (Set<String>, Set<String>, Set<String>) = ([], [], [])
        var (symbolCount, boundCount) = (0, 0)
        var traces: [Int] = []
        var (isPlain, hadMark, hasNumber, hadSigns) = (true, false, false, false)
        // The rows of each unit, but the first one.
        var unitRows: [(row: Int, unit: String)] = []
        for (row, text) in texts.enumerated() {
            if !missing.isEmpty || text.isEmpty || decimal(text) == nil, MissingWord.isMissing(text, or: missing) {
                if !text.isEmpty { words.insert(text) }
                cells.append("")
                continue
            }
            guard let number = ForeignNumber(text, mark) else {
                guard MissingWord.isSymbol(text) else { return nil }
                symbolCount += 1
                if text.utf8.elementsEqual("T".utf8) { traces.append(row) } else { words.insert(text) }
                cells.append("")
                continue
            }
            if !number.isPlain {
                // Digits alone are the same in all forms.
                if number.text != text { isPlain = false }
                hadSigns = hadSigns || number.hasOtherSigns
                if !number.mark.isEmpty { marks.insert(number.mark) }
                if number.isBound { boundCount += 1 }
                hadMark = hadMark || text.utf8.contains(mark.mark)
            }
            hasNumber = true
            if units.insert(number.unit).inserted, units.count > 12 { return nil }
            if !number.unit.isEmpty { unitRows.append((row, number.unit)) }
            cells.append(number.text)
        }
        guard hasNumber, symbolCount * 2 <= texts.count else { return nil }
        // Among few numbers a letter is one of several kinds.
        if symbolCount > 0, Set(cells.lazy.filter { !$0.isEmpty }.prefix(1000)).count < 5 { return nil }
        var remarks = hadSigns ? ["minus signs or exponents in another writing: as usual"] : []
        if !marks.isEmpty {
            remarks.append("\(marks.sorted().prefix(5).joined(separator: ", ")) behind some numbers: left out")
        }
        if !traces.isEmpty {
            // Of rain and snow, which are never below zero.
            if cells.allSatisfy({ $0.utf8.first != UInt8(ascii: "-") }) {
                for row in traces { cells[row] = "0" }
                remarks.append("T, a trace (\(traces.count)): 0")
            } else {
                words.insert("T")
            }
        }
        if boundCount > 0 { remarks.append("< or > in front of numbers (\(boundCount)): left out") }
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
        isInFront = !unit.isEmpty && texts.contains { $0.begins(with: unit) }
        (self.mark, self.hadMark, self.remarks) = (mark, hadMark, remarks)
        missingWords = words.sorted()
    }

    /// Whether a word behind some numbers is a remark on them, as agencies of statistics make: one to three small letters, a
    /// capital one, or a star or the like.
    private static func isFlag(_ unit: String) -> Bool {
        if ["*", "#", "**"].contains(unit) { return true }
        if unit.utf8.count == 1, unit.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) {
            return true
        }
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
        if !unit.isEmpty {
            changes.append(
                "column \(name): the unit \(CSVError.shown(unit)) \(isInFront ? "in front of" : "behind") numbers: left out"
            )
        }
        changes += remarks.map { "column \(name): \($0)" }
        if mark == .comma, hadMark { changes.append("column \(name): decimal commas: points") }
        if !isPlain, symbol.isEmpty, unit.isEmpty, remarks.isEmpty, mark == .point || !hadMark {
            changes.append("column \(name): thousands separators: left out")
        }
        return changes
    }
}

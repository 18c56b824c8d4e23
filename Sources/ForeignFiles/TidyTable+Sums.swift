import CSVTables
import SeriesData
import Texts

/// Sums and means that stand among rows, or below them.
extension TidyTable {
    /// Leaves out rows of sums or means between others: a word for one where all others have a time, `Total 2010`.
    mutating func dropSums() {
        for index in columns.indices.prefix(3) {
            let isSum = columns[index].cells.map(Self.isSum)
            let count = isSum.count { $0 }
            guard count > 0, count * 3 <= isSum.count,
                zip(columns[index].cells, isSum).allSatisfy({ $1 || $0.isEmpty || Self.isMoment($0) })
            else { continue }
            let word = isSum.firstIndex(of: true).map { CSVError.shown(columns[index].cells[$0]) } ?? ""
            keep(isSum.indices.filter { !isSum[$0] }, "rows of sums or means (\(count), '\(word)'): left out")
            return
        }
    }

    private static func isMoment(_ cell: String) -> Bool {
        CellKind.isTime(cell) || YearWord.year(cell) != nil
    }

    /// Whether the first or the last word of a text is one for a sum or a mean.
    static func isSum(_ cell: String) -> Bool {
        let isLetter = { (byte: UInt8?) in byte.map { $0 >= 0x80 || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7a) } ?? false
        }
        guard cell.utf8.count <= 40, isLetter(cell.utf8.first) || isLetter(cell.utf8.last) else { return false }
        let words = TimeTokens(cell).all.compactMap { token in
            if case .word(let word) = token { word } else { nil }
        }
        return [words.first, words.last].contains { $0.map { sums.contains($0) } ?? false }
    }

    private static let sums: Set<String> = Set(
        ("total totals subtotal sum sums average avg mean median summe gesamt insgesamt zwischensumme mittel mittelwert "
            + "durchschnitt totaal som gemiddelde totale somme moyenne suma promedio media totaux soma razem średnia "
            + "summa medel 합계 소계 총계 평균 合计 总计 小计 平均 合計 小計 итого всего среднее").split(separator: " ").map(String.init))

    /// Leaves out last rows with a word, or nothing, where all others have a time, or count, as a sum below a table.
    ///
    /// What is a number now that was none for these rows has the mark of decimals of the others, if they show one.
    mutating func dropTotals(_ mark: DecimalMark?, _ missing: [String]) {
        let mostTotals = 3
        guard rowCount > 2 * mostTotals else { return }
        for index in columns.indices {
            let cells = columns[index].cells
            let tail = cells.suffix(mostTotals).reversed().prefix {
                DateText($0) == nil && decimal($0) == nil
            }.count
            let rest = cells.dropLast(tail)
            let isTime =
                rest.allSatisfy { DateText($0) != nil }
                || (index == 0 && cells.last?.isEmpty == true && rest.enumerated().allSatisfy { Int($1) == $0 })
            guard tail > 0, isTime else { continue }
            let word = CSVError.shown(cells[rowCount - 1])
            let shown = word.isEmpty || word == "''" ? "" : ", '\(word)'"
            keep(Array(0..<(rowCount - tail)), "last rows without a time (\(tail)\(shown)): left out")
            for place in columns.indices
            where columns[place].cells.contains(where: { decimal($0) == nil && !$0.isEmpty }) {
                let readings = (mark.map { [$0] } ?? [.point, .comma]).compactMap {
                    NumberColumn(columns[place].cells, $0, missing)
                }
                guard let numbers = readings.first, readings.allSatisfy({ $0.cells == numbers.cells }) else { continue }
                changes += numbers.changes(in: CSVError.shown(columns[place].name))
                columns[place].cells = numbers.cells
            }
            return
        }
    }
}

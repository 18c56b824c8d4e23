import CSVTables
import SeriesData
import Texts

/// Groups of rows that are named in their first row alone, as reports and spreadsheets show them.
extension TidyTable {
    /// Carries the texts of the first column down to the rows below, where they stand in the first row of each group alone.
    ///
    /// That is so where each stands once, and what goes on within a group begins again with the next: times, or months or
    /// quarters below a year.
    mutating func carryDown() {
        guard rowCount > 3, columns.count > 2, let first = columns.first, !first.cells[0].isEmpty else { return }
        let heads = first.cells.indices.filter { !first.cells[$0].isEmpty }
        guard heads.count > 1, heads.count * 2 <= rowCount, Set(heads.map { first.cells[$0] }).count == heads.count
        else {
            return
        }
        let areYears = heads.allSatisfy { YearWord.year(first.cells[$0]) != nil }
        let isHead = Set(heads)
        let beginsAgain = columns.dropFirst().contains { column in
            let places = Self.all(column.cells) { cell in
                areYears
                    ? Self.partOfYear(cell).map(Double.init) : DateText(cell)?.monthFirst ?? DateText(cell)?.dayFirst
            }
            guard let places else { return false }
            return places.indices.dropFirst().allSatisfy { isHead.contains($0) == (places[$0] <= places[$0 - 1]) }
        }
        guard beginsAgain else { return }
        var last = ""
        columns[0].cells = first.cells.map { cell in
            if !cell.isEmpty { last = cell }
            return last
        }
        changes.append(
            "column \(CSVError.shown(first.name)): texts that stand in the first row of a group alone: in all of it")
    }

    /// Puts the years of the first column, in rows of their own, to the months or quarters in the rows below.
    mutating func joinYearsAbove() {
        guard let first = columns.first, rowCount > 5, YearWord.year(first.cells[0]) != nil else { return }
        var (year, times, kept): (Int, [String], [Int]) = (0, [], [])
        for (row, cell) in first.cells.enumerated() {
            if let found = YearWord.year(cell) {
                year = found
            } else if let part = Self.partOfYear(cell) {
                let isQuarter = YearWord.part(cell)?.isQuarter == true
                times.append("\(year)-" + (isQuarter ? "Q\(part)" : padded(part, to: 2)))
                kept.append(row)
            } else if !Self.isSum(cell) {
                return
            }
        }
        guard kept.count > 3, kept.count < rowCount, Set(times).count == times.count else { return }
        let name = CSVError.shown(first.name)
        keep(kept, "column \(name): years in rows of their own, above their months or quarters: joined to these")
        columns[0].cells = times
    }

    /// The number of a month by its name, of a quarter as `Q1`, or a whole number up to 12.
    private static func partOfYear(_ cell: String) -> Int? {
        YearWord.part(cell)?.number ?? Int(cell).flatMap { (1...12).contains($0) ? $0 : nil }
    }
}

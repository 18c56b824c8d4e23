import CSVTables
import SeriesData
import Texts

/// A time that stands in several columns: a day, or a year with a part of it, and a time of day.
///
/// The columns are known by their names, in many languages. A time of day, or an hour from 0 to 23 or 1 to 24, belongs to a
/// date beside it whatever it is called, if the date stands in several rows.
struct TimeParts {
    /// The places of the columns.
    var columns: [Int] = []
    /// The time of each row, as dates are written.
    private(set) var texts: [String] = []

    let table: [TidyTable.Column]
    let words: [TimeWord?]
    let isNamed: Bool

    /// Finds the parts; nil where there are none, a row lacks one, or the whole time stands in a column too.
    ///
    /// Where the file names no column (`isNamed`), a year, a month and a day at the front are looked for.
    init?(_ table: [TidyTable.Column], isNamed: Bool) {
        (self.table, self.isNamed) = (table, isNamed)
        words = table.map { TimeWord($0.name) }
        guard let count = table.first?.cells.count, count > 0 else { return nil }
        guard var days = yearAndParts() ?? wholeDay() ?? namedMonth() ?? (isNamed ? nil : unnamedDay())
        else { return nil }
        // Two columns are a year and a part of it, but that a day of the year is a day.
        let isDay = columns.count != 2 || isOrdinal
        if isDay, let clocks = clocks(days) { days = isWhole ? clocks : zip(days, clocks).map { $0 + " " + $1 } }
        guard columns.count > 1, days.allSatisfy({ DateText($0) != nil }) else { return nil }
        texts = days
        let used = columns
        let isThere = table.indices.contains { index in
            !used.contains(index) && table[index].cells.allSatisfy { DateText($0) != nil }
                && (Self.isFull(table[index].cells) || used.count == 2 && !hasClock)
        }
        if isThere { return nil }
    }

    /// Whether the day is given by its number in the year.
    var isOrdinal = false
    var hasClock = false
    /// Whether what ``clocks(_:)`` finds has the day in it.
    var isWhole = false
    /// What else there is to say of the times.
    var remark: String?

    /// Whether times tell more than their days, or no day comes twice.
    private static func isFull(_ cells: [String]) -> Bool {
        cells.contains { $0.utf8.contains(UInt8(ascii: ":")) } || Set(cells).count == cells.count
    }

    func place(_ word: TimeWord) -> Int? { words.firstIndex { $0 == word } }

    func numbers(_ place: Int, _ range: ClosedRange<Int>) -> [Int]? {
        var numbers: [Int] = []
        for cell in table[place].cells {
            guard let number = decimal(cell).flatMap({ Int(exactly: $0) }), range.contains(number) else { return nil }
            numbers.append(number)
        }
        return numbers
    }
}

import CSVTables
import SeriesData

/// A column a series, above whose values stand how many they are, the year in which they begin, and the month or quarter in
/// which they do, as the competition on tourism demand has them (Athanasopoulos, Hyndman, Song and Wu, 2011).
struct StartedColumns {
    private(set) var columns: [TidyTable.Column] = []
    private(set) var lines: [Int] = []

    /// Nil where a column has no such numbers, or another count of values.
    init?(_ table: [TidyTable.Column], lines given: [Int]) {
        guard table.count > 1, given.count > 4 else { return nil }
        for places in [3, 2] {
            guard let all = Self.series(table, places) else { continue }
            let parts = places == 2 ? 1 : Self.partsOfYear(table, all.map(\.part))
            guard let parts else { continue }
            var (names, times, values): ([String], [String], [String]) = ([], [], [])
            for (column, series) in zip(table, all) {
                for step in 0..<series.count {
                    let (year, part) = (series.year * parts + series.part - 1 + step).quotientAndRemainder(
                        dividingBy: parts)
                    names.append(column.name)
                    times.append(
                        parts == 1
                            ? "\(padded(year, to: 4))-01-01"
                            : "\(padded(year, to: 4))-" + (parts == 4 ? "Q\(part + 1)" : padded(part + 1, to: 2)))
                    values.append(column.cells[places + step])
                    lines.append(given[places + step])
                }
            }
            columns = [
                TidyTable.Column(name: "series", cells: names), TidyTable.Column(name: "time", cells: times),
                TidyTable.Column(name: "value", cells: values),
            ]
            return
        }
        return nil
    }

    /// The number of values of each column, and their first year and part of it.
    private static func series(_ table: [TidyTable.Column], _ places: Int) -> [(count: Int, year: Int, part: Int)]? {
        var all: [(count: Int, year: Int, part: Int)] = []
        for column in table {
            let head = column.cells.prefix(places).map { Int($0) ?? -1 }
            let part = places == 3 ? head[2] : 1
            guard (1500...2200).contains(head[1]), (1...12).contains(part),
                let last = column.cells.lastIndex(where: { !$0.isEmpty }), last + 1 - places == head[0], head[0] > 0,
                column.cells[places..<(last + 1)].allSatisfy({ $0.isEmpty || decimal($0) != nil })
            else { return nil }
            all.append((head[0], head[1], part))
        }
        return all
    }

    /// How many parts a year has: twelve where a series begins behind the fourth, else as the names of series say, `m1` or `q1`.
    private static func partsOfYear(_ table: [TidyTable.Column], _ parts: [Int]) -> Int? {
        if parts.contains(where: { $0 > 4 }) { return 12 }
        let letters = Set(table.compactMap { $0.name.utf8.first.map { $0 | 0x20 } })
        return letters == [UInt8(ascii: "m")] ? 12 : letters == [UInt8(ascii: "q")] ? 4 : nil
    }
}

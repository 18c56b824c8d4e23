import CSVTables
import SeriesData
import Texts

/// Years that are not those of the calendar, or stand beside the rows.
extension TidyTable {
    /// Takes the year that stands above days that are counted and times of day.
    ///
    /// It is the second of a first row of whole numbers, as stations that measure radiation have it. The others are the names of columns.
    ///
    /// - Returns: Whether it was so.
    mutating func readYearAbove() -> Bool {
        guard columns.count > 2, rowCount > 3, let year = Int(columns[1].cells[0]), (1900...2100).contains(year),
            columns.allSatisfy({ Int($0.cells[0]) != nil }), Int(columns[0].cells[0]).map({ $0 > 366 }) == true
        else { return false }
        let first = CivilDate(year: year, month: 1, day: 1).dayNumber
        var times: [String] = []
        for row in 1..<rowCount {
            guard let day = Int(columns[0].cells[row]), (1...366).contains(day), let clock = Int(columns[1].cells[row]),
                (0...2400).contains(clock), clock % 100 < 60
            else { return false }
            times.append(
                CivilDate(dayNumber: first + day - 1).isoText
                    + " \(padded(clock / 100, to: 2)):\(padded(clock % 100, to: 2))")
        }
        guard zip(times, times.dropFirst()).allSatisfy({ $0 < $1 }) else { return false }
        let names = columns.map { $0.cells[0] }
        keep(Array(1..<rowCount), "a first row of a year and names, above days of the year and times of day: times")
        for index in columns.indices {
            // The 0 above what says how good the number beside it is.
            let isMark = names[index] == "0" && index > 2
            columns[index].name = isMark ? names[index - 1] + " mark" : names[index]
        }
        columns.replaceSubrange(0..<2, with: [Column(name: "time", cells: times)])
        return true
    }

    /// Puts all months of a typical year, each of which is of another year, into the year of the first: where the times go on
    /// from month to month but for the years.
    mutating func joinTypicalYear() {
        guard rowCount > 24 else { return }
        for index in columns.indices {
            let cells = columns[index].cells
            guard let year = cells[0].utf8.count >= 10 ? Int(cells[0].prefix(4)) : nil,
                cells.contains(where: { !$0.utf8.starts(with: cells[0].utf8.prefix(4)) }),
                // The years go back somewhere.
                zip(cells, cells.dropFirst()).contains(where: { one, next in
                    next.utf8.prefix(4).lexicographicallyPrecedes(one.utf8.prefix(4))
                }),
                let moments = Self.all(cells, { DateText($0)?.only }),
                zip(moments, moments.dropFirst()).contains(where: { $1 < $0 - 40 * 86_400 })
            else { continue }
            // The year's last hour may be the first of the next.
            let written = cells.enumerated().map { row, cell -> String in
                let isNext = row == cells.count - 1 && cell.utf8.dropFirst(4).starts(with: "-01-01".utf8)
                return padded(isNext ? year + 1 : year, to: 4) + cell.dropFirst(4)
            }
            guard let joined = Self.all(written, { DateText($0)?.only }),
                zip(joined, joined.dropFirst()).allSatisfy({ $0 < $1 }),
                zip(cells, cells.dropFirst()).allSatisfy({ one, next in
                    one.utf8.prefix(4).elementsEqual(next.utf8.prefix(4))
                        || !one.utf8.prefix(7).suffix(2).elementsEqual(next.utf8.prefix(7).suffix(2))
                        // An hour 24 is one of the next month.
                        || next.utf8.prefix(10).suffix(2).elementsEqual("01".utf8)
                })
            else { continue }
            columns[index].cells = written
            changes.append(
                "column \(CSVError.shown(columns[index].name)): months of several years, as of a typical one: all in \(year)"
            )
            return
        }
    }

    /// Writes weeks of years that have 52 each, as Stata counts them, as years with decimals.
    ///
    /// They are such where no year has a 53rd week, though by ISO 8601 one has that is there with its 52nd week and the first of the next.
    mutating func countWeeks() {
        for index in columns.indices {
            guard
                let weeks = Self.all(
                    columns[index].cells,
                    { cell -> Pair? in
                        let bytes = Array(cell.utf8)
                        guard (7...8).contains(bytes.count), bytes[bytes.count - 3] | 0x20 == UInt8(ascii: "w"),
                            let year = Int(String(decoding: bytes[..<4], as: UTF8.self)),
                            let week = Int(String(decoding: bytes[(bytes.count - 2)...], as: UTF8.self))
                        else { return nil }
                        return Pair(year: year, week: week)
                    })
            else { continue }
            let known = Set(weeks)
            guard !known.contains(where: { $0.week == 53 }),
                known.contains(where: { pair in
                    pair.week == 52 && known.contains(Pair(year: pair.year + 1, week: 1))
                        && CivilDate(year: pair.year, month: 12, day: 28).week.number == 53
                })
            else { continue }
            columns[index].cells = weeks.map { fixedDecimal(Double($0.year) + Double($0.week - 1) / 52, digits: 4) }
            changes.append(
                "column \(CSVError.shown(columns[index].name)): weeks of years that have 52 each: years with decimals")
        }
    }

    private struct Pair: Hashable {
        let year: Int
        let week: Int
    }
}

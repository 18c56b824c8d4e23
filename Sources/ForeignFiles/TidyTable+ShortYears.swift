import CSVTables
import SeriesData

/// Years of two digits.
extension TidyTable {
    /// Writes years of two digits with four, in a column that is of dates then.
    mutating func writeYears(_ index: Int) {
        if let written = Self.shortDays(columns[index].cells) {
            columns[index].cells = written
            changes.append(
                "column \(CSVError.shown(columns[index].name)): years of two digits: four, from 1969 to 2068, as ISO has them"
            )
            return
        }
        guard let written = writtenYears(columns[index].cells) else { return }
        columns[index].cells = written
        changes.append("column \(CSVError.shown(columns[index].name)): years of two digits: four, from 1969 to 2068")
    }

    /// Days of three numbers of two digits, `23-01-31`, as ISO has them.
    ///
    /// Their order is the one of year, month and day in which they follow each other. With points and slashes the year in front
    /// alone is looked for.
    static func shortDays(_ cells: [String]) -> [String]? {
        guard let sample = cells.first(where: { !$0.isEmpty }), sample.utf8.count >= 8,
            let separator = sample.utf8.dropFirst(2).first, "-/.".utf8.contains(separator)
        else { return nil }
        var (numbers, rests): ([[Int]], [String]) = ([], [])
        for cell in cells where !cell.isEmpty {
            let parts = cell.utf8.prefix(8).split(separator: separator, omittingEmptySubsequences: false)
            let rest = cell.utf8.dropFirst(8)
            guard parts.count == 3,
                parts.allSatisfy({ part in part.count == 2 && part.allSatisfy { (0x30...0x39).contains($0) } }),
                rest.isEmpty || (rest.first == UInt8(ascii: " ") && rest.contains(UInt8(ascii: ":")))
            else { return nil }
            numbers.append(parts.compactMap { Int(String(decoding: $0, as: UTF8.self)) })
            rests.append(String(decoding: rest, as: UTF8.self))
        }
        func days(_ places: [Int]) -> [CivilDate]? {
            guard
                let days = all(
                    numbers,
                    { CivilDate(checkedYear: ShortYear.whole($0[places[0]]), month: $0[places[1]], day: $0[places[2]]) }
                )
            else { return nil }
            let steps = zip(days, days.dropFirst()).map { $1.dayNumber - $0.dayNumber }
            return steps.contains { $0 != 0 } && (steps.allSatisfy { $0 >= 0 } || steps.allSatisfy { $0 <= 0 })
                ? days : nil
        }
        let orders = [[0, 1, 2], [2, 1, 0], [2, 0, 1]].filter { days($0) != nil }
        guard orders.count == 1, separator == UInt8(ascii: "-") || orders[0][0] == 0, let found = days(orders[0]) else {
            return nil
        }
        var next = 0
        return cells.map { cell in
            guard !cell.isEmpty else { return "" }
            defer { next += 1 }
            return found[next].isoText + rests[next]
        }
    }

    /// Cells with years of four digits for two, from 1969 to 2068, as POSIX has them; nil where they are no dates then.
    func writtenYears(_ cells: [String]) -> [String]? {
        let written = cells.map { cell -> String in
            // A time of day may stand behind.
            let end =
                cell.utf8.firstIndex(of: UInt8(ascii: " ")).flatMap { space in
                    cell.utf8[space...].contains(UInt8(ascii: ":")) ? space : nil
                } ?? cell.endIndex
            let day = cell[..<end]
            // A year in front is one already; what stands behind is an hour.
            guard !day.utf8.prefix(4).allSatisfy({ (0x30...0x39).contains($0) }) else { return cell }
            let digits = day.utf8.suffix(2)
            guard day.utf8.count >= 6, digits.allSatisfy({ (0x30...0x39).contains($0) }),
                let separator = day.utf8.dropLast(2).last, "-/. '".utf8.contains(separator),
                separator != UInt8(ascii: "-") || day.utf8.contains(where: { $0 | 0x20 >= UInt8(ascii: "a") }),
                let year = Int(String(day.suffix(2)))
            else { return cell }
            return day.dropLast(2) + String(ShortYear.whole(year)) + cell[end...]
        }
        guard written != cells, written.allSatisfy({ $0.isEmpty || DateText($0) != nil }),
            !cells.contains(where: { DateText($0) != nil })
        else { return nil }
        return written
    }
}

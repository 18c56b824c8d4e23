import CSVTables
import SeriesData

/// Files of weather services in which a cell is known by its place in the line alone, with nothing between cells: those of
/// GHCN-Daily (`.dly`) and of the typical year TMY2.
///
/// Source: the readme of GHCN-Daily, section III; “User's Manual for TMY2s”, NREL, 1995, tables 3-1 and 3-2.
enum FixedWidthFile {
    /// Its table; nil of any other file.
    static func read(_ bytes: [UInt8]) -> ForeignTable? {
        let lines = bytes.prefix(4096).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.count > 1 else { return nil }
        if isMonth(lines[0]), isMonth(lines[1]) || lines[1].isEmpty { return months(bytes) }
        return isStation(lines[0]) && (hour(lines[1]) != nil || lines.count == 2) ? hours(bytes) : nil
    }

    private static func text(_ line: ArraySlice<UInt8>, _ place: Int, _ length: Int) -> String {
        let cell = line.dropFirst(place).prefix(length)
        let bare = cell.drop { $0 == 0x20 }
        let end = bare.lastIndex { $0 != 0x20 && $0 != 0x0d }.map { bare.index(after: $0) } ?? bare.startIndex
        return String(decoding: bare[..<end], as: UTF8.self)
    }

    private static func number(_ line: ArraySlice<UInt8>, _ place: Int, _ length: Int) -> Int? {
        line.count >= place + length ? Int(text(line, place, length)) : nil
    }

    /// The lines that `read` takes for rows, with their numbers; nil where one that is not blank is none.
    private static func rows<Row>(
        _ bytes: [UInt8], from first: Int, _ read: (ArraySlice<UInt8>) -> Row?
    ) -> [(line: Int, bytes: ArraySlice<UInt8>, row: Row)]? {
        var rows: [(line: Int, bytes: ArraySlice<UInt8>, row: Row)] = []
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (place, line) in lines.enumerated().dropFirst(first) where line.contains(where: { $0 > 0x20 }) {
            guard let row = read(line) else { return nil }
            rows.append((place + 1, line, row))
        }
        return rows.isEmpty ? nil : rows
    }

    // MARK: - GHCN-Daily

    /// Whether a line is a month of one element: a station of 11 letters, a year, a month, four letters, and a value and three
    /// marks for each of 31 days.
    private static func isMonth(_ line: ArraySlice<UInt8>) -> Bool { month(line) != nil }

    private static func month(_ line: ArraySlice<UInt8>) -> (year: Int, month: Int)? {
        let isName = { (byte: UInt8) in (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || byte == 0x5f }
        guard line.count >= 26, line.count <= 271, line.prefix(11).allSatisfy({ isName($0) || $0 == 0x2d }),
            let year = number(line, 11, 4), let month = number(line, 15, 2), (1500...2200).contains(year),
            (1...12).contains(month), line.dropFirst(17).prefix(4).allSatisfy(isName), number(line, 21, 5) != nil
        else { return nil }
        return (year, month)
    }

    private static func months(_ bytes: [UInt8]) -> ForeignTable? {
        guard let rows = rows(bytes, from: 0, month) else { return nil }
        var columns: [[String]] = [[], [], [], []]
        var lines: [Int] = []
        for (line, bytes, row) in rows {
            for day in 1...CivilDate.length(ofMonth: row.month, in: row.year) {
                let value = number(bytes, 21 + 8 * (day - 1), 5)
                columns[0].append(text(bytes, 0, 11))
                columns[1].append(text(bytes, 17, 4))
                columns[2].append(CivilDate(year: row.year, month: row.month, day: day).isoText)
                columns[3].append(value.map { $0 == -9999 ? "" : String($0) } ?? "")
                lines.append(line)
            }
        }
        return ForeignTable(
            names: ["station", "element", "date", "value"], columns: columns, lines: lines,
            changes: ["a month a line, as GHCN-Daily has them: one row a day; marks: left out; -9999: empty cells"])
    }

    // MARK: - TMY2

    /// Whether a line names the station: five digits, a town, a state, and the place by degrees and minutes.
    private static func isStation(_ line: ArraySlice<UInt8>) -> Bool {
        let signs = [(37, "NS"), (45, "EW")].map { place, letters in
            letters.utf8.contains(line.dropFirst(place).first ?? 0)
        }
        return (55...64).contains(line.count) && line.first == 0x20 && number(line, 1, 5) != nil
            && number(line, 33, 3) != nil && !signs.contains(false)
    }

    private static func hour(_ line: ArraySlice<UInt8>) -> (date: CivilDate, hour: Int)? {
        guard line.count >= 142, line.first == 0x20, let year = number(line, 1, 2), let month = number(line, 3, 2),
            let day = number(line, 5, 2), let hour = number(line, 7, 2), (1...24).contains(hour),
            let date = CivilDate(checkedYear: 1900 + year, month: month, day: day)
        else { return nil }
        return (date, hour)
    }

    /// The name of each value with its place, its length, the number that stands for a missing one, and the decimals that the
    /// number lacks.
    private static let fields: [(name: String, place: Int, length: Int, missing: Int?, decimals: Int)] = [
        ("extraterrestrial horizontal [Wh/m2]", 9, 4, nil, 0), ("extraterrestrial direct [Wh/m2]", 13, 4, nil, 0),
        ("global horizontal [Wh/m2]", 17, 4, 9999, 0), ("direct normal [Wh/m2]", 23, 4, 9999, 0),
        ("diffuse horizontal [Wh/m2]", 29, 4, 9999, 0), ("global illuminance [100 lx]", 35, 4, 9999, 0),
        ("direct illuminance [100 lx]", 41, 4, 9999, 0), ("diffuse illuminance [100 lx]", 47, 4, 9999, 0),
        ("zenith luminance [10 cd/m2]", 53, 4, 9999, 0), ("total sky cover [tenths]", 59, 2, 99, 0),
        ("opaque sky cover [tenths]", 63, 2, 99, 0), ("dry bulb temperature [°C]", 67, 4, 9999, 1),
        ("dew point [°C]", 73, 4, 9999, 1), ("relative humidity [%]", 79, 3, 999, 0),
        ("pressure [mbar]", 84, 4, 9999, 0),
        ("wind direction [degrees]", 90, 3, 999, 0), ("wind speed [m/s]", 95, 3, 999, 1),
        ("visibility [km]", 100, 4, 9999, 1), ("ceiling height [m]", 106, 5, 99_999, 0),
        ("precipitable water [mm]", 123, 3, 999, 0), ("aerosol optical depth", 128, 3, 999, 3),
        ("snow depth [cm]", 133, 3, 999, 0), ("days since snowfall", 138, 2, 99, 0),
    ]

    private static func hours(_ bytes: [UInt8]) -> ForeignTable? {
        guard let rows = rows(bytes, from: 1, hour) else { return nil }
        let times = rows.map { $0.row.date.isoText + " \(padded($0.row.hour, to: 2)):00" }
        let cells = fields.map { field in
            rows.map { row -> String in
                guard let number = number(row.bytes, field.place, field.length), number != field.missing else {
                    return ""
                }
                return decimalText(Double(number) / (0..<field.decimals).reduce(1.0) { size, _ in size * 10 })
            }
        }
        return ForeignTable(
            names: ["time"] + fields.map(\.name), columns: [times] + cells, lines: rows.map(\.line),
            changes: ["an hour a line, as TMY2 has them: one row each; marks: left out"])
    }
}

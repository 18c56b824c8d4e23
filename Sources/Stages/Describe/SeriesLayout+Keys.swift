import CSVTables
import SeriesData
import Texts

/// Which columns tell series apart whose rows share times.
extension SeriesLayout {
    struct Groups {
        let keys: [String]
        let series: [(name: String, rows: RowPlaces)]
    }

    /// The column of fewest different values under which no series has a time twice, or else two or three columns together;
    /// failing that, the column that leaves few doubles.
    static func groups(in table: CSVTable, _ time: TimeColumn, _ target: String?) -> Groups? {
        let mostCandidates = 24
        // The quarter beside a year tells no series apart.
        var candidates: [(name: String, codes: [Int], count: Int)] = []
        for column in table.columns
        where ![time.name, target].compactMap(\.self).has(column.name) && !isPartOfTime(column.name) {
            guard candidates.count < mostCandidates, hasNumbers(table, besides: [time.name, column.name]),
                let codes = try? codes(column), let count = codes.max().map({ $0 + 1 }), count > 1,
                count * 2 <= table.rowCount
            else { continue }
            candidates.append((column.name, codes, count))
        }
        func doubles(_ codes: [Int]) -> Int {
            // Where the times of each series ascend, none stands twice.
            var last = [Double](repeating: -.infinity, count: (codes.max() ?? 0) + 1)
            let ascends = codes.indices.allSatisfy { row in
                let moment = time.moments[row]
                if moment.isNaN { return true }
                defer { last[codes[row]] = moment }
                return moment > last[codes[row]]
            }
            if ascends { return 0 }
            var seen: Set<Pair> = []
            seen.reserveCapacity(codes.count)
            var count = 0
            for (row, code) in codes.enumerated() where !time.moments[row].isNaN {
                if !seen.insert(Pair(code: code, moment: time.moments[row].bitPattern)).inserted { count += 1 }
            }
            return count
        }
        var fewest: (place: Int, doubles: Int)?
        for place in candidates.indices.sorted(by: { candidates[$0].count < candidates[$1].count }) {
            let count = doubles(candidates[place].codes)
            if count == 0 { return groups([candidates[place]], table) }
            if count < fewest?.doubles ?? .max { fewest = (place, count) }
        }
        let few = candidates.filter { $0.count <= mostSeries }.sorted { $0.count < $1.count }.prefix(8)
        for (first, one) in few.enumerated() {
            for other in few.dropFirst(first + 1) where !hasNumbersOnly(table, [one.name, other.name]) {
                if doubles(combined(one.codes, other.codes)) == 0 {
                    return groups(ordered([one, other], table), table)
                }
            }
        }
        for (first, one) in few.enumerated() {
            for (second, other) in few.enumerated().dropFirst(first + 1) {
                for third in few.dropFirst(second + 1)
                where doubles(combined(combined(one.codes, other.codes), third.codes)) == 0 {
                    return groups(ordered([one, other, third], table), table)
                }
            }
        }
        // Doubles within series: the rows of few times.
        guard let fewest, fewest.doubles * 20 <= table.rowCount * 3,
            candidates[fewest.place].count * 2 <= max(4, table.rowCount / 2)
        else { return nil }
        return groups([candidates[fewest.place]], table)
    }

    /// Whether times follow each other by no step that is worth the name.
    static func isUneven(_ axis: TimeAxis) -> Bool {
        axis.rows.count >= 8 && (axis.frequency == nil || axis.missingSteps > 3 * axis.rows.count)
    }

    /// The column of texts under which each series has even steps, where all rows together have none: series whose times lie a
    /// little apart.
    static func evenGroups(in table: CSVTable, _ time: TimeColumn) -> Groups? {
        var best: Groups?
        for column in table.columns {
            guard case .labels(let labels) = column.content, labels.names.count > 1,
                labels.names.count * 4 <= table.rowCount, !labels.names.contains(""),
                labels.names.count < best?.series.count ?? .max
            else { continue }
            let groups = Groups(keys: [column.name], series: series(by: [column.name], [labels.indices], in: table))
            let areEven = groups.series.allSatisfy { one in
                let axis = TimeAxis(time, rows: one.rows)
                return axis.frequency != nil && axis.duplicates.isEmpty && axis.missingSteps <= one.rows.count
            }
            if areEven { best = groups }
        }
        return best
    }

    private struct Pair: Hashable {
        let code: Int
        let moment: UInt64
    }

    /// Whether nothing but these columns would be left to forecast.
    private static func hasNumbersOnly(_ table: CSVTable, _ names: [String]) -> Bool {
        !hasNumbers(table, besides: names)
    }

    private static func ordered(
        _ keys: [(name: String, codes: [Int], count: Int)], _ table: CSVTable
    ) -> [(name: String, codes: [Int], count: Int)] {
        let places = ByteDictionary(table.names.enumerated().map { ($1, $0) })
        return keys.sorted { (places[$0.name] ?? 0) < (places[$1.name] ?? 0) }
    }

    private static func groups(_ keys: [(name: String, codes: [Int], count: Int)], _ table: CSVTable) -> Groups {
        let names = keys.map(\.name)
        return Groups(keys: names, series: series(by: names, keys.map(\.codes), in: table))
    }

    static func series(
        by names: [String], _ columns: [[Int]], in table: CSVTable
    ) -> [(name: String, rows: RowPlaces)] {
        let codes = columns.dropFirst().reduce(columns.first ?? []) { combined($0, $1) }
        let groups = RowGroups(codes, codesBelow: (codes.max() ?? -1) + 1)
        return groups.codes.indices.map { place in
            let rows = groups.rows(of: place)
            let texts = names.map { name in (try? table.column(named: name)).map { text(of: $0, rows[0]) } ?? "" }
            return (CSVLabels.joined(texts), rows)
        }
    }

    private static func text(of column: CSVTable.Column, _ row: Int) -> String {
        switch column.content {
        case .labels(let labels): labels.names[labels.indices[row]]
        case .numbers(let numbers): decimalText(numbers[row])
        default: ""
        }
    }

    /// One code for each pair of codes, in the order of the first rows.
    private static func combined(_ one: [Int], _ other: [Int]) -> [Int] {
        let width = (other.max() ?? 0) + 1
        var places: [Int: Int] = [:]
        return zip(one, other).map { first, second in
            let pair = first * width + second
            if let place = places[pair] { return place }
            places[pair] = places.count
            return places.count - 1
        }
    }

    private static func hasNumbers(_ table: CSVTable, besides names: [String]) -> Bool {
        table.columns.contains { column in
            guard case .numbers(let numbers) = column.content, !names.has(column.name) else { return false }
            return numbers.contains { !$0.isNaN }
        }
    }

    private static let mostSeries = 100_000

    /// For each row the place of its text, or whole number, among those of the column.
    ///
    /// - Throws: ``CSVError`` where one is missing, is no whole number, or there are too many.
    static func codes(_ column: CSVTable.Column) throws(CSVError) -> [Int] {
        func error(_ problem: String) -> CSVError { CSVError(column: column.name, problem) }
        switch column.content {
        case .labels(let labels):
            guard !labels.names.contains("") else {
                throw error("found an empty cell; expected the name of a series in every row; give it")
            }
            return labels.indices
        case .numbers(let numbers):
            var places: [Double: Int] = [:]
            var codes: [Int] = []
            codes.reserveCapacity(numbers.count)
            for number in numbers {
                guard number == number.rounded() else {
                    throw error(
                        "found \(decimalText(number)); expected texts or whole numbers, the names of series; use another column"
                    )
                }
                let place = places[number] ?? places.count
                if place == places.count { places[number] = place }
                guard place < mostSeries else {
                    throw error("found more than \(mostSeries) series; use another column")
                }
                codes.append(place)
            }
            return codes
        case .text(let problem): throw problem
        default: throw error("found dates; expected the names of series; use another column")
        }
    }
}

import CSVTables
import Files
import ForeignFiles
import SeriesData

/// A CSV file from elsewhere, put into the form that the other commands read, its rows in the order of time.
struct TidyFile {
    /// What is done with rows of one time.
    enum Duplicates: String, CaseIterable, Sendable {
        case first, last, mean
    }

    /// The largest file, as all of it is held in memory.
    private static let largest = 1 << 30

    private(set) var table: TidyTable
    /// The rows that have a time that an earlier row of the series has, and are not the same as that.
    private(set) var duplicates: [Int] = []

    init(
        at path: String, decimal: DecimalMark? = nil, missing: [String] = [], duplicates rule: Duplicates? = nil,
        dates: TidyTable.DateOrder? = nil, timeForm: NumberedTime? = nil, wide: WideShape? = nil,
        step: String? = nil, series: String? = nil, known: String? = nil,
        wish: SeriesLayout.Wish = SeriesLayout.Wish()
    ) throws {
        let bytes = try FileReader.read(path, limit: Self.largest, orPipe: true)
        do {
            table = try TidyTable(
                bytes, decimal: decimal, missing: missing, dates: dates, timeForm: timeForm, wide: wide, step: step)
            var wish = wish
            if let series { wish.keys = CSVSelection.labels(series, among: table.columns.map(\.name)) }
            try order(rule, wish)
            if let known { try end(where: known, wish) }
        } catch let error as CSVError {
            throw StageError.badTable(file: path, error)
        }
    }

    /// Sorts rows by time, and leaves out those of one series and time that stand twice.
    private mutating func order(_ rule: Duplicates?, _ wish: SeriesLayout.Wish) throws {
        let layout = try SeriesLayout(of: try table.table(keeping: .described), wish)
        guard let moments = layout.time?.moments, layout.axes.allSatisfy(\.missing.isEmpty) else { return }
        let disorderCount = layout.axes.reduce(0) { $0 + $1.disorder.count }
        var rows = Array(moments.indices)
        if disorderCount > 0 { rows.sort { (moments[$0], $0) < (moments[$1], $1) } }
        guard layout.axes.contains(where: { !$0.duplicates.isEmpty }) else {
            if disorderCount > 0 { table.keep(rows, Self.sorted(disorderCount)) }
            return
        }
        var series = [Int](repeating: 0, count: moments.count)
        for (place, one) in layout.series.enumerated() {
            for row in one.rows { series[row] = place }
        }
        // The rows of each series and time, in the order of the first of them.
        var places: [SeriesMoment: Int] = [:]
        var groups: [[Int]] = []
        for row in rows {
            let key = SeriesMoment(series: series[row], moment: moments[row].bitPattern)
            if let place = places[key] {
                groups[place].append(row)
            } else {
                places[key] = groups.count
                groups.append([row])
            }
        }
        let single = groups.map(withoutDoubles)
        let doubleCount = rows.count - single.reduce(0) { $0 + $1.count }
        let differing = single.filter { $0.count > 1 }
        if let rule {
            for group in differing where rule == .mean { average(group) }
        }
        let kept = rule == nil ? single.flatMap(\.self) : single.compactMap { rule == .last ? $0.last : $0.first }
        var changes: [String] = []
        if disorderCount > 0 { changes.append(Self.sorted(disorderCount)) }
        if doubleCount > 0 { changes.append("rows that stand twice (\(doubleCount)): left out") }
        if let rule, !differing.isEmpty {
            changes.append(
                "times with rows that differ (\(differing.count)): \(rule == .mean ? "their mean" : "the \(rule.rawValue)")"
            )
        }
        if !changes.isEmpty { table.keep(kept, changes.joined(separator: "; ")) }
        duplicates = rule == nil ? differing.flatMap { $0.dropFirst() } : []
    }

    /// Leaves out the rows of each series after the last with a number in the column.
    private mutating func end(where column: String, _ wish: SeriesLayout.Wish) throws {
        let plain = try table.table(keeping: .described)
        let numbers = try plain.numbers(of: column)
        var isLeftOut = [Bool](repeating: false, count: plain.rowCount)
        for series in try SeriesLayout(of: plain, wish).series {
            for row in series.rows.suffix(series.rows.countAfterLastNumber(numbers)) { isLeftOut[row] = true }
        }
        let kept = isLeftOut.indices.filter { !isLeftOut[$0] }
        let count = isLeftOut.count - kept.count
        if count > 0 { table.keep(kept, "rows after the last value of '\(column)' (\(count)): left out") }
    }

    private struct SeriesMoment: Hashable {
        let series: Int
        let moment: UInt64
    }

    private static func sorted(_ count: Int) -> String { "rows after a later time (\(count)): sorted by time" }

    /// The rows of one time, without those that are the same in all cells as one before.
    private func withoutDoubles(_ group: [Int]) -> [Int] {
        guard group.count > 1 else { return group }
        var seen: Set<[String]> = []
        return group.filter { row in seen.insert(table.columns.map { $0.cells[row] }).inserted }
    }

    /// Puts the means of the numbers of some rows into the first of them.
    private mutating func average(_ rows: [Int]) {
        for (index, column) in table.columns.enumerated() {
            let cells = rows.map { column.cells[$0] }.filter { !$0.isEmpty }
            let numbers = cells.compactMap(decimal)
            guard let first = rows.first, !numbers.isEmpty, numbers.count == cells.count, Set(cells).count > 1 else {
                continue
            }
            let size = Double(numbers.count)
            table.set(index, first, to: decimalText(numbers.reduce(0) { $0 + $1 / size }))
        }
    }
}

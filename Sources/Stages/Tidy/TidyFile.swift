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
        at path: String, decimal: DecimalMark? = nil, missing: [String] = [], duplicates rule: Duplicates? = nil
    ) throws {
        let bytes = try FileReader.read(path, limit: Self.largest, orPipe: true)
        do {
            table = try TidyTable(bytes, decimal: decimal, missing: missing)
            try order(rule)
        } catch let error as CSVError {
            throw StageError.badTable(file: path, error)
        }
    }

    private mutating func order(_ rule: Duplicates?) throws {
        let layout = SeriesLayout(of: try table.table(keeping: .described))
        guard let moments = layout.time?.moments, layout.axes.allSatisfy(\.missing.isEmpty) else { return }
        let disorderCount = layout.axes.reduce(0) { $0 + $1.disorder.count }
        var rows = Array(moments.indices)
        if disorderCount > 0 { rows.sort { (moments[$0], $0) < (moments[$1], $1) } }
        guard layout.axes.count == 1, layout.axes.contains(where: { !$0.duplicates.isEmpty }) else {
            if disorderCount > 0 { table.keep(rows, Self.sorted(disorderCount)) }
            return
        }
        var groups: [[Int]] = []
        for row in rows {
            if let last = groups.last?.first, moments[last] == moments[row] {
                groups[groups.count - 1].append(row)
            } else {
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

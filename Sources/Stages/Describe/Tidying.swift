import CSVTables
import ForeignFiles
import SeriesData
import Texts

/// Whether a file must be written anew before the other commands can use it, and how.
struct Tidying {
    /// What `tidy` does, in words.
    let changes: [String]
    /// The options that it needs, besides its files.
    let options: [(name: String, value: String)]
    let table: CSVTable

    /// Numbers that stand for a missing value in many files.
    private static let sentinels: Set<Double> = [
        -9, -99, -999, -9999, -99_999, -99.9, -999.9, -99.99, -999.99, -9999.99, 999, 9999, 99_999, 999.9, 9999.9,
        999.99, 9999.99,
    ]

    /// What is done to a file that was read as `table`, or could not be; nil where nothing is to be done, or nothing can be.
    ///
    /// - Throws: ``StageError`` where the file could not be read and ``TidyFile`` cannot read it either.
    init?(of path: String, _ table: CSVTable?) throws {
        guard table.map(Self.isSuspect) ?? true else { return nil }
        var file = try TidyFile(at: path)
        var options: [(name: String, value: String)] = []
        let missing = Self.missingValues(in: try file.table.table(keeping: .described))
        if !missing.isEmpty {
            options += missing.map { ("missing-value", $0) }
            file = try TidyFile(at: path, missing: missing)
        }
        // A few, as where clocks are put back; many are something else.
        if !file.duplicates.isEmpty, file.duplicates.count * 20 <= file.table.rowCount {
            options.append(("duplicates", TidyFile.Duplicates.mean.rawValue))
            file = try TidyFile(at: path, missing: missing, duplicates: .mean)
        }
        guard !file.table.changes.isEmpty else { return nil }
        self.options = options
        changes = file.table.changes
        self.table = try file.table.table(keeping: .described)
    }

    /// Whether there is something in the table that ``TidyFile`` may mend.
    private static func isSuspect(_ table: CSVTable) -> Bool {
        let layout = SeriesLayout(of: table)
        if layout.axes.contains(where: { !$0.disorder.isEmpty || !$0.duplicates.isEmpty }) { return true }
        if table.names.contains(where: VisibleText.hides) { return true }
        if table.names.contains(where: { DateText($0) != nil }) || !missingValues(in: table).isEmpty { return true }
        let names = table.names.map { $0.lowercased() }
        if ["year", "yr", "date"].contains(where: names.contains), names.contains(where: SeriesLayout.isPartOfTime) {
            return true
        }
        return table.columns.contains { column in
            switch column.content {
            case .text: true
            // The names of series may have digits.
            case .labels(let labels):
                labels.names.prefix(100).contains(
                    where: column.name == layout.seriesColumn ? ForeignNumber.isNumber : mayBeValue)
            default: column.name != trimmed(column.name)
            }
        }
    }

    /// Whether a text has a digit, or stands for a missing value.
    private static func mayBeValue(_ text: String) -> Bool {
        text.utf8.contains { (0x30...0x39).contains($0) } || ForeignNumber.isNumber(text)
    }

    private static func trimmed(_ text: String) -> Substring {
        guard let last = text.lastIndex(where: { $0 != " " }) else { return "" }
        return text[...last].drop { $0 == " " }
    }

    /// Values as -999 that come twice or more and lie far from all others of their column.
    private static func missingValues(in table: CSVTable) -> [String] {
        let found = table.columns.flatMap { column -> [Double] in
            guard case .numbers(let numbers) = column.content, numbers.contains(where: sentinels.contains),
                let outliers = NumberDescription(numbers)?.outliers
            else { return [] }
            let far = Dictionary(grouping: outliers.map { numbers[$0] }, by: \.self)
            return far.filter { sentinels.contains($0.key) && $0.value.count > 1 }.map(\.key)
        }
        return Set(found).sorted().map(decimalText)
    }
}

import CSVTables
import Files
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
    /// What can be read in another way too, with the option that says so.
    let doubts: [String]
    /// How many steps a season has, where the file says so.
    let season: Int?

    /// What is done to a file that was read as `table`, or could not be; nil where nothing is to be done.
    ///
    /// The first lines of the file, `head`, show whether it is as it must be.
    ///
    /// - Throws: ``StageError`` where ``TidyFile`` cannot read the file.
    static func of(
        _ path: String, _ table: CSVTable?, _ layout: SeriesLayout?, head: [UInt8], _ wish: SeriesLayout.Wish
    ) throws -> Tidying? {
        // A pipe can be read once.
        guard FileReader.size(of: path) != nil else { return nil }
        guard let table else { return try Tidying(of: path, wish) }
        let ofHead = try? TidyTable(head)
        let isSuspect = ofHead.map { !$0.changes.isEmpty } ?? false || isSuspect(table, layout)
        // One column of texts is no table: what is wrong with it is said.
        let isNone = ofHead == nil && table.columns.count == 1 && table.rowCount > 1 && isOfTexts(table.columns[0])
        if isSuspect || isNone { return try Tidying(of: path, wish) }
        guard let doubts = ofHead?.doubts, !doubts.isEmpty else { return nil }
        return Tidying(changes: [], options: [], table: table, doubts: doubts, season: nil)
    }

    private static func isOfTexts(_ column: CSVTable.Column) -> Bool {
        switch column.content {
        case .labels, .text: true
        default: false
        }
    }

    private init(
        changes: [String], options: [(name: String, value: String)], table: CSVTable, doubts: [String], season: Int?
    ) {
        (self.changes, self.options, self.table) = (changes, options, table)
        (self.doubts, self.season) = (doubts, season)
    }

    private init?(of path: String, _ wish: SeriesLayout.Wish) throws {
        var file = try TidyFile(at: path, wish: wish)
        var options: [(name: String, value: String)] = []
        let missing = Self.missingValues(in: try file.table.table(keeping: .described))
        if !missing.isEmpty {
            options += missing.map { ("missing-value", $0) }
            file = try TidyFile(at: path, missing: missing, wish: wish)
        }
        // A few, as where clocks are put back; many are something else.
        if !file.duplicates.isEmpty, file.duplicates.count * 20 <= file.table.rowCount * 3 {
            options.append(("duplicates", TidyFile.Duplicates.mean.rawValue))
            if let keys = wish.keys { options.append(("series-column", keys.joined(separator: ","))) }
            file = try TidyFile(at: path, missing: missing, duplicates: .mean, wish: wish)
        }
        guard !file.table.changes.isEmpty || !file.table.doubts.isEmpty else { return nil }
        self.init(
            changes: file.table.changes, options: options, table: try file.table.table(keeping: .described),
            doubts: file.table.doubts, season: file.table.season)
    }

    /// Whether there is something in the table that ``TidyFile`` may mend.
    private static func isSuspect(_ table: CSVTable, _ layout: SeriesLayout?) -> Bool {
        if table.names.contains(where: VisibleText.hides) { return true }
        if let layout, layout.axes.contains(where: { !$0.disorder.isEmpty || !$0.duplicates.isEmpty }) {
            return true
        }
        if !missingValues(in: table).isEmpty { return true }
        return table.columns.contains { column in
            switch column.content {
            case .text: return true
            case .labels(let labels):
                let looked = labels.names.prefix(100)
                return looked.count { ForeignNumber.isNumber($0) || DateText($0) != nil } * 2 > looked.count
            default: return false
            }
        }
    }

    /// Values that stand for a missing one in many files.
    ///
    /// They are nines, the ends of whole numbers in a computer, or what no instrument measures, as netCDF's 9.96921e36; come twice or more, and lie far from all others of their column; beyond 10¹⁵ one is enough.
    private static func missingValues(in table: CSVTable) -> [String] {
        let found = table.columns.flatMap { column -> [Double] in
            guard case .numbers(let numbers) = column.content,
                let greatest = numbers.lazy.filter({ !$0.isNaN }).max(),
                let least = numbers.lazy.filter({ !$0.isNaN }).min()
            else { return [] }
            // From both ends inwards, as long as numbers look like it.
            var suspects: Set<Double> = []
            var ends = [least, greatest].filter(isFill)
            while !ends.isEmpty {
                suspects.formUnion(ends)
                guard suspects.count <= 8 else { return [] }
                let rest = numbers.lazy.filter { !$0.isNaN && !suspects.contains($0) }
                ends = [rest.min(), rest.max()].compactMap(\.self).filter(isFill)
            }
            guard !suspects.isEmpty else { return [] }
            let others = numbers.filter { !$0.isNaN && !suspects.contains($0) }
            guard let low = others.min(), let high = others.max(), Set(others.prefix(1000)).count > 2 else { return [] }
            let width = max(high - low, .leastNormalMagnitude)
            return suspects.filter { suspect in
                let distance = suspect > high ? suspect - high : low - suspect
                let count = numbers.count { $0 == suspect }
                let isFar = distance >= width && (suspect < low || suspect > high)
                return isFar && (count > 1 || abs(suspect) >= 1e15)
            }
        }
        return Set(found).sorted().map(decimalText)
    }

    /// Whether a number looks like one that stands for none.
    private static func isFill(_ number: Double) -> Bool {
        let size = abs(number)
        if size >= 1e15 { return true }
        if [32_767, 32_768, 65_535, 2_147_483_647, 2_147_483_648, 4_294_967_295].contains(size) { return true }
        guard size >= 9, number == number.rounded() || size < 1e7 else { return false }
        var digits = decimalText(size).utf8.filter { $0 != UInt8(ascii: ".") }[...]
        while digits.last == UInt8(ascii: "0") { digits = digits.dropLast() }
        if number < 0, digits.elementsEqual("9".utf8) { return true }
        // -999.25 of well logs, -7999 and -6999 of loggers, -9900 of weather files.
        if digits.starts(with: "99".utf8) {
            return digits.allSatisfy { $0 == UInt8(ascii: "9") } || digits.starts(with: "999".utf8)
        }
        return ["7999", "6999", "8888"].contains { digits.elementsEqual($0.utf8) }
    }
}

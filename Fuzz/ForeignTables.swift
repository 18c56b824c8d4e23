import CSVTables
import ForeignFiles
import SeriesData

/// Reads a table from elsewhere as `tidy` does, and what is written of it as the other commands do, and as `tidy` again.
func readForeign(_ bytes: [UInt8]) {
    for mark in [nil, DecimalMark.comma] {
        for shape in WideShape.allCases { _ = try? TidyTable(bytes, decimal: mark, dates: .dayFirst, wide: shape) }
        guard let table = try? TidyTable(bytes, decimal: mark, missing: ["-999"]) else { continue }
        for selection in [CSVSelection.all, .described] { _ = try? table.table(keeping: selection) }
        var written: [UInt8] = []
        guard (try? table.write { written += $0 }) != nil else { continue }
        _ = try? TidyTable(written, decimal: nil, missing: [])
    }
}

import CSVTables
import SeriesData
import TestSupport

/// A table of reference numbers, cell by cell.
enum ReferenceTable {
    /// The rows of a file in `fixtures/`, without the header; no cell holds a quote or a comma.
    static func rows(_ path: String) throws -> [[String]] {
        let text = String(decoding: try Fixtures.bytes(path), as: UTF8.self)
        return text.split(separator: "\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// The numbers of a column.
    static func numbers(_ path: String, column: Int) throws -> [Double] {
        try rows(path).compactMap { decimal($0[column]) }
    }

    static let airline = "series/airline-passengers.csv"
    static let sunspots = "series/sunspots-yearly.csv"
    static let change = "series/us-change-quarterly.csv"
}

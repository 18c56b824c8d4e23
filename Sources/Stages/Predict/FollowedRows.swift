import CSVTables
import Files
import SeriesData

/// The rows of a CSV file that grows, in parcels as they come.
struct FollowedRows {
    private let file: GrowingFile
    private var reader: CSVReader
    /// What was read already, to find the column in.
    private var seen: [UInt8]
    private var isAtEnd = false
    /// What is wrong with the row after those that were handed out last.
    private var problem: CSVError?

    /// Reads the columns of `recipe`; where it names no target, waits for the first row and names the column `y`, else the only
    /// one of numbers in that row.
    init(of file: GrowingFile, _ recipe: inout SeriesRecipe, _ console: any Console) throws {
        self.file = file
        seen = []
        if recipe.columns.targets.isEmpty {
            recipe.columns.targets = [try Self.target(in: file, &seen, console)]
        }
        let columns = recipe.columns
        reader = CSVReader(
            keeping: .series(
                numbers: columns.values, time: columns.time, label: columns.series,
                texts: columns.categories.map(\.name)))
    }

    /// The next rows, waited for; nil at the end.
    ///
    /// - Throws: `Stopped`; `FileError`; ``StageError/badTable(file:_:)`` for a row that is not as it must be, after all before
    ///   it were handed out.
    mutating func next(_ console: any Console) throws -> CSVTable? {
        while true {
            if let problem { throw StageError.badTable(file: file.path, problem) }
            if isAtEnd { return nil }
            let start = seen
            seen = []
            do throws(CSVError) {
                try start.withUnsafeBufferPointer { bytes throws(CSVError) in
                    try reader.consume(UnsafeRawBufferPointer(bytes))
                }
            } catch {
                problem = error
            }
            if let table = try taken(), table.rowCount > 0 { return table }
            if problem != nil { continue }
            try console.throwIfStopped()
            switch try file.look() {
            case .nothingYet: continue
            case .bytes(let bytes):
                do throws(CSVError) { try reader.consume(bytes) } catch { problem = error }
            case .end:
                isAtEnd = true
                do throws(CSVError) { try reader.endLine() } catch { problem = error }
            }
            if let table = try taken(), table.rowCount > 0 { return table }
        }
    }

    private mutating func taken() throws(StageError) -> CSVTable? {
        do throws(CSVError) {
            return try reader.takeRows()
        } catch {
            throw .badTable(file: file.path, error)
        }
    }

    /// Finds the column by the first row; what was read for that is added to `seen`.
    private static func target(
        in file: GrowingFile, _ seen: inout [UInt8], _ console: any Console
    ) throws -> String {
        var probe = CSVReader(keeping: .preferring(Series.defaultColumn))
        do {
            while true {
                try console.throwIfStopped()
                switch try file.look() {
                case .nothingYet: continue
                case .end:
                    try probe.endLine()
                    throw StageError.tooFewValues(file: file.path, found: 0, needed: 1, purpose: "a forecast")
                case .bytes(let bytes):
                    seen += bytes
                    // Line by line, so that the column does not depend on how many rows came together.
                    let ends = [UInt8(ascii: "\n"), UInt8(ascii: "\r")]
                    var rest = bytes[...]
                    while !rest.isEmpty {
                        let end = rest.firstIndex(where: ends.contains).map { $0 + 1 } ?? rest.endIndex
                        try probe.consume(UnsafeRawBufferPointer(rebasing: rest[..<end]))
                        rest = rest[end...]
                        if let table = try probe.takeRows(), table.rowCount > 0 {
                            return try table.columnToUse(preferring: Series.defaultColumn)
                        }
                    }
                }
            }
        } catch let error as CSVError {
            throw StageError.badTable(file: file.path, error)
        }
    }
}

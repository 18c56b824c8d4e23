import CSVTables
import SeriesData

/// Reads `bytes` in pieces of `size`.
package func readTable(
    _ bytes: [UInt8], inPiecesOf size: Int = .max, keeping selection: CSVSelection = .all
) throws -> CSVTable {
    var reader = CSVReader(keeping: selection)
    try bytes.withUnsafeBytes { all in
        for start in stride(from: 0, to: all.count, by: min(size, max(all.count, 1))) {
            let end = size < all.count - start ? start + size : all.count
            try reader.consume(UnsafeRawBufferPointer(rebasing: all[start..<end]))
        }
    }
    return try reader.finish()
}

package func readTable(_ text: String, inPiecesOf size: Int = .max, keeping selection: CSVSelection = .all) throws
    -> CSVTable
{
    try readTable(Array(text.utf8), inPiecesOf: size, keeping: selection)
}

/// Numbers in which a missing one equals a missing one.
package func bits(_ values: [Double]) -> [UInt64] { values.map { $0.isNaN ? .max : $0.bitPattern } }

import SeriesData

/// Reads a table from elsewhere as `tidy` does; what is written of it is to be read by the other commands, and to be left
/// alone by `tidy` the second time.
func readForeign(_ bytes: [UInt8]) {
    for mark in [nil, DecimalMark.comma] {
        guard let written = tidied(bytes, mark) else { continue }
        var reader = CSVReader(keeping: .all)
        do {
            try written.withUnsafeBytes { try reader.consume($0) }
            _ = try reader.finish()
        } catch {
            preconditionFailure("what was written is not read: \(error)")
        }
        guard let again = tidied(written, nil) else { preconditionFailure("what was written is not tidied again") }
        precondition(again == written, "what was written is not tidy")
    }
}

private func tidied(_ bytes: [UInt8], _ mark: DecimalMark?) -> [UInt8]? {
    guard let table = try? TidyTable(bytes, decimal: mark, missing: []) else { return nil }
    var written: [UInt8] = []
    guard (try? table.write { written += $0 }) != nil else { return nil }
    return written
}

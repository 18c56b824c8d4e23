import SeriesData

/// Reads a table from elsewhere as `tidy` does, which refuses what the other commands would not read; what is written of it
/// is to be left alone by `tidy` the second time.
func readForeign(_ bytes: [UInt8]) {
    for mark in [nil, DecimalMark.comma] {
        guard let written = tidied(bytes, mark) else { continue }
        guard let again = tidied(written, nil) else { preconditionFailure("what was written is not tidied again") }
        precondition(again == written, "what was written is not tidy")
    }
}

private func tidied(_ bytes: [UInt8], _ mark: DecimalMark?) -> [UInt8]? {
    guard let table = try? TidyTable(bytes, decimal: mark, missing: []), (try? table.table(keeping: .all)) != nil else {
        return nil
    }
    var written: [UInt8] = []
    guard (try? table.write { written += $0 }) != nil else { return nil }
    return written
}

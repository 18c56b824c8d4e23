/// Headers that end with a line which says so, as LabVIEW writes them in front of each segment: `***End_of_Header***`.
enum EndedHeader {
    private static let (end, segment) = (Array("***End_of_Header***".utf8), Array("Channels\t".utf8))

    /// The file with blank lines for those of its headers; nil where there are none.
    static func without(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.starts(with: "LabVIEW Measurement".utf8) else { return nil }
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var isHeader = true
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            isHeader = isHeader || line.starts(with: segment)
            let isEnd = line.starts(with: end)
            if !isHeader, !isEnd { plain += line }
            plain.append(UInt8(ascii: "\n"))
            if isEnd { isHeader = false }
        }
        return plain.contains { $0 > 0x20 } ? plain : nil
    }
}

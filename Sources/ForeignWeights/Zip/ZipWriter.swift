import Files

/// Writes a zip archive of stored members, the same members in the same bytes.
///
/// Source: PKWARE, “APPNOTE.TXT – .ZIP File Format Specification”, 6.3.10.
struct ZipWriter {
    private var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    private static func little(_ number: Int, _ size: Int) -> [UInt8] {
        (0..<size).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    /// The first day that the format knows.
    private static let date = 1 << 5 | 1

    mutating func add(_ name: String, _ contents: [UInt8]) {
        var checksum = CRC32()
        contents.withUnsafeBytes { checksum.update($0) }
        let place = bytes.count
        let shared =
            Self.little(20, 2) + Self.little(0, 2) + Self.little(0, 2) + Self.little(0, 2) + Self.little(Self.date, 2)
            + Self.little(Int(checksum.value), 4) + Self.little(contents.count, 4) + Self.little(contents.count, 4)
            + Self.little(name.utf8.count, 2) + Self.little(0, 2)
        bytes += [0x50, 0x4b, 3, 4] + shared + name.utf8 + contents
        directory += [0x50, 0x4b, 1, 2] + Self.little(20, 2) + shared + Self.little(0, 6) + Self.little(0, 4)
        directory += Self.little(place, 4) + name.utf8
        count += 1
    }

    /// The archive.
    var archive: [UInt8] {
        bytes + directory + [0x50, 0x4b, 5, 6] + Self.little(0, 4) + Self.little(count, 2) + Self.little(count, 2)
            + Self.little(directory.count, 4) + Self.little(bytes.count, 4) + Self.little(0, 2)
    }
}

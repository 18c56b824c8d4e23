import Files
import Texts

/// A weight file in the safetensors format, read strictly: checked whole before any of it is used.
///
/// Source: https://huggingface.co/docs/safetensors, “Format”.
package struct SafetensorsFile: Sendable {
    /// The largest file that is read.
    package static let largest = 1 << 34

    package let header: SafetensorsHeader
    /// Whether the file has a checksum of its arrays, which then was right.
    package let isVerified: Bool
    private let bytes: [UInt8]

    /// Reads the contents of a weight file.
    ///
    /// - Throws: ``WeightFileError`` for all that is not as the format says, for checksums that do not match, and for
    ///   elements that are not finite.
    package init(_ bytes: [UInt8]) throws(WeightFileError) {
        header = try SafetensorsHeader(of: bytes)
        try Checksum.verify(header, of: bytes)
        isVerified = Checksum.isOurs(header.metadata[Checksum.dataKey])
        self.bytes = bytes
        for entry in header.entries {
            let start = header.byteCount
            let place = bytes.withUnsafeBytes { all in
                NamedArray.firstNotFinite(
                    in: .init(rebasing: all[start + entry.range.lowerBound..<start + entry.range.upperBound]),
                    entry.elementType)
            }
            if let place { throw Self.notFinite(entry.name, element: place) }
        }
    }

    /// Reads the weight file at `path`.
    ///
    /// - Throws: `FileError` where it cannot be read, else ``WeightFileError``.
    package static func read(_ path: String) throws -> SafetensorsFile {
        try SafetensorsFile(bytes(of: path))
    }

    /// The bytes of the weight file at `path`, its header checked against its size before the rest is read.
    ///
    /// - Throws: `FileError` where it cannot be read, ``WeightFileError`` where its header is not as the format says.
    static func bytes(of path: String) throws -> [UInt8] {
        let start = try FileReader.head(of: path, count: 8)
        let length = try SafetensorsHeader.length(of: start.bytes, fileSize: start.size)
        let head = try FileReader.head(of: path, count: 8 + length)
        // A file that was exchanged meanwhile is checked as a whole.
        if head.size == start.size { _ = try SafetensorsHeader(of: head.bytes, fileSize: head.size) }
        return try FileReader.read(path, limit: largest)
    }

    /// The texts about the arrays, without the checksums.
    package var metadata: ByteDictionary<String> {
        header.metadata.filter { $0.key != Checksum.dataKey && $0.key != Checksum.headerKey }
    }

    /// The names of the arrays, sorted by their bytes.
    package var names: [String] { header.entries.map(\.name) }

    /// The array called `name`; nil if there is none.
    package func array(named name: String) -> NamedArray? {
        header.entry(named: name).map(array)
    }

    /// All arrays, sorted by the bytes of their names.
    package var arrays: [NamedArray] { header.entries.map(array) }

    private func array(_ entry: SafetensorsHeader.Entry) -> NamedArray {
        let start = header.byteCount + entry.range.lowerBound
        return NamedArray(
            name: entry.name, elementType: entry.elementType, shape: entry.shape,
            bytes: Array(bytes[start..<start + entry.range.count]))
    }

    static func notFinite(_ name: String, element: Int) -> WeightFileError {
        WeightFileError(tensor: name, "found a value that is not finite, at element \(element); expected numbers")
    }
}

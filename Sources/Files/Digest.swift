/// A SHA-256 digest, by which contents are told apart.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
    /// Sixty-four lowercase hexadecimal digits.
    package let hexadecimal: String

    init(_ bytes: [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        hexadecimal = String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Reads back what ``hexadecimal`` gave; nil for anything else.
    package init?(hexadecimal: String) {
        let isDigit: (UInt8) -> Bool = { (48...57).contains($0) || (97...102).contains($0) }
        guard hexadecimal.utf8.count == 64, hexadecimal.utf8.allSatisfy(isDigit) else { return nil }
        self.hexadecimal = hexadecimal
    }

    /// The digest of `bytes`.
    package static func of(_ bytes: [UInt8]) -> Digest {
        var hash = SHA256()
        bytes.withUnsafeBytes { hash.update($0) }
        return hash.finalize()
    }

    /// The digest of the contents of the file at `path`.
    ///
    /// - Throws: ``FileError`` as ``FileReader`` does.
    package static func ofFile(at path: String) throws(FileError) -> Digest {
        var hash = SHA256()
        do {
            try FileReader.readChunks(of: path) { hash.update($0) }
        } catch let error as FileError {
            throw error
        } catch {
            throw FileError(.failed, at: path, "\(error)")
        }
        return hash.finalize()
    }

    package var description: String { hexadecimal }
}

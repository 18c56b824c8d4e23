import Files
import Texts

/// The checksums in the metadata of files written here, of the form `crc32:0123abcd`.
///
/// One is of all bytes after the header. The other is of the header with the number before it, its own eight digits
/// taken as zeros; so no flipped bit goes unseen.
enum Checksum {
    static let dataKey = "checksum"
    static let headerKey = "header_checksum"
    private static let modelKey = "model"
    /// What the header's checksum is computed over in place of itself.
    static let placeholder = scheme + "00000000"

    private static let scheme = "crc32:"
    private static let digitCount = 8

    /// Whether `text` is a checksum that can be checked here.
    static func isOurs(_ text: String?) -> Bool { text?.begins(with: scheme) ?? false }

    /// The checksum of `bytes`.
    static func text(of bytes: UnsafeRawBufferPointer) -> String {
        var checksum = CRC32()
        checksum.update(bytes)
        let digits = String(checksum.value, radix: 16)
        return scheme + String(repeating: "0", count: digitCount - digits.count) + digits
    }

    /// The place of the digits in a string token that begins at `start` and has the value `value`.
    static func digits(of value: [UInt8], startingAt start: Int) -> Range<Int>? {
        guard value.count == placeholder.utf8.count, value.starts(with: scheme.utf8) else { return nil }
        let first = start + 1 + scheme.utf8.count
        return first..<first + digitCount
    }

    /// Checks the checksums that `header` has against the file's `bytes`; those of other programs are passed over.
    ///
    /// A file that says of itself that it is a model of this program's must have one of the header, or a changed name or number
    /// in it would go unseen.
    static func verify(_ header: SafetensorsHeader, of bytes: [UInt8]) throws(WeightFileError) {
        if header.metadata[modelKey] != nil, !isOurs(header.metadata[headerKey]) {
            throw WeightFileError(
                "found '\(modelKey)' in the metadata, but no '\(headerKey)'; models have one as they are written; use the "
                    + "file as it was, or leave out '\(modelKey)' to have it read as bare weights")
        }
        if let expected = header.metadata[headerKey], isOurs(expected) {
            var start = Array(bytes[..<header.byteCount])
            // Digits that are written as escapes are not where they should be, and do not match.
            if let digits = header.ownChecksumDigits, digits.upperBound <= start.count {
                for index in digits { start[index] = UInt8(ascii: "0") }
            }
            try compare("the header", text: start.withUnsafeBytes { text(of: $0) }, expected)
        }
        if let expected = header.metadata[dataKey], isOurs(expected) {
            let found = bytes.withUnsafeBytes { text(of: UnsafeRawBufferPointer(rebasing: $0[header.byteCount...])) }
            try compare("the tensors", text: found, expected)
        }
    }

    private static func compare(_ part: String, text found: String, _ expected: String) throws(WeightFileError) {
        guard found != expected else { return }
        throw WeightFileError(
            "found \(found) as the checksum of \(part); expected \(WeightFileError.quoted(expected)); the file is damaged: "
                + "use a copy or an older checkpoint")
    }
}

/// What the first bytes of a file say of its format.
package enum CSVSignature {
    /// How many bytes it takes to tell.
    package static let length = 8
    package static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

    private static let formats: [(start: [UInt8], name: String, advice: String)] = [
        ([0x1f, 0x8b], "gzip", "unpack it first, with gunzip"),
        ([0x89, 0x50, 0x4e, 0x47], "a PNG image", "name the file with the numbers"),
        ([0x89, 0x48, 0x44, 0x46], "HDF5", "export it as CSV"),
        ([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], "a NumPy array", "export it as CSV"),
        ([0x50, 0x4b, 0x03, 0x04], "zip or a spreadsheet", "unpack it, or export the sheet as CSV"),
        ([0x50, 0x41, 0x52, 0x31], "Parquet", "export it as CSV"),
        ([0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59], "bzip2", "unpack it first, with bunzip2"),
        ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], "xz", "unpack it first, with unxz"),
        ([0x28, 0xb5, 0x2f, 0xfd], "zstd", "unpack it first, with unzstd"),
        ([0x25, 0x50, 0x44, 0x46, 0x2d], "PDF", "name the file with the numbers"),
        ([0xff, 0xfe], "UTF-16 text", "save it as UTF-8"),
        ([0xfe, 0xff], "UTF-16 text", "save it as UTF-8"),
    ]

    /// Refuses a file whose first bytes are not those of text in UTF-8.
    package static func check(_ head: some Collection<UInt8>) throws(CSVError) {
        for format in formats where head.starts(with: format.start) {
            throw CSVError("the file seems to be \(format.name); CSV in UTF-8 was expected; \(format.advice)")
        }
        let start = Array(head.prefix(4))
        // Letters of UTF-16 have a zero byte beside each; a header line cannot.
        if start.count >= 2, (start[0] == 0) != (start[1] == 0) {
            throw CSVError("the file seems to be UTF-16 text; CSV in UTF-8 was expected; save it as UTF-8")
        }
    }
}

import Texts

/// What the header of a weight file says: which arrays are where, and texts about them.
package struct SafetensorsHeader: Equatable, Sendable {
    /// An array's place.
    package struct Entry: Equatable, Sendable {
        package let name: String
        package let elementType: SafetensorsType
        package let shape: [Int]
        /// Its bytes, counted from the end of the header.
        package let range: Range<Int>
    }

    /// The longest header, as in the format's own library.
    static let longest = 100_000_000
    static let metadataKey = "__metadata__"
    /// More dimensions than any array has.
    static let mostDimensions = 64

    /// Sorted by the bytes of their names.
    package private(set) var entries: [Entry] = []
    package private(set) var metadata: ByteDictionary<String> = [:]
    /// The bytes of the header and of the number before it.
    let byteCount: Int
    /// Where the eight digits of the header's own checksum stand, if it has one.
    private(set) var ownChecksumDigits: Range<Int>?

    /// Reads and checks the header of the weight file `bytes`.
    ///
    /// - Throws: ``WeightFileError``.
    init(of bytes: [UInt8]) throws(WeightFileError) {
        try self.init(of: bytes, fileSize: bytes.count)
    }

    /// Reads and checks the header of a file of `fileSize` bytes, of which `bytes` are the first, the header among them.
    init(of bytes: [UInt8], fileSize: Int) throws(WeightFileError) {
        let length = try Self.length(of: bytes, fileSize: fileSize)
        byteCount = 8 + length
        guard Self.isUTF8(bytes[8..<byteCount]) else {
            throw WeightFileError(offset: 8, "found a header that is not UTF-8; \(Self.advice)")
        }
        // Not even spaces may stand before it.
        if length > 0, bytes[8] != UInt8(ascii: "{") {
            let found = WeightFileError.quoted(bytes[8..<byteCount].prefix(1))
            throw WeightFileError(offset: 8, "found \(found) at the start of the header; expected '{'; \(Self.advice)")
        }
        var tokens = HeaderTokens(bytes, in: 8..<byteCount)
        try readMembers(&tokens, dataCount: fileSize - byteCount)
        try tokens.expect(.end, "after the last '}'")
        entries.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        try checkCover(dataCount: fileSize - byteCount)
    }

    /// The entry called `name`; names are compared by their bytes.
    package func entry(named name: String) -> Entry? {
        entries.first { $0.name.utf8.elementsEqual(name.utf8) }
    }

    private static let advice = "a safetensors file was expected; the file is damaged or of another kind"

    /// The length of the header of a file of `fileSize` bytes, as the first eight, `bytes`, say.
    static func length(of bytes: [UInt8], fileSize: Int) throws(WeightFileError) -> Int {
        guard bytes.count >= 8 else {
            throw WeightFileError("found \(bytes.count) bytes; at least 8 were expected; \(advice)")
        }
        let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[$1]) << UInt64(8 * $1) }
        guard length <= UInt64(longest) else {
            throw WeightFileError(
                offset: 0, "found a header of \(length) bytes; at most \(longest) were expected; \(advice)")
        }
        guard length <= UInt64(fileSize - 8) else {
            throw WeightFileError(
                offset: 0,
                "found a header of \(length) bytes, but only \(fileSize - 8) bytes follow; the file was cut, or is of another kind"
            )
        }
        return Int(length)
    }

    private static func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
        if bytes.allSatisfy({ $0 < 0x80 }) { return true }
        var decoder = UTF8()
        var rest = bytes.makeIterator()
        while true {
            switch decoder.decode(&rest) {
            case .scalarValue: continue
            case .emptyInput: return true
            case .error: return false
            }
        }
    }

    private mutating func readMembers(_ tokens: inout HeaderTokens, dataCount: Int) throws(WeightFileError) {
        try tokens.expect(.openObject, "at the start of the header")
        var seen: Set<[UInt8]> = []
        while true {
            let token = try tokens.read()
            if token == .closeObject, seen.isEmpty { return }
            guard case .string(let key) = token else {
                throw tokens.unexpected(token, expected: "the name of a tensor")
            }
            guard seen.insert(key).inserted else {
                throw tokens.error("found the name \(WeightFileError.quoted(key)) twice")
            }
            let name = String(decoding: key, as: UTF8.self)
            try tokens.expect(.colon, "after a name")
            if key.elementsEqual(Self.metadataKey.utf8) {
                try readMetadata(&tokens)
            } else {
                entries.append(try Self.readEntry(&tokens, name: name, dataCount: dataCount))
            }
            if try !tokens.hasMore(until: .closeObject) { return }
        }
    }

    private mutating func readMetadata(_ tokens: inout HeaderTokens) throws(WeightFileError) {
        let start = try tokens.read()
        // So mlx writes that there are none.
        if start == .null { return }
        if start != .openObject { throw tokens.unexpected(start, expected: "'{' for \(Self.metadataKey)") }
        while true {
            let token = try tokens.read()
            if token == .closeObject, metadata.isEmpty { return }
            guard case .string(let bytes) = token else {
                throw tokens.unexpected(token, expected: "a key in the metadata")
            }
            let key = String(decoding: bytes, as: UTF8.self)
            if metadata[key] != nil { throw tokens.error("found the key \(WeightFileError.quoted(key)) twice") }
            try tokens.expect(.colon, "after a key")
            let value = try tokens.string("a string in the metadata")
            metadata[key] = String(decoding: value, as: UTF8.self)
            if key.isSame(as: Checksum.headerKey) {
                ownChecksumDigits = Checksum.digits(of: value, startingAt: tokens.start)
            }
            if try !tokens.hasMore(until: .closeObject) { return }
        }
    }

    private static func readEntry(
        _ tokens: inout HeaderTokens, name: String, dataCount: Int
    ) throws(WeightFileError) -> Entry {
        try tokens.expect(.openObject, "for the tensor \(WeightFileError.quoted(name))")
        let start = tokens.start
        var (type, shape, offsets): (SafetensorsType?, [Int]?, [Int]?)
        repeat {
            let key = String(decoding: try tokens.string("'dtype', 'shape' or 'data_offsets'"), as: UTF8.self)
            let place = tokens.start
            try tokens.expect(.colon, "after a key")
            switch key {
            case "dtype" where type == nil: type = try readType(&tokens, name: name)
            case "shape" where shape == nil: shape = try tokens.integers("the shape", most: mostDimensions)
            case "data_offsets" where offsets == nil: offsets = try tokens.integers("the offsets", most: 2)
            default:
                throw WeightFileError(
                    offset: place, tensor: name,
                    "found the key \(WeightFileError.quoted(key)); expected 'dtype', 'shape' and 'data_offsets', once each"
                )
            }
        } while try tokens.hasMore(until: .closeObject)
        guard let type, let shape, let offsets else {
            let missing = type == nil ? "dtype" : shape == nil ? "shape" : "data_offsets"
            throw WeightFileError(offset: start, tensor: name, "found no '\(missing)'")
        }
        return Entry(
            name: name, elementType: type, shape: shape,
            range: try range(offsets, of: name, type, shape, dataCount: dataCount, at: start))
    }

    private static func readType(_ tokens: inout HeaderTokens, name: String) throws(WeightFileError) -> SafetensorsType
    {
        let text = String(decoding: try tokens.string("the name of an element type"), as: UTF8.self)
        if let type = SafetensorsType(rawValue: text) { return type }
        throw WeightFileError(
            offset: tokens.start, tensor: name,
            "found elements of type \(WeightFileError.quoted(text)); expected F32, F64 or another type of the format")
    }

    private static func range(
        _ offsets: [Int], of name: String, _ type: SafetensorsType, _ shape: [Int], dataCount: Int, at start: Int
    ) throws(WeightFileError) -> Range<Int> {
        guard offsets.count == 2, offsets[0] <= offsets[1], offsets[1] <= dataCount else {
            throw WeightFileError(
                offset: start, tensor: name,
                "found the offsets \(offsets); expected two, ascending, up to \(dataCount), the bytes after the header; "
                    + "the file was cut, or its header is wrong"
            )
        }
        let range = offsets[0]..<offsets[1]
        let expected = NamedArray.byteCount(of: shape, type)
        guard range.count == expected else {
            let size = expected.map { "\($0) bytes" } ?? "more bytes than any file has"
            throw WeightFileError(
                offset: start, tensor: name,
                "found \(range.count) bytes; expected \(size) for the shape \(shape) of \(type.rawValue)")
        }
        return range
    }

    /// Checks that every byte after the header belongs to one array.
    private func checkCover(dataCount: Int) throws(WeightFileError) {
        let inOrder = entries.sorted {
            ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
        }
        var covered = 0
        for entry in inOrder {
            guard entry.range.lowerBound == covered else {
                let fault = entry.range.lowerBound < covered ? "bytes of another tensor" : "a hole before its bytes"
                throw WeightFileError(
                    offset: byteCount + entry.range.lowerBound, tensor: entry.name,
                    "found \(fault); expected it to begin at \(byteCount + covered), where the one before ends")
            }
            covered = entry.range.upperBound
        }
        if covered != dataCount {
            throw WeightFileError(
                offset: byteCount + covered,
                "found data that belong to no tensor; expected the end of the file here, \(dataCount - covered) before it is"
            )
        }
    }
}

import WeightFiles

/// Reads the bytes of a file one after the other, and never beyond a given end.
struct ByteReader {
    let bytes: [UInt8]
    private(set) var place: Int
    let end: Int
    /// The kind of file, for errors.
    let kind: String

    /// The part `range` of `bytes`, which must lie in them.
    init(_ bytes: [UInt8], _ range: Range<Int>, kind: String) {
        (self.bytes, self.kind) = (bytes, kind)
        (place, end) = (range.lowerBound, range.upperBound)
    }

    init(_ bytes: [UInt8], kind: String) {
        self.init(bytes, 0..<bytes.count, kind: kind)
    }

    var isAtEnd: Bool { place == end }
    var remaining: Int { end - place }

    /// The places of the next `count` bytes, which hold `what`.
    mutating func range(_ count: Int, _ what: String) throws(WeightFileError) -> Range<Int> {
        guard count >= 0, count <= end - place else {
            throw error(
                "found \(end - place) bytes for \(what); expected \(count); the file was cut, or lies about its size")
        }
        defer { place += count }
        return place..<place + count
    }

    mutating func take(_ count: Int, _ what: String) throws(WeightFileError) -> ArraySlice<UInt8> {
        bytes[try range(count, what)]
    }

    mutating func byte(_ what: String) throws(WeightFileError) -> UInt8 {
        bytes[try range(1, what).lowerBound]
    }

    /// An unsigned number of `size` bytes, at most 8.
    mutating func unsigned(_ size: Int, _ what: String, bigEndian: Bool = false) throws(WeightFileError) -> UInt64 {
        let part = try take(size, what)
        return bigEndian
            ? part.reduce(0) { $0 << 8 | UInt64($1) }
            : part.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The same where it has to count something in this file.
    mutating func count(_ size: Int, _ what: String, bigEndian: Bool = false) throws(WeightFileError) -> Int {
        let start = place
        let number = try unsigned(size, what, bigEndian: bigEndian)
        guard let count = Int(exactly: number) else {
            throw error("found \(number) as \(what); expected a number that a file can have", at: start)
        }
        return count
    }

    mutating func text(_ count: Int, _ what: String) throws(WeightFileError) -> String {
        String(decoding: try take(count, what), as: UTF8.self)
    }

    /// Goes to `place`, which is from the start of the file, to read `what` there.
    mutating func seek(_ place: Int, _ what: String) throws(WeightFileError) {
        guard (0...end).contains(place) else {
            throw error("found the address \(place) of \(what); expected one in the file, which has \(end) bytes")
        }
        self.place = place
    }

    /// An error at `place`, or where the reader is.
    func error(_ problem: String, at place: Int? = nil) -> WeightFileError {
        WeightFileError(offset: place ?? self.place, "\(kind): \(problem)")
    }
}

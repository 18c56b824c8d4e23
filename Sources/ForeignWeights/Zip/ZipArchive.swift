import Files
import WeightFiles

/// A zip archive, of which members are unpacked when they are asked for, each checked.
///
/// Read are stored and deflated members. The directory at the end decides; nothing else in the file is believed. What
/// unpacked would be out of proportion to the file is refused before anything is unpacked.
///
/// Source: PKWARE, “APPNOTE.TXT – .ZIP File Format Specification”, 6.3.10.
struct ZipArchive {
    static let kind = "zip"
    private static let mostMembers = 100_000
    private static let entrySignature: UInt64 = 0x0201_4b50
    private static let memberSignature: UInt64 = 0x0403_4b50
    private static let endSignature: [UInt8] = [0x50, 0x4b, 5, 6]
    /// What may be unpacked whatever the size of the file is, and how many times its size.
    private static let (smallest, mostTimes) = (1 << 26, 30)

    /// A member of the archive.
    struct Member {
        let name: String
        fileprivate let offset: Int
        fileprivate let method: Int
        fileprivate let packedCount: Int
        let count: Int
        fileprivate let checksum: UInt32
        fileprivate let entry: Int
    }

    /// In the order of the directory.
    let members: [Member]
    private let bytes: [UInt8]
    private let places: [[UInt8]: Int]

    /// The bytes of the archive.
    var byteCount: Int { bytes.count }

    /// Reads the directory of an archive.
    ///
    /// - Throws: `WeightFileError`.
    init(_ bytes: [UInt8]) throws(WeightFileError) {
        self.bytes = bytes
        var reader = ByteReader(bytes, kind: Self.kind)
        guard let end = Self.end(of: bytes) else {
            throw reader.error("found no directory at its end; the file was cut", at: bytes.count)
        }
        try reader.seek(end + 4, "the end of the directory")
        let disks = try reader.unsigned(4, "the numbers of disks")
        _ = try reader.unsigned(2, "the number of members")
        let count = try reader.count(2, "the number of members")
        let (size, start) = (try reader.count(4, "the size of the directory"), try reader.count(4, "its place"))
        guard disks == 0, count < 0xffff, start < 0xffff_ffff, start <= end, size <= end - start else {
            throw reader.error(
                "found a directory of \(count) members and \(size) bytes at \(start); expected one in this file, which has no "
                    + "64-bit sizes", at: end)
        }
        var (members, places): ([Member], [[UInt8]: Int]) = ([], [:])
        reader = ByteReader(bytes, start..<start + size, kind: Self.kind)
        for _ in 0..<count {
            let member = try Self.entry(&reader)
            guard places.updateValue(members.count, forKey: Array(member.name.utf8)) == nil else {
                throw reader.error("found the member \(WeightFileError.quoted(member.name)) twice", at: member.entry)
            }
            members.append(member)
        }
        (self.members, self.places) = (members, places)
        let limit = max(Self.smallest, Self.mostTimes * bytes.count)
        let whole = members.reduce(0) { $0 + $1.count }
        guard whole <= limit else {
            throw reader.error(
                "found members that unpacked would have \(whole) bytes; expected at most \(limit) of a file of \(bytes.count)",
                at: start)
        }
    }

    /// The place of the record that ends the directory: the last one whose comment ends with the file.
    private static func end(of bytes: [UInt8]) -> Int? {
        let size = 22
        guard bytes.count >= size else { return nil }
        for place in stride(from: bytes.count - size, through: max(0, bytes.count - size - 0xffff), by: -1)
        where bytes[place] == 0x50 && bytes[place..<place + 4].elementsEqual(endSignature)
            && place + size + Int(bytes[place + 20]) + Int(bytes[place + 21]) << 8 == bytes.count
        {
            return place
        }
        return nil
    }

    private static func entry(_ reader: inout ByteReader) throws(WeightFileError) -> Member {
        let start = reader.place
        guard try reader.unsigned(4, "the start of an entry") == entrySignature else {
            throw reader.error("found no entry of the directory; expected one here", at: start)
        }
        _ = try reader.unsigned(4, "versions")
        let flags = try reader.unsigned(2, "flags")
        let method = try reader.count(2, "the method")
        _ = try reader.unsigned(4, "a time")
        let checksum = UInt32(truncatingIfNeeded: try reader.unsigned(4, "a checksum"))
        let (packed, count) = (try reader.count(4, "a size"), try reader.count(4, "a size"))
        let (name, extra) = (try reader.count(2, "the length of a name"), try reader.count(2, "a length"))
        let comment = try reader.count(2, "the length of a comment")
        _ = try reader.unsigned(8, "attributes")
        let offset = try reader.count(4, "the place of a member")
        let text = try reader.text(name, "a name")
        _ = try reader.take(extra + comment, "what follows a name")
        let shown = WeightFileError.quoted(text)
        guard flags & 1 == 0 else {
            throw reader.error("found the member \(shown) encrypted; expected it open", at: start)
        }
        guard method == 0 || method == 8 else {
            throw reader.error(
                "found the member \(shown) packed by method \(method); expected it stored or deflated", at: start)
        }
        guard packed < 0xffff_ffff, count < 0xffff_ffff, method == 8 || packed == count else {
            throw reader.error(
                "found the member \(shown) of \(packed) bytes that unpacked are \(count); expected sizes of 32 bits that agree",
                at: start)
        }
        return Member(
            name: text, offset: offset, method: method, packedCount: packed, count: count, checksum: checksum,
            entry: start)
    }

    /// The member called `name`; nil where there is none.
    func member(_ name: String) -> Member? { places[Array(name.utf8)].map { members[$0] } }

    /// The bytes of a member, unpacked.
    ///
    /// - Throws: `WeightFileError` where it does not lie in the file, is damaged, or its checksum does not match.
    func contents(of member: Member) throws(WeightFileError) -> [UInt8] {
        var reader = ByteReader(bytes, kind: Self.kind)
        let shown = WeightFileError.quoted(member.name)
        try reader.seek(member.offset, "the member \(shown)")
        guard try reader.unsigned(4, "the start of \(shown)") == Self.memberSignature else {
            throw reader.error("found no member; expected \(shown) here, as the directory says", at: member.offset)
        }
        _ = try reader.take(22, "the start of \(shown)")
        let (name, extra) = (try reader.count(2, "a length"), try reader.count(2, "a length"))
        _ = try reader.take(name + extra, "the name of \(shown)")
        let start = reader.place
        let packed = try reader.take(member.packedCount, "the member \(shown)")
        let contents = member.method == 0 ? Array(packed) : Inflate.bytes(of: packed, count: member.count)
        guard let contents else {
            throw reader.error("found the member \(shown) damaged; expected \(member.count) bytes, deflated", at: start)
        }
        var checksum = CRC32()
        contents.withUnsafeBytes { checksum.update($0) }
        guard checksum.value == member.checksum else {
            throw reader.error(
                "found the member \(shown) with another checksum than the directory has; it is damaged", at: start)
        }
        return contents
    }
}

import TestSupport
import Testing

@testable import Files

@Suite struct ChecksumTests {
    /// Published with FIPS 180-4: the messages and their digests.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func `SHA-256 gives the published digests`(message: String, digest: String) {
        #expect(Digest.of(Array(message.utf8)).hexadecimal == digest)
    }

    @Test func `SHA-256 of a million letters is the published digest`() {
        let digest = Digest.of([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
        #expect(digest.description == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test func `a digest does not depend on how the bytes are cut`() {
        let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let whole = Digest.of(bytes)
        for size in [1, 3, 55, 56, 63, 64, 65, 127, 128, 299] {
            var hash = SHA256()
            bytes.withUnsafeBytes { all in
                for start in stride(from: 0, to: all.count, by: size) {
                    hash.update(UnsafeRawBufferPointer(rebasing: all[start..<min(start + size, all.count)]))
                }
            }
            #expect(hash.finalize() == whole)
            #expect(hash.finalize() == whole)
        }
    }

    @Test func `the digest of a file is that of its bytes`() throws {
        let directory = try TemporaryDirectory()
        let bytes = [UInt8](repeating: 9, count: 300_000)
        #expect(try Digest.ofFile(at: directory.write(bytes, to: "a")) == Digest.of(bytes))
        #expect(throws: FileError.self) { try Digest.ofFile(at: directory.file("none")) }
    }

    @Test func `a digest is read back from its digits, and only from those`() {
        let digest = Digest.of([1])
        #expect(Digest(hexadecimal: digest.hexadecimal) == digest)
        #expect(Digest(hexadecimal: digest.hexadecimal.uppercased()) == nil)
        #expect(Digest(hexadecimal: String(digest.hexadecimal.dropLast())) == nil)
    }

    /// The check value that the catalogue of CRC algorithms gives for CRC-32.
    @Test func `CRC-32 gives the published check value`() {
        #expect(CRC32.of(Array("123456789".utf8)) == 0xcbf4_3926)
        #expect(CRC32.of([]) == 0)
        var pieces = CRC32()
        Array("1234".utf8).withUnsafeBytes { pieces.update($0) }
        Array("56789".utf8).withUnsafeBytes { pieces.update($0) }
        #expect(pieces.value == 0xcbf4_3926)
    }
}

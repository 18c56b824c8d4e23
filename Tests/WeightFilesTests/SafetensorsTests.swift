import Files
import TestSupport
import Testing
import Texts

@testable import WeightFiles

@Suite struct SafetensorsTests {
    /// The arrays of `golden.safetensors`, as the script beside it has them, in another order.
    static let golden: [NamedArray] = [
        array("rnn.weight_ih_l0", [3, 2], floats: [0.5, -1, 2, 4, -8, 0.25]),
        array("fc.bias", [1], doubles: [0.1]),
        array("rnn.bias_ih_l0", [3], floats: [1, 2, 3]),
        array("fc.\"quoted\"", [], doubles: [-3]),
        array("empty", [0, 5], floats: []),
    ]
    static let goldenMetadata: ByteDictionary<String> = ["cell": "rnn", "note": "a \"quoted\" ä\n\\"]

    static func array(_ name: String, _ shape: [Int], floats: [Float]) -> NamedArray {
        let bytes = floats.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) } }
        return NamedArray(name: name, elementType: .float32, shape: shape, bytes: bytes)
    }

    static func array(_ name: String, _ shape: [Int], doubles: [Double]) -> NamedArray {
        let bytes = doubles.flatMap { value in (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) } }
        return NamedArray(name: name, elementType: .float64, shape: shape, bytes: bytes)
    }

    @Test func `the bytes written are those of the format page, whatever the order given`() throws {
        let expected = try Fixtures.bytes("weights/good/golden.safetensors")
        #expect(try SafetensorsWriter.bytes(of: Self.golden, metadata: Self.goldenMetadata) == expected)
        #expect(try SafetensorsWriter.bytes(of: Self.golden.reversed(), metadata: Self.goldenMetadata) == expected)
    }

    @Test func `keys and names of other bytes are two, however alike they look`() throws {
        let metadata: ByteDictionary<String> = ["\u{e9}": "one", "e\u{301}": "two"]
        let arrays = [Self.array("\u{e9}", [1], floats: [1]), Self.array("e\u{301}", [1], floats: [2])]
        let file = try SafetensorsFile(SafetensorsWriter.bytes(of: arrays, metadata: metadata))
        #expect(file.metadata["\u{e9}"] == "one" && file.metadata["e\u{301}"] == "two")
        #expect(file.array(named: "\u{e9}") == arrays[0] && file.array(named: "e\u{301}") == arrays[1])
        #expect(file.metadata.count == 2 && file.names.count == 2)
    }

    @Test func `what was written is read back`() throws {
        let file = try SafetensorsFile.read(Fixtures.path("weights/good/golden.safetensors"))
        #expect(file.isVerified)
        #expect(file.metadata == Self.goldenMetadata)
        #expect(file.names == ["empty", "fc.\"quoted\"", "fc.bias", "rnn.bias_ih_l0", "rnn.weight_ih_l0"])
        for array in Self.golden { #expect(file.array(named: array.name) == array) }
        #expect(file.arrays.count == 5)
        #expect(file.array(named: "fc") == nil)
    }

    @Test func `data begin at a multiple of eight bytes, for any names`() throws {
        for count in 0..<20 {
            let name = String(repeating: "n", count: count)
            let bytes = try SafetensorsWriter.bytes(of: [Self.array(name, [1], floats: [1])])
            #expect((bytes.count - 4) % 8 == 0)
            #expect(try SafetensorsFile(bytes).names == [name])
        }
    }

    @Test func `nothing at all can be written and read`() throws {
        let file = try SafetensorsFile(SafetensorsWriter.bytes(of: []))
        #expect(file.names.isEmpty && file.metadata.isEmpty && file.isVerified)
    }

    @Test func `files of other writers are read, verified or not`() throws {
        let a = Self.array("a", [2], floats: [1.5, -2])
        for name in ["bare", "spaces", "other-checksum", "escapes"] {
            let file = try SafetensorsFile(Fixtures.bytes("weights/good/\(name).safetensors"))
            #expect(file.arrays == [a])
            #expect(!file.isVerified)
        }
        let escapes = try SafetensorsFile(Fixtures.bytes("weights/good/escapes.safetensors"))
        #expect(escapes.metadata == ["A\u{1f600}": "\"\\/\u{8}\u{c}\n\r\tä"])
        #expect(try SafetensorsFile(Fixtures.bytes("weights/good/no-tensors.safetensors")).arrays.isEmpty)
    }

    @Test func `arrays may lie in any order in the file`() throws {
        let file = try SafetensorsFile(Fixtures.bytes("weights/good/not-in-order.safetensors"))
        #expect(file.arrays == [Self.array("a", [], floats: [1]), Self.array("b", [2], floats: [1.5, -2])])
    }

    @Test func `names that are equal strings but not equal bytes are two`() throws {
        let file = try SafetensorsFile(Fixtures.bytes("weights/good/equal-looking-names.safetensors"))
        #expect(file.names.map { Array($0.utf8) } == [Array("e\u{301}".utf8), Array("\u{e9}".utf8)])
        #expect(file.header.entry(named: "e\u{301}")?.range == 8..<16)
        #expect(file.header.entry(named: "\u{e9}")?.range == 0..<8)
    }

    @Test func `what could not be read back is not written`() {
        let a = Self.array("a", [1], floats: [1])
        let cases: [([NamedArray], ByteDictionary<String>, String)] = [
            ([a, a], [:], "tensor 'a': found two tensors of this name; names must differ"),
            (
                [Self.array("__metadata__", [1], floats: [1])], [:],
                "tensor '__metadata__': found a tensor of this name, which the format reserves"
            ),
            ([Self.array("a", [2], floats: [1])], [:], "tensor 'a': found 4 bytes for the shape [2] of F32"),
            ([Self.array("a", [-1], floats: [])], [:], "tensor 'a': found 0 bytes for the shape [-1] of F32"),
            (
                [Self.array("a", [3], doubles: [0, 1, .infinity])], [:],
                "tensor 'a': found a value that is not finite, at element 2; expected numbers"
            ),
            ([a], ["checksum": "x"], "found the metadata key 'checksum', which is reserved; use another"),
        ]
        for (arrays, metadata, message) in cases {
            let error = #expect(throws: WeightFileError.self) {
                try SafetensorsWriter.bytes(of: arrays, metadata: metadata)
            }
            #expect(error?.description == message)
        }
    }

    @Test func `a missing file is an error of the file`() throws {
        let error = #expect(throws: FileError.self) { try SafetensorsFile.read(Fixtures.path("weights/none")) }
        #expect(error?.kind == .missing)
    }

    @Test func `a name in an error is short and harmless`() {
        let error = WeightFileError(tensor: "\u{1b}[2J" + String(repeating: "x", count: 100), "p")
        #expect(error.description == "tensor '\\u{1b}[2J" + String(repeating: "x", count: 56) + "…': p")
    }
}

import TestSupport
import Testing

@testable import WeightFiles

@Suite struct BadWeightFileTests {
    static let damaged = "; the file is damaged, or its writer is in error"
    static let otherKind = "; a safetensors file was expected; the file is damaged or of another kind"

    static let messages: [String: String] = [
        "bare-word": "byte 13: found 'null'; expected '{' for the tensor 'a'" + damaged,
        "comment": "byte 9: found '/', which has no place in the header" + damaged,
        "control-character": "byte 11: found a control character in a string; expected an escape for it" + damaged,
        "data-cut":
            "byte 13, tensor 'a': found the offsets [0, 8]; expected two, ascending, up to 7, the bytes after "
            + "the header; the file was cut, or its header is wrong",
        "data-left-over":
            "byte 70: found data that belong to no tensor; expected the end of the file here, 1 before it is",
        "deep-nesting": "byte 13: found '['; expected '{' for the tensor 'a'" + damaged,
        "dtype-half": "byte 13, tensor 'a': found 8 bytes; expected 6 bytes for the shape [3] of F16",
        "dtype-integer": "byte 13, tensor 'a': found 8 bytes; expected 16 bytes for the shape [2] of I64",
        "dtype-number": "byte 22: found the number 32; expected the name of an element type" + damaged,
        "dtype-unknown":
            "byte 22, tensor 'a': found elements of type 'f32'; expected F32, F64 or another type "
            + "of the format",
        "duplicate-by-escape": "byte 62: found the name 'a' twice" + damaged,
        "duplicate-key":
            "byte 28, tensor 'a': found the key 'dtype'; expected 'dtype', 'shape' and 'data_offsets', once each",
        "duplicate-metadata": "byte 33: found the key 'k' twice" + damaged,
        "duplicate-tensor": "byte 62: found the name 'a' twice" + damaged,
        "empty": "found 0 bytes; at least 8 were expected" + otherKind,
        "flipped-bit-in-data":
            "found crc32:563f2cb6 as the checksum of the tensors; expected 'crc32:21381c20'; the file is "
            + "damaged: use a copy or an older checkpoint",
        "flipped-bit-in-metadata":
            "found crc32:0dfe28ec as the checksum of the header; expected 'crc32:6de6a970'; the file is damaged: "
            + "use a copy or an older checkpoint",
        "gzip":
            "byte 0: found a header of 559903 bytes, but only 2 bytes follow; the file was cut, or is of another "
            + "kind",
        "header-continues": "byte 62: found '{'; expected the end of the header after the last '}'" + damaged,
        "header-cut":
            "byte 0: found a header of 1000 bytes, but only 54 bytes follow; the file was cut, or is of another "
            + "kind",
        "header-empty": "byte 8: found the end of the header; expected '{' at the start of the header" + damaged,
        "header-ends-early": "byte 27: found the end of the header; expected ',' or '}'" + damaged,
        "header-is-list": "byte 8: found '[' at the start of the header; expected '{'" + otherKind,
        "header-length-huge":
            "byte 0: found a header of 18446744073709551615 bytes; at most 100000000 were expected" + otherKind,
        "header-not-utf-8": "byte 8: found a header that is not UTF-8" + otherKind,
        "header-starts-with-space": "byte 8: found ' ' at the start of the header; expected '{'" + otherKind,
        "header-too-long": "byte 0: found a header of 100000001 bytes; at most 100000000 were expected" + otherKind,
        "infinite": "tensor 'a': found a value that is not finite, at element 0; expected numbers",
        "lone-surrogate": "byte 10: found a wrong escape in a string" + damaged,
        "metadata-list": "byte 24: found '['; expected '{' for __metadata__" + damaged,
        "metadata-nested": "byte 29: found '{'; expected a string in the metadata" + damaged,
        "metadata-number": "byte 33: found the number 10; expected a string in the metadata" + damaged,
        "missing-colon": "byte 13: found '{'; expected ':' after a name" + damaged,
        "no-dtype": "byte 13, tensor 'a': found no 'dtype'",
        "no-offsets": "byte 13, tensor 'a': found no 'data_offsets'",
        "no-shape": "byte 13, tensor 'a': found no 'shape'",
        "not-a-number": "tensor 'a': found a value that is not finite, at element 1; expected numbers",
        "offsets-beyond":
            "byte 13, tensor 'a': found the offsets [0, 16]; expected two, ascending, up to 8, the bytes after "
            + "the header; the file was cut, or its header is wrong",
        "offsets-hole":
            "byte 129, tensor 'b': found a hole before its bytes; expected it to begin at 125, where the one "
            + "before ends",
        "offsets-one":
            "byte 13, tensor 'a': found the offsets [8]; expected two, ascending, up to 8, the bytes after the "
            + "header; the file was cut, or its header is wrong",
        "offsets-overlap":
            "byte 119, tensor 'b': found bytes of another tensor; expected it to begin at 123, where the one "
            + "before ends",
        "offsets-reversed":
            "byte 13, tensor 'a': found the offsets [8, 0]; expected two, ascending, up to 8, the bytes after "
            + "the header; the file was cut, or its header is wrong",
        "offsets-three": "byte 60: found more than 2 numbers in the offsets" + damaged,
        "open-string": "byte 9: found a string that does not end in the header" + damaged,
        "seven-bytes": "found 7 bytes; at least 8 were expected" + otherKind,
        "shape-beyond-integers":
            "byte 37: found the number '18446744073709551616'; expected a whole number of at most "
            + "9223372036854775807" + damaged,
        "shape-exponent":
            "byte 37: found the number '2e0'; expected a whole number of at most 9223372036854775807" + damaged,
        "shape-float":
            "byte 37: found the number '2.0'; expected a whole number of at most 9223372036854775807" + damaged,
        "shape-leading-zero":
            "byte 37: found the number '02'; expected a whole number of at most 9223372036854775807" + damaged,
        "shape-many": "byte 165: found more than 64 numbers in the shape" + damaged,
        "shape-negative":
            "byte 37: found the number '-2'; expected a whole number of at most 9223372036854775807" + damaged,
        "shape-nested": "byte 37: found '['; expected a whole number in the shape" + damaged,
        "shape-overflow":
            "byte 13, tensor 'a': found 8 bytes; expected more bytes than any file has for the shape "
            + "[4611686018427387904, 4611686018427387904] of F32",
        "shape-string": "byte 37: found the string '2'; expected a whole number in the shape" + damaged,
        "shape-wrong": "byte 13, tensor 'a': found 8 bytes; expected 12 bytes for the shape [3] of F32",
        "trailing-comma": "byte 62: found '}'; expected the name of a tensor" + damaged,
        "true-as-number": "byte 37: found 'true', which has no place in the header" + damaged,
        "unknown-key":
            "byte 61, tensor 'a': found the key 'device'; expected 'dtype', 'shape' and 'data_offsets', once each",
        "wrong-escape": "byte 10: found a wrong escape in a string" + damaged,
    ]

    @Test(arguments: messages.sorted { $0.key < $1.key })
    func `a bad file is refused with the place and the reason`(name: String, message: String) throws {
        let bytes = try Fixtures.bytes("weights/bad/\(name).safetensors")
        let error = #expect(throws: WeightFileError.self) { try SafetensorsFile(bytes) }
        #expect(error?.description == message)
    }

    @Test func `every bad fixture has its message here`() throws {
        let names = Self.messages.keys.map { $0 + ".safetensors" }
        #expect(try Fixtures.names(in: "weights/bad") == names.sorted())
    }

    @Test func `a file cut anywhere is refused`() throws {
        let bytes = try Fixtures.bytes("weights/good/golden.safetensors")
        for count in bytes.indices {
            #expect(throws: WeightFileError.self) { try SafetensorsFile(Array(bytes[..<count])) }
        }
    }

    /// Only in the name and the scheme of the header's own checksum can a bit change, as that is then another text.
    @Test func `a flipped bit is seen, wherever it is`() throws {
        let bytes = try Fixtures.bytes("weights/good/golden.safetensors")
        let sound = try SafetensorsFile(bytes)
        let own = Array("header_checksum\":\"crc32:".utf8)
        let start = try #require(bytes.indices.first { bytes[$0...].starts(with: own) })
        for index in bytes.indices {
            for bit in 0..<8 {
                var flipped = bytes
                flipped[index] ^= 1 << bit
                let read = try? SafetensorsFile(flipped)
                guard let read else { continue }
                #expect((start..<start + own.count).contains(index))
                #expect(read.arrays == sound.arrays)
            }
        }
    }

    @Test func `no flipped bit of a model goes unseen, those of its checksums included`() throws {
        let bytes = try SafetensorsWriter.bytes(
            of: [SafetensorsTests.array("a", [2], floats: [1, 2])], metadata: ["model": "1", "note": "x"])
        #expect(throws: Never.self) { try SafetensorsFile(bytes) }
        for index in bytes.indices {
            for bit in 0..<8 {
                var flipped = bytes
                flipped[index] ^= 1 << bit
                #expect(throws: WeightFileError.self, "byte \(index), bit \(bit)") { try SafetensorsFile(flipped) }
            }
        }
    }

    @Test func `damaged bytes are read or refused, never a trap`() throws {
        var random = SplitMix(seed: 5)
        for name in try Fixtures.names(in: "weights/good") {
            let bytes = try Fixtures.bytes("weights/good/" + name)
            for _ in 0..<500 {
                var damaged = bytes
                for _ in 0..<3 {
                    let index = Int.random(in: damaged.indices, using: &random)
                    damaged[index] = UInt8.random(in: .min ... .max, using: &random)
                }
                _ = try? SafetensorsFile(damaged)
            }
        }
    }
}

import ForeignWeights
import TestSupport
import Testing
import WeightFiles

/// Strangers' files with one fault each; `fixtures/frameworks/make-bad.py` writes them.
@Suite struct BadForeignFileTests {
    static let kinds = "; expected safetensors, PyTorch .pt, .npz or .npy, Keras .keras or .h5, Flax msgpack, or ONNX"

    static let messages: [String: String] = [
        "hdf5-chunked.h5":
            "byte 920: hdf5: found a dataset in chunks; expected one that lies in one piece",
        "hdf5-cut.h5":
            "byte 0: hdf5: found the address 6688 of the names of a group; expected one in the file, which "
            + "has 3000 bytes",
        "hdf5-group-cycle.h5":
            "byte 96: hdf5: found '/layers', which is in the file in another place, too; expected groups "
            + "without cycles and second names",
        "hdf5-latest.h5":
            "byte 8: hdf5: found a superblock of version 3; expected 0, as Keras writes it; save the file "
            + "without libver='latest'",
        "hdf5-name-outside.h5": "byte 1512: hdf5: found a name outside of its group's names",
        "hdf5-packed.h5": "byte 920: hdf5: found a dataset with filters; expected one without compression",
        "hdf5-root-outside.h5":
            "byte 0: hdf5: found the address 9223372036854775807 of a header; expected one in the file, "
            + "which has 16616 bytes",
        "hdf5-superblock.h5":
            "byte 8: hdf5: found a superblock of version 2; expected 0, as Keras writes it; save the file "
            + "without libver='latest'",
        "hdf5-tree-cycle.h5": "byte 136: hdf5: found a node of a group in two places, or more than 10000",
        "kind-empty.npz": "byte 0: found a file that is empty" + kinds,
        "kind-gguf.gguf": "byte 0: found a file that is GGUF, which holds language models" + kinds,
        "kind-gzip.npz": "byte 0: found a file that is packed by gzip; unpack it" + kinds,
        "kind-old-torch.pt":
            "byte 0: found a file that is of PyTorch before 1.6; load it and save it again with torch.save" + kinds,
        "kind-pickle.pt":
            "byte 0: found a file that is a bare pickle, which only running code could read; save the "
            + "weights as .npz or safetensors" + kinds,
        "kind-table.csv": "byte 0: found a file that is none of these" + kinds,
        "msgpack-cut.msgpack":
            "byte 508: msgpack: found 21 bytes for an extension; expected 26; the file was cut, or lies "
            + "about its size",
        "msgpack-deep.msgpack":
            "byte 193: msgpack: found maps more than 64 deep, or more than 20000 arrays",
        "msgpack-extension.msgpack":
            "byte 3: msgpack: found an extension of type 2; expected arrays, of type 1",
        "msgpack-key.msgpack": "byte 1: msgpack: found a key that is no text; expected a name",
        "msgpack-left-over.msgpack":
            "byte 4: msgpack: found bytes after the end of the map; expected none",
        "msgpack-length.msgpack":
            "byte 9: msgpack: found 0 bytes for an extension; expected 4294967295; the file was cut, or lies "
            + "about its size",
        "msgpack-shape.msgpack":
            "byte 19, tensor 'a': msgpack: found 2 bytes; expected 5 elements of F32 for the shape [5]",
        "npy-key.npz": "byte 35: npy: found the key 'order'; expected descr, fortran_order and shape",
        "npy-left-over.npz": "byte 136: npy: found bytes after the array 'a.npy'; expected none",
        "npy-not-finite.npz":
            "byte 128, tensor 'a': npy: found a value that is not finite, at element 1; expected numbers",
        "npy-objects.npz":
            "byte 66: npy: found elements of type '|O'; expected numbers such as '<f4'; Python's objects are "
            + "not read, as that would run their code",
        "npy-shape-huge.npz":
            "byte 0: npy: found the shape [4000000000, 4000000000]; expected one that a file can have",
        "npy-gates-missing.npz":
            "found weights of the state of 1 by 3 beside 'bhn' in 'Wh'; expected a GRU's three gates",
        "npy-shape-of-nothing.npz":
            "found no recurrent layer among the tensors 'a'; expected names as one of PyTorch, Keras, Flax, MLX, "
            + "Equinox, Haiku, Chainer or DeZero has them; give --rename OLD=NEW, such as --rename "
            + "OLD=rnn.weight_ih_l0",
        "npy-short.npz":
            "byte 68: npy: found 8 bytes for the elements of 'a'; expected 16; the file was cut, or lies "
            + "about its size",
        "npy-structured.npz":
            "byte 20: npy: found a header whose types are not one text; expected one type, as of an array of "
            + "numbers",
        "onnx-cut.onnx":
            "byte 26: onnx: found 474 bytes for a field; expected 1338; the file was cut, or lies about its "
            + "size",
        "onnx-no-graph.onnx": "byte 5: onnx: found no graph; expected an ONNX model",
        "onnx-no-layer.onnx":
            "onnx: found the node Relu between input and output; expected RNN, GRU or LSTM, one product and "
            + "sum after them, and scaling by one number; seqcast has no such layer",
        "onnx-number.onnx": "byte 13: onnx: found a number of more than ten bytes",
        "onnx-outside.onnx": "found data in the file '../secret'; expected one in the same directory",
        "onnx-outside-huge.onnx":
            "byte 41: onnx: found a shape of more bytes than a file has; expected fewer",
        "onnx-short.onnx":
            "byte 15, tensor 'a': onnx: found 8 bytes; expected 3 elements of F32 for the shape [3]",
        "pt-class.pt":
            "byte 2: pickle: found the name '__main__.Net', which only running its code could make; expected "
            + "a dictionary of tensors; save model.state_dict() alone",
        "pt-deep.pt": "pt: found a tuple; expected a dictionary of tensors, as model.state_dict() is",
        "pt-deep-lists.pt": "pt: found a list; expected a dictionary of tensors, as model.state_dict() is",
        "pt-cycle.pt": "pt: found dictionaries more than 16 deep; expected a dictionary of tensors",
        "pt-list.pt": "pt: found a list; expected a dictionary of tensors, as model.state_dict() is",
        "pt-long.pt": "byte 2: pickle: found a whole number of 9 bytes; expected at most 8",
        "pt-no-end.pt":
            "byte 3: pickle: found 0 bytes for the next step; expected 1; the file was cut, or lies about "
            + "its size",
        "pt-opcode.pt":
            "byte 3: pickle: found the opcode 0x69; expected one of those that write a dictionary of "
            + "tensors; save model.state_dict() alone",
        "pt-runs-code.pt":
            "byte 2: pickle: found the name 'posix.system', which only running its code could make; expected "
            + "a dictionary of tensors; save model.state_dict() alone",
        "pt-stack-empty.pt":
            "byte 2: pickle: found nothing on the stack; the file is damaged, or no dictionary of tensors",
        "pt-stack-global.pt":
            "byte 18: pickle: found the name 'builtins.eval', which only running its code could make; "
            + "expected a dictionary of tensors; save model.state_dict() alone",
        "pt-storage-missing.pt": "pt: found no member 'data/9' in the archive; expected one of numbers",
        "pt-storage-short.pt":
            "pt: found 12 bytes in 'data/0' and a view from element 0; expected 4 elements of F32",
        "pt-view-backwards.pt":
            "byte 8, tensor '0': pt: found 4 bytes; expected 2 elements of F32 for the shape [2]",
        "pt-view-huge.pt":
            "byte 0, tensor '0': pt: found 12 bytes; expected 4000000000000000000 elements of F32 for the "
            + "shape [2000000000, 2000000000]",
        "pt-view-outside.pt":
            "byte 4, tensor '0': pt: found 8 bytes; expected 3 elements of F32 for the shape [3]",
        "zip-bomb.npz":
            "byte 246: zip: found members that unpacked would have 3000000000 bytes; expected at most "
            + "67108864 of a file of 319",
        "zip-checksum.npz":
            "byte 35: zip: found the member 'a.npy' with another checksum than the directory has; it is "
            + "damaged",
        "zip-cut.npz": "byte 218: zip: found no directory at its end; the file was cut",
        "zip-directory-outside.npz":
            "byte 226: zip: found a directory of 1 members and 51 bytes at 268435455; expected one in this "
            + "file, which has no 64-bit sizes",
        "zip-encrypted.npz": "byte 175: zip: found the member 'a.npy' encrypted; expected it open",
        "zip-longer-than-said.npz":
            "byte 35: zip: found the member 'a.npy' damaged; expected 1000 bytes, deflated",
        "zip-member-elsewhere.npz":
            "byte 7: zip: found no member; expected 'a.npy' here, as the directory says",
        "zip-method.npz":
            "byte 175: zip: found the member 'a.npy' packed by method 12; expected it stored or deflated",
        "zip-of-texts.npz":
            "found a zip archive of 'read.me'; expected that of a .npz, .pt or .keras file: arrays that end "
            + "in .npy, data.pkl, or model.weights.h5",
        "zip-twice.npz": "byte 123: zip: found the member 'a.npy' twice",
    ]

    @Test func `every bad file has its message`() throws {
        #expect(try Set(Fixtures.names(in: "frameworks/bad")) == Set(Self.messages.keys))
    }

    @Test(arguments: messages.keys.sorted())
    func `a bad file is refused with place and reason`(name: String) throws {
        let path = Fixtures.path("frameworks/bad/\(name)")
        let error = #expect(throws: WeightFileError.self) { try ForeignFile(at: path).network() }
        let text = try #require(error).description
        #expect((text.hasPrefix(path) ? String(text.dropFirst(path.count + 2)) : text) == Self.messages[name])
    }

    @Test func `a file that was cut anywhere is refused, and nothing worse`() throws {
        // Arrays that stand one after the other end where any of them does.
        for file in FrameworkFile.all where !file.file.hasSuffix(".h5") && !file.file.hasSuffix(".eqx") {
            let bytes = try Fixtures.bytes("frameworks/files/\(file.file)")
            for end in stride(from: 0, to: bytes.count - 1, by: max(1, bytes.count / 10)) {
                #expect(throws: WeightFileError.self, "\(file.file) \(end)") {
                    try ForeignFile(Array(bytes[..<end])).network()
                }
            }
        }
    }
}

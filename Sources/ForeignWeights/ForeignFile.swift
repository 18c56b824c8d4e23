import Files
import Texts
import WeightFiles

/// A file with the weights of a network, as another program or this one wrote it.
package struct ForeignFile {
    /// The kinds of files that are read.
    package enum Kind: String, Sendable {
        case safetensors = "safetensors"
        case torch = "PyTorch .pt"
        case npz = "npz"
        case npy = "npy, one array after the other"
        case keras = "Keras .keras"
        case hdf5 = "HDF5"
        case messagePack = "Flax msgpack"
        case onnx = "ONNX"
    }

    /// The largest file.
    private static let largest = 1 << 30
    /// More tensors than any network has.
    static let mostTensors = 20_000
    /// More elements than tensors of a file of so many bytes have, whatever their types are.
    static func mostElements(inFileOf bytes: Int) -> Int { (1 << 22) + 8 * bytes }

    package let kind: Kind
    package private(set) var tensors: [ForeignTensor]
    /// Texts that stand in the file.
    package private(set) var metadata: ByteDictionary<String> = [:]
    /// Whether the order of the tensors is that in which the program made them.
    let isInOrder: Bool
    /// What Keras says of its layers.
    private(set) var configuration: JSONValue?
    private(set) var graph: ONNXFile?

    /// Reads the file at `path`.
    ///
    /// - Throws: `FileError` where it cannot be read, else `WeightFileError`.
    package init(at path: String) throws {
        let bytes = try FileReader.read(path, limit: Self.largest)
        // A file of many constants is read once.
        var files = ByteDictionary<[UInt8]>()
        do throws(WeightFileError) {
            try self.init(bytes) { name, offset, count throws(WeightFileError) in
                if files[name] == nil { files = [name: try Self.contents(name, beside: path)] }
                return try Self.part(of: files[name] ?? [], name, offset, count)
            }
        } catch {
            throw error.inFile(path)
        }
    }

    /// Reads the contents of a file, whose kind its first bytes tell.
    ///
    /// `external`: gives a part of a file beside it.
    /// - Throws: `WeightFileError`.
    package init(
        _ bytes: [UInt8],
        external: @escaping (String, Int, Int?) throws(WeightFileError) -> [UInt8] = {
            (name, _, _) throws(WeightFileError) in
            throw WeightFileError(
                "found data in another file, \(WeightFileError.quoted(name)); expected all in this one")
        }
    ) throws(WeightFileError) {
        switch try Self.signature(of: bytes) {
        case .safetensors:
            let file = try SafetensorsFile(bytes)
            (kind, isInOrder, metadata) = (.safetensors, false, file.metadata)
            tensors = file.arrays.map {
                ForeignTensor($0.name, $0.elementType, $0.shape, $0.numbers ?? $0.wholeNumbers)
            }
        case .zip:
            let archive = try ZipArchive(bytes)
            if TorchFile.pickleName(in: archive) != nil {
                (kind, isInOrder) = (.torch, true)
                tensors = try TorchFile.read(archive)
            } else if let weights = archive.member("model.weights.h5") {
                (kind, isInOrder) = (.keras, false)
                tensors = try HDF5File(archive.contents(of: weights)).tensors
                if let member = archive.member("config.json") {
                    configuration = try JSONReader.read(archive.contents(of: member))
                }
            } else if !archive.members.isEmpty, archive.members.allSatisfy({ $0.name.ends(with: ".npy") }) {
                (kind, isInOrder) = (.npz, false)
                tensors = []
                for member in archive.members {
                    var reader = ByteReader(try archive.contents(of: member), kind: NPYArray.kind)
                    tensors.append(try NPYArray.read(&reader, name: String(member.name.dropLast(4))))
                    guard reader.isAtEnd else {
                        throw reader.error(
                            "found bytes after the array \(WeightFileError.quoted(member.name)); expected none")
                    }
                }
            } else {
                let names = archive.members.prefix(5).map { WeightFileError.quoted($0.name) }.joined(separator: ", ")
                throw WeightFileError(
                    "found a zip archive of \(names); expected that of a .npz, .pt or .keras file: arrays that end in .npy, "
                        + "data.pkl, or model.weights.h5")
            }
        case .npy:
            (kind, isInOrder) = (.npy, true)
            tensors = try NPYArray.sequence(bytes)
        case .hdf5:
            (kind, isInOrder) = (.hdf5, false)
            let file = try HDF5File(bytes)
            tensors = file.tensors
            if let text = file.configuration { configuration = try JSONReader.read(Array(text.utf8)) }
        case .messagePack:
            (kind, isInOrder) = (.messagePack, false)
            tensors = try MessagePackReader.read(bytes)
        case .onnx:
            (kind, isInOrder) = (.onnx, true)
            let file = try ONNXFile(bytes, external: external)
            (tensors, graph) = (file.allConstants, file)
        }
        guard tensors.count <= Self.mostTensors else {
            throw WeightFileError("found \(tensors.count) tensors; expected at most \(Self.mostTensors)")
        }
        var names: Set<[UInt8]> = []
        for tensor in tensors where !names.insert(Array(tensor.name.utf8)).inserted {
            throw WeightFileError(tensor: tensor.name, "found two tensors of this name; expected each once")
        }
    }

    /// A zip archive of stored members: what is tried with made-up members stands in one.
    package static func archive(_ members: [(name: String, contents: [UInt8])]) -> [UInt8] {
        var writer = ZipWriter()
        for member in members { writer.add(member.name, member.contents) }
        return writer.archive
    }

    private enum Signature { case safetensors, zip, npy, hdf5, messagePack, onnx }

    /// Other kinds of files, by what they begin with, with what to do.
    private static let others: [(start: [UInt8], kind: String)] = [
        ([0x1f, 0x8b], "packed by gzip; unpack it"), ([0xfd, 0x37, 0x7a, 0x58, 0x5a], "packed by xz; unpack it"),
        ([0x28, 0xb5, 0x2f, 0xfd], "packed by zstd; unpack it"), (Array("BZh".utf8), "packed by bzip2; unpack it"),
        (Array("GGUF".utf8), "GGUF, which holds language models"), ([0x89, 0x50, 0x4e, 0x47], "a PNG picture"),
        (Array("%PDF".utf8), "a PDF document"),
        (
            [0x80, 2, 0x8a, 10],
            "of PyTorch before 1.6; load it and save it again with "
                + "torch.save"
        ),
        ([0x80, 2], "a bare pickle, which only running code could read; save the weights as .npz or safetensors"),
        ([0x80, 3], "a bare pickle, which only running code could read; save the weights as .npz or safetensors"),
        ([0x80, 4], "a bare pickle, which only running code could read; save the weights as .npz or safetensors"),
        ([0x80, 5], "a bare pickle, which only running code could read; save the weights as .npz or safetensors"),
    ]

    private static func signature(of bytes: [UInt8]) throws(WeightFileError) -> Signature {
        if bytes.starts(with: [0x50, 0x4b]) { return .zip }
        if bytes.starts(with: HDF5File.signature) { return .hdf5 }
        if bytes.starts(with: NPYArray.signature) { return .npy }
        if bytes.first == UInt8(ascii: "{"), let line = bytes.prefix(1 << 20).firstIndex(of: 0x0a),
            bytes[(line + 1)...].starts(with: NPYArray.signature)
        {
            return .npy
        }
        if bytes.count > 8, bytes[8] == UInt8(ascii: "{") { return .safetensors }
        func wrong(_ found: String) -> WeightFileError {
            WeightFileError(
                offset: 0,
                "found a file that is \(found); expected safetensors, PyTorch .pt, .npz or .npy, Keras .keras or .h5, Flax "
                    + "msgpack, or ONNX")
        }
        for other in others where bytes.starts(with: other.start) { throw wrong(other.kind) }
        if bytes.dropFirst(4).starts(with: "TFL3".utf8) {
            throw wrong("of TensorFlow Lite, whose numbers may be rounded")
        }
        if let first = bytes.first, (0x81...0x8f).contains(first) || first == 0xde || first == 0xdf {
            return .messagePack
        }
        // The version of the format comes first.
        if bytes.count > 2, bytes[0] == 0x08, bytes[1] < 0x40 { return .onnx }
        throw wrong(bytes.isEmpty ? "empty" : "none of these")
    }

    /// The file called `name` in the directory of the file at `path`.
    private static func contents(_ name: String, beside path: String) throws(WeightFileError) -> [UInt8] {
        guard !name.isEmpty, !name.utf8.contains(UInt8(ascii: "/")), name != "..", !name.utf8.contains(0) else {
            throw WeightFileError(
                "found data in the file \(WeightFileError.quoted(name)); expected one in the same directory")
        }
        do throws(FileError) {
            return try FileReader.read(PathParts(path).directory + "/" + name, limit: largest)
        } catch {
            throw WeightFileError("found data in another file: \(error); expected it beside this one")
        }
    }

    /// A part of the contents of the file called `name`.
    private static func part(
        of bytes: [UInt8], _ name: String, _ offset: Int, _ count: Int?
    ) throws(WeightFileError) -> [UInt8] {
        guard offset >= 0, offset <= bytes.count, (count ?? 0) >= 0, (count ?? 0) <= bytes.count - offset else {
            throw WeightFileError(
                "found data at \(offset) of \(WeightFileError.quoted(name)); expected them in its \(bytes.count) bytes")
        }
        return Array(bytes[offset..<(count.map { offset + $0 } ?? bytes.count)])
    }
}

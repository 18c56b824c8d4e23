import Texts
import WeightFiles

/// A file that `torch.save` wrote: a zip archive of a pickle and the numbers that its tensors are views of.
///
/// Source: PyTorch, `torch/serialization.py`, “_save”; the format since 1.6.
enum TorchFile {
    static let kind = "pt"
    /// The keys under which programs keep the weights beside other things.
    private static let weightKeys = [
        "state_dict", "model_state_dict", "model_state", "model", "net", "network", "module", "weights",
    ]
    private static let deepest = 16

    /// The name of the archive's pickle; nil where it is no such archive.
    static func pickleName(in archive: ZipArchive) -> String? {
        archive.members.map(\.name).first {
            $0 == "data.pkl" || $0.ends(with: "/data.pkl") && !$0.without(lastBytes: 9).holds("/")
        }
    }

    /// The tensors of an archive, in their order.
    ///
    /// - Throws: `WeightFileError`.
    static func read(_ archive: ZipArchive) throws(WeightFileError) -> [ForeignTensor] {
        guard let name = pickleName(in: archive), let member = archive.member(name) else {
            throw WeightFileError("\(kind): found no data.pkl in the archive; expected one")
        }
        let prefix = name.without(lastBytes: "data.pkl".utf8.count)
        guard !archive.members.contains(where: { $0.name.begins(with: prefix + "code/") }) else {
            throw WeightFileError(
                "\(kind): found a TorchScript program; expected a dictionary of tensors; load it with torch.jit.load and save "
                    + "its state_dict()")
        }
        var isBigEndian = false
        if let order = archive.member(prefix + "byteorder") {
            isBigEndian = try archive.contents(of: order).elementsEqual("big".utf8)
        }
        var storages = ByteDictionary<[UInt8]>()
        var elementCount = 0
        let limit = ForeignFile.mostElements(inFileOf: archive.byteCount)
        var reader = PickleReader(try archive.contents(of: member)) {
            storage, offset, shape, strides throws(WeightFileError) in
            if storages[storage.key] == nil {
                guard let member = archive.member(prefix + "data/" + storage.key) else {
                    throw WeightFileError(
                        "\(kind): found no member 'data/\(storage.key)' in the archive; expected one of numbers")
                }
                storages[storage.key] = try archive.contents(of: member)
            }
            let bytes = storages[storage.key] ?? []
            let size = storage.type.bitCount / 8
            guard storage.count == bytes.count / size, offset >= 0, offset <= storage.count else {
                throw WeightFileError(
                    "\(kind): found \(bytes.count) bytes in 'data/\(storage.key)' and a view from element \(offset); expected "
                        + "\(storage.count) elements of \(storage.type.rawValue)")
            }
            let tensor = try ForeignTensor(
                storage.key, storage.type, shape, in: bytes, from: offset * size, to: bytes.count, strides: strides,
                bigEndian: isBigEndian, kind: kind)
            elementCount += tensor.count
            guard elementCount <= limit else {
                throw WeightFileError(
                    "\(kind): found views of more than \(limit) elements; expected at most as many in this file")
            }
            return tensor
        }
        let containers = reader.containers
        defer { withExtendedLifetime(containers) {} }
        return try tensors(in: try reader.read())
    }

    /// Whether a dictionary is the state of one of PyTorch's optimisers.
    private static func isOptimizer(_ dictionary: PickleDictionary) -> Bool {
        ["state", "param_groups"].allSatisfy { name in
            dictionary.pairs.contains { if case .text(name) = $0.key { true } else { false } }
        }
    }

    /// The tensors in nested dictionaries, their names joined by dots.
    private static func tensors(in value: PickleValue) throws(WeightFileError) -> [ForeignTensor] {
        guard case .dictionary(let dictionary) = value else {
            throw WeightFileError(
                "\(kind): found \(value.kind); expected a dictionary of tensors, as model.state_dict() is")
        }
        var start = dictionary
        for key in weightKeys {
            for pair in dictionary.pairs {
                guard case .text(key) = pair.key, case .dictionary(let inner) = pair.value else { continue }
                start = inner
            }
            if start !== dictionary { break }
        }
        var found: [ForeignTensor] = []
        // A cycle would go deeper and deeper.
        var work = [(prefix: "", dictionary: start, depth: 0)]
        while let (prefix, dictionary, depth) = work.popLast() {
            guard depth < deepest, work.count < ForeignFile.mostTensors else {
                throw WeightFileError(
                    "\(kind): found dictionaries more than \(deepest) deep; expected a dictionary of tensors")
            }
            for pair in dictionary.pairs {
                let name: String
                switch pair.key {
                case .text(let text): name = text
                case .integer(let number): name = String(number)
                default: continue
                }
                switch pair.value {
                case .tensor(var tensor):
                    tensor.name = prefix + name
                    found.append(tensor)
                // What an optimiser remembers is no part of a network.
                case .dictionary(let inner) where !isOptimizer(inner):
                    work.append((prefix + name + ".", inner, depth + 1))
                default: break
                }
                guard found.count <= ForeignFile.mostTensors else {
                    throw WeightFileError(
                        "\(kind): found more than \(ForeignFile.mostTensors) tensors; expected at most as many")
                }
            }
        }
        return found
    }
}

import RecurrentNets

/// Writes tensors as `torch.save` writes a `state_dict`: a zip archive of a pickle and the numbers of each tensor.
enum TorchWriter {
    static func bytes(of tensors: [NamedMatrix], _ type: ElementType) -> [UInt8] {
        var archive = ZipWriter()
        archive.add("model/data.pkl", pickle(tensors, type))
        archive.add("model/byteorder", Array("little".utf8))
        for (index, tensor) in tensors.enumerated() { archive.add("model/data/\(index)", tensor.bytes(type)) }
        archive.add("model/version", Array("3\n".utf8))
        return archive.archive
    }

    private static func pickle(_ tensors: [NamedMatrix], _ type: ElementType) -> [UInt8] {
        var bytes: [UInt8] = [0x80, 2]
        func little(_ number: Int, _ size: Int) -> [UInt8] {
            (0..<size).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }
        func name(_ module: String, _ name: String) -> [UInt8] { Array("c\(module)\n\(name)\n".utf8) }
        func text(_ text: String) -> [UInt8] { [0x58] + little(text.utf8.count, 4) + text.utf8 }
        func integer(_ number: Int) -> [UInt8] { [0x4a] + little(number, 4) }
        func tuple(_ numbers: [Int]) -> [UInt8] { [0x28] + numbers.flatMap(integer) + [0x74] }
        bytes += name("collections", "OrderedDict") + [0x29, 0x52, 0x28]
        for (index, tensor) in tensors.enumerated() {
            bytes += text(tensor.name) + name("torch._utils", "_rebuild_tensor_v2") + [0x28]
            // The storage: class, key, place, number of elements.
            bytes += [0x28] + text("storage") + name("torch", type == .float32 ? "FloatStorage" : "DoubleStorage")
            bytes += text(String(index)) + text("cpu") + integer(tensor.matrix.values.count) + [0x74, 0x51]
            bytes += integer(0) + tuple(tensor.shape) + tuple(ForeignTensor.packed(tensor.shape))
            // No gradient is asked for, and there are no hooks.
            bytes += [0x89] + name("collections", "OrderedDict") + [0x29, 0x52, 0x74, 0x52]
        }
        return bytes + [0x75, 0x2e]
    }
}

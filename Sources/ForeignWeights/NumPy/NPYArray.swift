import WeightFiles

/// One array as NumPy's `save` writes it.
///
/// Source: NumPy, `numpy/lib/format.py`, versions 1.0 to 3.0.
enum NPYArray {
    static let kind = "npy"
    static let signature: [UInt8] = [0x93] + Array("NUMPY".utf8)
    private static let longestHeader = 1 << 16

    /// Reads the array at the place of `reader`, and leaves it behind it.
    ///
    /// - Throws: `WeightFileError`.
    static func read(_ reader: inout ByteReader, name: String) throws(WeightFileError) -> ForeignTensor {
        let start = reader.place
        guard try reader.take(6, "the start of an array").elementsEqual(signature) else {
            throw reader.error("found no array; expected one that begins with \\x93NUMPY", at: start)
        }
        let version = try reader.byte("the version")
        _ = try reader.byte("the version")
        guard (1...3).contains(version) else {
            throw reader.error("found version \(version) of the format; expected 1 to 3", at: start + 6)
        }
        let length = try reader.count(version == 1 ? 2 : 4, "the length of the header")
        guard length <= longestHeader else {
            throw reader.error("found a header of \(length) bytes; expected at most \(longestHeader)", at: start + 8)
        }
        let header = try NPYHeader(reader.take(length, "the header"), at: reader.place - length)
        let bytes = ForeignTensor.count(of: header.shape)?.multipliedReportingOverflow(by: header.size)
        guard let bytes, !bytes.overflow else {
            throw reader.error("found the shape \(header.shape); expected one that a file can have", at: start)
        }
        let range = try reader.range(bytes.partialValue, "the elements of \(WeightFileError.quoted(name))")
        guard let type = header.type else { return ForeignTensor(name, ofUnread: header.description, header.shape) }
        return try ForeignTensor(
            name, type, header.shape, in: reader.bytes, from: range.lowerBound, to: range.upperBound,
            strides: header.isFortranOrder ? fortranStrides(header.shape) : nil, bigEndian: header.isBigEndian,
            kind: kind)
    }

    /// The strides of an array whose first index runs fastest.
    private static func fortranStrides(_ shape: [Int]) -> [Int] {
        ForeignTensor.packed(shape.reversed()).reversed()
    }

    /// The arrays that stand one after the other in a file, called `arr_0` and so on.
    ///
    /// What stands before the first one must be one line, as Equinox's own examples write settings.
    static func sequence(_ bytes: [UInt8]) throws(WeightFileError) -> [ForeignTensor] {
        var reader = ByteReader(bytes, kind: kind)
        if bytes.first == UInt8(ascii: "{"), let line = bytes.firstIndex(of: 0x0a) {
            try reader.seek(line + 1, "an array")
        }
        var tensors: [ForeignTensor] = []
        while !reader.isAtEnd {
            guard tensors.count < ForeignFile.mostTensors else {
                throw reader.error("found more than \(ForeignFile.mostTensors) arrays; expected at most as many")
            }
            tensors.append(try read(&reader, name: "arr_\(tensors.count)"))
        }
        return tensors
    }
}

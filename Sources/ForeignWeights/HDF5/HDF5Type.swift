import WeightFiles

/// The type of the elements of a dataset or an attribute.
struct HDF5Type {
    enum Text { case fixed, inHeap }

    /// nil for elements that are no numbers.
    private(set) var number: SafetensorsType?
    /// nil for elements that are no texts.
    private(set) var text: Text?
    private(set) var isBigEndian = false
    /// The bytes of an element.
    let size: Int

    /// Reads a message of a type.
    init(_ reader: inout ByteReader) throws(WeightFileError) {
        let kind = try reader.byte("a type")
        let bits = try reader.unsigned(3, "a type")
        size = try reader.count(4, "the size of an element")
        switch kind & 15 {
        case 0:
            isBigEndian = bits & 1 == 1
            let isSigned = bits >> 3 & 1 == 1
            let types: [Int: (SafetensorsType, SafetensorsType)] = [
                1: (.int8, .uint8), 2: (.int16, .uint16), 4: (.int32, .uint32), 8: (.int64, .uint64),
            ]
            number = types[size].map { isSigned ? $0.0 : $0.1 }
        case 1:
            isBigEndian = bits & 1 == 1
            _ = try reader.take(4, "a type")
            _ = try reader.byte("a type")
            let exponent = try reader.byte("a type")
            let types: [Int: SafetensorsType] = [2: exponent == 8 ? .bfloat16 : .float16, 4: .float32, 8: .float64]
            number = types[size]
        case 3: text = .fixed
        case 9: text = bits & 15 == 1 ? .inHeap : nil
        default: break
        }
    }

    /// Reads a message of a shape; of a scalar it is empty.
    static func shape(_ reader: inout ByteReader) throws(WeightFileError) -> [Int] {
        let start = reader.place
        let version = try reader.byte("a shape")
        let rank = Int(try reader.byte("a shape"))
        guard version == 1 || version == 2, rank <= ForeignTensor.mostDimensions else {
            throw reader.error(
                "found a shape of version \(version) and \(rank) lengths; expected version 1 or 2", at: start)
        }
        _ = try reader.byte("a shape")
        let kind = try reader.byte("a shape")
        if version == 1 { _ = try reader.take(4, "a shape") }
        if version == 2, kind == 2 { return [0] }
        var shape: [Int] = []
        for _ in 0..<rank { shape.append(try reader.count(8, "a length")) }
        return shape
    }
}

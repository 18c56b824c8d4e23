import Texts

/// Writes arrays as a weight file; the same arrays and texts give the same bytes.
package enum SafetensorsWriter {
    /// The contents of a weight file with `arrays`, sorted by the bytes of their names, `metadata`, and checksums.
    ///
    /// - Throws: ``WeightFileError`` for what could not be read back: two equal names, a shape that does not fit its
    ///   bytes, a value that is not finite, a key that is reserved for the checksums.
    package static func bytes(
        of arrays: [NamedArray], metadata: ByteDictionary<String> = [:]
    ) throws(WeightFileError) -> [UInt8] {
        let sorted = arrays.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        try check(sorted)
        for key in [Checksum.dataKey, Checksum.headerKey] where metadata[key] != nil {
            throw WeightFileError("found the metadata key '\(key)', which is reserved; use another")
        }

        var data: [UInt8] = []
        data.reserveCapacity(sorted.reduce(0) { $0 + $1.bytes.count })
        for array in sorted { data += array.bytes }

        var texts = metadata
        texts[Checksum.dataKey] = data.withUnsafeBytes { Checksum.text(of: $0) }
        texts[Checksum.headerKey] = Checksum.placeholder
        var start = header(sorted, texts)
        // Over the placeholder, so that the reader can do the same.
        texts[Checksum.headerKey] = start.withUnsafeBytes { Checksum.text(of: $0) }
        start = header(sorted, texts)
        return start + data
    }

    private static func check(_ sorted: [NamedArray]) throws(WeightFileError) {
        for (index, array) in sorted.enumerated() {
            if index > 0, array.name.utf8.elementsEqual(sorted[index - 1].name.utf8) {
                throw WeightFileError(tensor: array.name, "found two tensors of this name; names must differ")
            }
            if array.name.isSame(as: SafetensorsHeader.metadataKey) {
                throw WeightFileError(tensor: array.name, "found a tensor of this name, which the format reserves")
            }
            guard array.bytes.count == NamedArray.byteCount(of: array.shape, array.elementType),
                array.shape.count <= SafetensorsHeader.mostDimensions
            else {
                throw WeightFileError(
                    tensor: array.name,
                    "found \(array.bytes.count) bytes for the shape \(array.shape) of \(array.elementType.rawValue)")
            }
            let place = array.bytes.withUnsafeBytes { NamedArray.firstNotFinite(in: $0, array.elementType) }
            if let place { throw SafetensorsFile.notFinite(array.name, element: place) }
        }
    }

    /// The header with the number before it, padded with spaces so that the data begin at a multiple of eight bytes.
    private static func header(_ sorted: [NamedArray], _ metadata: ByteDictionary<String>) -> [UInt8] {
        var json = "{" + quoted(SafetensorsHeader.metadataKey) + ":{"
        json += metadata.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { quoted($0.key) + ":" + quoted($0.value) }.joined(separator: ",")
        json += "}"
        var offset = 0
        for array in sorted {
            let end = offset + array.bytes.count
            json += "," + quoted(array.name) + ":{\"dtype\":\"\(array.elementType.rawValue)\",\"shape\":["
            json += array.shape.map(\.description).joined(separator: ",") + "],\"data_offsets\":[\(offset),\(end)]}"
            offset = end
        }
        json += "}"
        var text = Array(json.utf8)
        text += [UInt8](repeating: UInt8(ascii: " "), count: -text.count & 7)
        let length = UInt64(text.count)
        return (0..<8).map { UInt8(truncatingIfNeeded: length >> UInt64(8 * $0)) } + text
    }

    /// `text` as a JSON string.
    private static func quoted(_ text: String) -> String {
        var json = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": json += "\\\""
            case "\\": json += "\\\\"
            case "\n": json += "\\n"
            case "\r": json += "\\r"
            case "\t": json += "\\t"
            case "\u{0}"..."\u{1f}":
                let digits = String(scalar.value, radix: 16)
                json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: json.unicodeScalars.append(scalar)
            }
        }
        return json + "\""
    }
}

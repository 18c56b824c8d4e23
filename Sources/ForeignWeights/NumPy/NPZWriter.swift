import RecurrentNets

/// Writes arrays as NumPy's `savez` does: a zip archive of `.npy` members, each with a header of version 1.0.
enum NPZWriter {
    static func bytes(of arrays: [NamedMatrix], _ type: ElementType) -> [UInt8] {
        var archive = ZipWriter()
        for array in arrays { archive.add(array.name + ".npy", npy(array, type)) }
        return archive.archive
    }

    private static func npy(_ array: NamedMatrix, _ type: ElementType) -> [UInt8] {
        let shape = array.shape.map(String.init).joined(separator: ", ") + (array.shape.count == 1 ? "," : "")
        let text =
            "{'descr': '\(type == .float32 ? "<f4" : "<f8")', 'fortran_order': False, 'shape': (\(shape)), }"
        // The elements begin at a multiple of 64.
        let start = (10 + text.utf8.count + 1 + 63) / 64 * 64
        let header = Array(text.utf8) + Array(repeating: 0x20, count: start - 11 - text.utf8.count) + [0x0a]
        return NPYArray.signature + [1, 0, UInt8(header.count & 255), UInt8(header.count >> 8)] + header
            + array.bytes(type)
    }
}

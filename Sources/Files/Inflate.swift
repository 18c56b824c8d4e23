import CZlib

/// What was packed by the method “deflate” and has neither header nor checksum, as the members of a zip archive.
///
/// Source: P. Deutsch, RFC 1951, “DEFLATE Compressed Data Format Specification”, 1996.
package enum Inflate {
    /// The bytes of which `packed` is the packed form, of which there must be `count`; nil where it is damaged or has another
    /// number.
    package static func bytes(of packed: ArraySlice<UInt8>, count: Int) -> [UInt8]? {
        guard packed.count < Int(UInt32.max), count < Int(UInt32.max) else { return nil }
        var stream = z_stream()
        // Negative: no header.
        guard inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var input = Array(packed)
        var isWhole = false
        // One more than there should be, so that too many are seen.
        let bytes = [UInt8](unsafeUninitializedCapacity: count + 1) { output, written in
            input.withUnsafeMutableBufferPointer { input in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(count + 1)
                isWhole = inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_in == 0
            }
            written = count + 1 - Int(stream.avail_out)
        }
        return isWhole && bytes.count == count ? bytes : nil
    }
}

import CZlib

/// Packs bytes by the method “deflate” between zlib's header and checksum, as the streams of PDF are packed.
///
/// Source: P. Deutsch, J.-L. Gailly, RFC 1950, “ZLIB Compressed Data Format Specification”, 1996.
package enum Deflate {
    /// The packed form of bytes at zlib's `level`, from 0 to 9; nil where memory cannot be had.
    package static func bytes(of bytes: [UInt8], level: Int) -> [UInt8]? {
        precondition((0...9).contains(level), "a level of \(level); expected 0 to 9")
        let most = compressBound(uLong(bytes.count))
        var status = Z_OK
        let packed = [UInt8](unsafeUninitializedCapacity: Int(most)) { output, written in
            var count = most
            status = compress2(output.baseAddress, &count, bytes, uLong(bytes.count), Int32(level))
            written = status == Z_OK ? Int(count) : 0
        }
        return status == Z_OK ? packed : nil
    }
}

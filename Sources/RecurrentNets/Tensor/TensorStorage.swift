import CKernels

/// The memory behind tensors: bytes that are shared until somebody writes.
///
/// Those of a few numbers lie behind the object's header, in the same allocation; those of more are a block at a cache line,
/// for the kernels' sake, which is given back to be used again.
final class TensorStorage: ManagedBuffer<TensorStorage.Header, UInt8> {
    /// Where the bytes are, and how many of them are a block of their own.
    struct Header {
        let bytes: UnsafeMutableRawPointer
        let blockByteCount: Int
    }

    /// From here on bytes are a block of their own.
    private static let blockByteCount = 96

    /// Allocates `byteCount` bytes that are not yet set.
    static func allocate(byteCount: Int) -> TensorStorage {
        let storage =
            if byteCount >= blockByteCount {
                create(minimumCapacity: 0) { _ in
                    Header(bytes: ck_take_block(byteCount), blockByteCount: byteCount)
                }
            } else {
                create(minimumCapacity: byteCount) { buffer in
                    Header(
                        bytes: buffer.withUnsafeMutablePointerToElements { UnsafeMutableRawPointer($0) },
                        blockByteCount: 0)
                }
            }
        return unsafeDowncast(storage, to: TensorStorage.self)
    }

    deinit {
        let header = withUnsafeMutablePointerToHeader { $0.pointee }
        if header.blockByteCount > 0 { ck_give_back_block(header.bytes, header.blockByteCount) }
    }

    /// The bytes.
    ///
    /// The header never changes: read through its pointer, it costs no check for overlapping access.
    var bytes: UnsafeMutableRawPointer { withUnsafeMutablePointerToHeader { $0.pointee.bytes } }
}

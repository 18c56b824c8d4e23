import CKernels

/// The memory behind tensors: bytes that are shared until somebody writes.
///
/// Those of a small tensor lie behind the object's header, in the same allocation; those of a large one are a block that is
/// given back to be used again.
final class TensorStorage: ManagedBuffer<TensorStorage.Header, UInt8> {
    /// Where the bytes are, and how many of them are a block of their own.
    struct Header {
        let bytes: UnsafeMutableRawPointer
        let blockByteCount: Int
    }

    /// From here on bytes begin at a cache line, for the kernels' sake; for fewer it would cost more than it gains.
    private static let alignedByteCount = 512
    /// From here on bytes are a block of their own.
    private static let largeByteCount = 8192
    private static let cacheLine = 64

    /// Allocates `byteCount` bytes that are not yet set.
    static func allocate(byteCount: Int) -> TensorStorage {
        if byteCount >= largeByteCount {
            let storage = create(minimumCapacity: 0) { _ in
                Header(bytes: ck_take_block(byteCount), blockByteCount: byteCount)
            }
            return unsafeDowncast(storage, to: TensorStorage.self)
        }
        let isAligned = byteCount >= alignedByteCount
        let storage = create(minimumCapacity: isAligned ? byteCount + cacheLine : byteCount) { buffer in
            let start = buffer.withUnsafeMutablePointerToElements { UnsafeMutableRawPointer($0) }
            return Header(bytes: isAligned ? start.alignedUp(toMultipleOf: cacheLine) : start, blockByteCount: 0)
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

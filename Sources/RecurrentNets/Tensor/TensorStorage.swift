/// The memory behind tensors: bytes that are shared until somebody writes.
///
/// Unchecked: bytes are written before a storage is shared, and after that only by an owner that is alone.
final class TensorStorage: @unchecked Sendable {
    let bytes: UnsafeMutableRawPointer

    /// Allocates `byteCount` bytes that are not yet set.
    ///
    /// Large blocks begin at a cache line, for the kernels' sake; for small ones the plain allocator is faster.
    init(byteCount: Int) {
        bytes = .allocate(byteCount: byteCount, alignment: byteCount >= 512 ? 64 : 16)
    }

    deinit {
        bytes.deallocate()
    }
}

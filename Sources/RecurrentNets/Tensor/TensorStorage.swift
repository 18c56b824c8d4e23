/// The memory behind tensors: bytes that are shared until somebody writes.
///
/// The bytes lie behind the object's header, in the same allocation; the header is their address.
final class TensorStorage: ManagedBuffer<UnsafeMutableRawPointer, UInt8> {
    /// Large blocks begin at a cache line, for the kernels' sake; for small ones it would cost more than it gains.
    private static let largeByteCount = 512
    private static let cacheLine = 64

    /// Allocates `byteCount` bytes that are not yet set.
    static func allocate(byteCount: Int) -> TensorStorage {
        let isLarge = byteCount >= largeByteCount
        let storage = create(minimumCapacity: isLarge ? byteCount + cacheLine : byteCount) { buffer in
            let start = buffer.withUnsafeMutablePointerToElements { UnsafeMutableRawPointer($0) }
            return isLarge ? start.alignedUp(toMultipleOf: cacheLine) : start
        }
        return unsafeDowncast(storage, to: TensorStorage.self)
    }

    /// The bytes.
    var bytes: UnsafeMutableRawPointer { header }
}

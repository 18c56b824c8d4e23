#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The memory of this process.
package enum Memory {
    /// Whether `size` bytes can be had now; an array that cannot be had ends the process, so it is asked before.
    ///
    /// The question is a mapping, which is made and undone: malloc and free would be optimised away.
    package static func canHave(_ size: Int) -> Bool {
        guard size > 0 else { return true }
        let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let memory, memory != MAP_FAILED else { return false }
        munmap(memory, size)
        return true
    }
}

import CKernels

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The threads that kernels may use.
public enum KernelThreads {
    /// More than these gain little at the sizes of recurrent nets.
    private static let most = 4

    /// Lets up to `count` threads work on large products and windows, by default one a processor, at most four.
    ///
    /// Small ones stay on one thread, whatever is asked for; results do not depend on it.
    public static func use(_ count: Int?) {
        ck_set_threads(count ?? min(most, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
    }
}

import CKernels

/// The threads that kernels may use.
public enum KernelThreads {
    /// Lets up to `count` threads work on large products and windows.
    ///
    /// Small ones stay on one thread, whatever is asked for; results do not depend on it.
    public static func use(_ count: Int) {
        ck_set_threads(count)
    }
}

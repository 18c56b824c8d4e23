import CKernels

/// The instruction set that kernels are compiled for, chosen when the program starts.
public enum KernelInstructionSet {
    /// Its name: `baseline`, `avx2`, `avx512` or `neon`.
    public static var name: String { String(cString: ck_instruction_set()) }

    /// Whether products are joined with sums, as every set but `baseline` does: the results of all these have the same bits.
    public static var joinsProducts: Bool { ck_joins_products() != 0 }
}

/// The threads that kernels may use.
public enum KernelThreads {
    /// Lets up to `count` threads work on large products and windows.
    ///
    /// Small ones stay on one thread, whatever is asked for; results do not depend on it.
    public static func use(_ count: Int) {
        ck_set_threads(count)
    }

    /// The cores that this process is to use: its share in a pipeline, else those that it may run on.
    public static var coreCount: Int { Int(ck_core_count()) }
}

import Foundation

/// What work takes of a processor, which a busy machine does not lengthen as it does the time of a clock.
package enum ProcessorTime {
    /// The processor's seconds that this thread needs for `work`.
    package static func ofThread(_ work: () throws -> Void) rethrows -> Double {
        let start = now()
        try work()
        return now() - start
    }

    /// A limit of such seconds: eight times as many under a sanitizer, which makes all work slower.
    package static func limit(_ seconds: Double) -> Double { Environment.isSanitized ? 8 * seconds : seconds }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The signals that ask a program to stop: SIGINT, SIGTERM and SIGHUP.
///
/// They are held back, so that a stage can look for one, finish what it is at and save. The first one that is seen lets
/// them through again: a second one stops the program at once.
enum StopSignals {
    private static let all = [SIGINT, SIGTERM, SIGHUP]

    /// Holds the signals back from now on.
    static func hold() {
        mask(SIG_BLOCK)
    }

    /// The signal that has come in, if one has.
    static var received: Int32? {
        var pending = sigset_t()
        guard sigpending(&pending) == 0 else { return nil }
        guard let signal = all.first(where: { sigismember(&pending, $0) == 1 }) else { return nil }
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, signal)
        var taken: Int32 = 0
        sigwait(&set, &taken)
        mask(SIG_UNBLOCK)
        return signal
    }

    private static func mask(_ how: Int32) {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in all { sigaddset(&set, signal) }
        pthread_sigmask(how, &set, nil)
    }
}

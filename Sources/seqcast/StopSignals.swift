#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The signals that ask a program to stop: SIGINT, SIGTERM and SIGHUP.
///
/// The first one only leaves a mark, so that a stage can look for it, finish what it is at and save. A second one stops the
/// program at once, whatever it is at. One that is ignored from the start, as `nohup` has it, stays so.
enum StopSignals {
    private static let all = [SIGINT, SIGTERM, SIGHUP]
    /// The system takes the handler away as it calls it, and this flag then stands beside none: that is the mark.
    private static let once = Int32(bitPattern: UInt32(SA_RESETHAND))

    /// Catches the first signal from now on, also where whoever started this process holds signals back.
    static func catchFirst() {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in all {
            var action = action(of: signal)
            guard !isIgnored(action) else { continue }
            action.sa_flags = once | Int32(SA_RESTART)
            setHandler(of: &action) { StopSignals.letOthersThrough($0) }
            sigaction(signal, &action, nil)
            sigaddset(&set, signal)
        }
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
    }

    /// The signal that has come in, if one has.
    static var received: Int32? {
        all.first { signal in
            let action = action(of: signal)
            return action.sa_flags & once != 0 && handler(of: action) == nil
        }
    }

    /// What the handler does: it may only make calls that are safe in one.
    private static func letOthersThrough(_ received: Int32) {
        for other in [SIGINT, SIGTERM, SIGHUP] where other != received && !isIgnored(action(of: other)) {
            signal(other, SIG_DFL)
        }
    }

    private static func action(of signal: Int32) -> sigaction {
        var action = sigaction()
        sigaction(signal, nil, &action)
        return action
    }

    private static func isIgnored(_ action: sigaction) -> Bool {
        unsafeBitCast(handler(of: action), to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    private typealias Handler = @convention(c) (Int32) -> Void

    private static func handler(of action: sigaction) -> Handler? {
        #if canImport(Darwin)
            action.__sigaction_u.__sa_handler
        #else
            action.__sigaction_handler.sa_handler
        #endif
    }

    private static func setHandler(of action: inout sigaction, _ handler: @escaping Handler) {
        #if canImport(Darwin)
            action.__sigaction_u.__sa_handler = handler
        #else
            action.__sigaction_handler.sa_handler = handler
        #endif
    }
}

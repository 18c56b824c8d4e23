/// How a stage ended.
package enum StageEnd: Equatable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)
    /// It was stopped because it took longer than this, in seconds.
    case tookTooLong(limit: Double)
    /// It never ran, and why.
    case notStarted(String)

    /// What is said of an end that is no success: `failed with exit code 65`; nil for a success.
    package var problem: String? {
        switch self {
        case .exited(0): nil
        case .exited(let code): "failed with exit code \(code)"
        case .killed(let signal): "was killed by signal \(signal)"
        case .tookTooLong(let limit): "was stopped at its time limit of \(Duration.seconds(limit).text)"
        case .notStarted(let reason): "could not be started: \(reason)"
        }
    }
}

extension Duration {
    /// The duration as people say it: `0.3 s`, `12 s`, `3 min 5 s`, `2 h 10 min`.
    var text: String {
        let seconds = Double(components.seconds) + Double(components.attoseconds) * 1e-18
        if seconds < 9.95 { return "\(Double(Int((seconds * 10).rounded())) / 10) s" }
        let whole = Int(seconds.rounded())
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3600) h \(whole / 60 % 60) min"
    }
}

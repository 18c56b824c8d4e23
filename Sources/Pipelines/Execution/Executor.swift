/// Where the stages of a pipeline run.
package protocol Executor: Sendable {
    /// Runs one stage and waits for its end, whatever it is.
    ///
    /// `stopSignal` gives the signal by which the pipeline was asked to stop, if it was; it is passed on to the stage
    /// once.
    func run(_ command: StageCommand, stopSignal: () -> Int32?) -> StageEnd
}

/// How a stage ended.
package enum StageEnd: Equatable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)
    /// It never ran, and why.
    case notStarted(String)

    /// What is said of an end that is no success: `failed with exit code 65`; nil for a success.
    package var problem: String? {
        switch self {
        case .exited(0): nil
        case .exited(let code): "failed with exit code \(code)"
        case .killed(let signal): "was killed by signal \(signal)"
        case .notStarted(let reason): "could not be started: \(reason)"
        }
    }
}

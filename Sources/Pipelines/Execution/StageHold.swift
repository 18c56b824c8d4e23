import Files
import Stages

/// A stage held by this process alone, while it looks at it, runs it and records it; death releases it.
///
/// Between machines the claim of the newest attempt decides instead, when a result is recorded.
enum StageHold {
    /// The seconds between two looks whether another has ended.
    private static let pause = 0.05

    /// Takes the stage, or, where it `waits`, waits for whoever is at work on it.
    ///
    /// - Throws: ``PipelineError`` where another is at work on it, and `Stopped` where a signal came.
    static func take(
        _ stage: String, _ files: PipelineFiles, waits: Bool, _ console: any Console
    ) throws -> FileLock {
        var isTold = false
        while true {
            let answer: FileLock.Answer
            do {
                answer = try FileLock.take(files.lock(of: stage))
            } catch {
                throw PipelineError.file(error)
            }
            switch answer {
            case .held(let lock): return lock
            case .busy(let process):
                guard waits else {
                    throw PipelineError.stagesFailed([StageFailure(stage, heldBy: process)], notRun: [])
                }
                if !isTold { console.note("\(stage): \(Self.who(process)) is at work on it; waiting") }
                isTold = true
            }
            if let signal = console.stopSignal { throw Stopped(signal: signal) }
            Machine.sleep(seconds: pause)
        }
    }

    static func who(_ process: Int32?) -> String { process.map { "process \($0)" } ?? "another process" }
}

extension StageFailure {
    /// The failure of a stage that another process is at work on.
    init(_ stage: String, heldBy process: Int32?) {
        self.init(
            stage: stage,
            problem: "is not run: \(StageHold.who(process)) is at work on it; wait for it, stop it, or give --wait")
        isHeld = true
    }
}

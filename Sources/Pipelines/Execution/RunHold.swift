import Files
import Stages

/// The directory of a pipeline, held by one run alone.
struct RunHold {
    private let lock: DirectoryLock

    /// Between two looks whether another run has ended, in seconds; Slurm is not asked as often.
    private static let pause = 0.05
    private static let pauseOfSlurm = 1.0

    /// Takes the directory, in which jobs of a run on Slurm may be at work unless this one picks them up; where the run
    /// `waits`, it waits for those that have it.
    ///
    /// - Throws: `FileError` of the kind `cannotCreate` where another run has it; `Stopped` where a signal came.
    static func take(
        _ directory: String, waits: Bool, slurm queue: SlurmQueue?, _ console: any Console
    ) throws -> RunHold {
        var isTold = false
        var lostCount = 0
        while true {
            let pause: Double
            let holder: String
            do throws(FileError) {
                let lock = try DirectoryLock(of: directory)
                guard let queue, let run = Self.run(onSlurm: queue, PipelineFiles(in: directory)) else {
                    return RunHold(lock: lock)
                }
                guard waits else {
                    throw FileError(
                        .cannotCreate, at: PipelineFiles(in: directory).path,
                        "jobs of run \(run) are in Slurm's queue; wait for them, stop them, or give --wait")
                }
                // Let go meanwhile, for the run that will record what they did.
                withExtendedLifetime(lock) {}
                (holder, pause) = ("run \(run) on Slurm", pauseOfSlurm)
            } catch {
                guard waits, error.path == directory else { throw error }
                if DirectoryLock.isHeld(directory) {
                    lostCount = 0
                } else {
                    // It ended between the two looks, or it is no lock that stands in the way.
                    lostCount += 1
                    if lostCount > 1 { throw error }
                }
                (holder, pause) = ("another run", Self.pause)
            }
            if !isTold, lostCount == 0 { console.note("\(directory): \(holder) is at work in this directory; waiting") }
            isTold = isTold || lostCount == 0
            if let signal = console.stopSignal { throw Stopped(signal: signal) }
            Machine.sleep(seconds: pause)
        }
    }

    /// The run whose jobs are in Slurm's queue: it holds the directory without a process that does.
    private static func run(onSlurm queue: SlurmQueue, _ files: PipelineFiles) -> String? {
        guard let run = SlurmRun(in: files) else { return nil }
        return (queue.rows(ofRun: run.name) ?? []).contains(where: \.isActive) ? run.name : nil
    }
}

/// What the state of a job means that Slurm no longer counts as waiting or running.
enum SlurmVerdict: Equatable {
    /// It may still turn out otherwise.
    case doubtful
    /// Its stage did its work.
    case done
    /// What its stage waited for failed.
    case notRun
    case failed(String)

    /// How long, in seconds, an ending is doubted.
    ///
    /// An `output` written on another machine may take so long to be seen; a `job` that Slurm does not know for so long is
    /// lost; a job that goes back into the queue looks, for a moment, as if it had come to its `end`.
    static let patience = (output: 30.0, job: 60.0, end: 8.0)

    /// Slurm's word for a job that it does not know, as it is called here.
    static let unknown = "UNKNOWN"

    /// What is known of a job beside its state.
    struct Job {
        let name: String
        /// Whether its stage left the record of a stage that is done.
        var isDone = false
        /// What its stage's record says went wrong.
        var problem: String?
        /// Whether it was seen at work.
        var wasRunning = false
        /// Whether something that its stage waits for failed, or was not run.
        var hasFailedMaker = false
    }

    /// The verdict on a job that has had a state for so many seconds.
    init(_ job: Job, in state: String, for age: Double) {
        switch state {
        case "COMPLETED" where job.isDone, Self.unknown where job.isDone: self = .done
        case Self.unknown:
            self =
                age < Self.patience.job
                ? .doubtful
                : .failed("is lost: Slurm knows no job \(job.name); run again to submit what is still to be done")
        case "COMPLETED":
            self = age < Self.patience.output ? .doubtful : .failed("ended as job \(job.name) without its result")
        case _ where age < Self.patience.end: self = .doubtful
        case "CANCELLED":
            let neverBegan = job.problem == nil && !job.wasRunning
            self = neverBegan && job.hasFailedMaker ? .notRun : .failed("was cancelled")
        default:
            let word = state == "FAILED" ? "failed" : "ended as \(state)"
            self = .failed(job.problem ?? "\(word) in Slurm")
        }
    }
}

import Texts

/// Slurm, by its commands: each may take half a minute, and one that fails says nothing of the jobs.
struct SlurmQueue: Sendable {
    /// A job, or a task of an array, as `squeue` shows it.
    struct Row: Equatable {
        /// `12` or `12_3`.
        let job: String
        let state: String

        var isActive: Bool { !SlurmQueue.endStates.contains(state) }
    }

    fileprivate static let endStates: Set<String> = [
        "COMPLETED", "FAILED", "CANCELLED", "TIMEOUT", "NODE_FAIL", "OUT_OF_MEMORY", "BOOT_FAIL", "DEADLINE",
        "PREEMPTED",
    ]

    let searchPath: String

    /// The jobs of a run; nil where Slurm does not answer.
    func rows(ofRun run: String) -> [Row]? {
        let output = CommandOutput(
            "squeue", ["--me", "--noheader", "--array", "--states=all", "--format=%i|%T|%k"], searchPath: searchPath)
        return output.end == .exited(0) ? Self.rows(in: output.text, ofRun: run) : nil
    }

    /// Reads lines of `squeue`: `12_3|RUNNING|COMMENT`; others are of other runs.
    static func rows(in text: String, ofRun run: String) -> [Row] {
        text.parts(between: "\n").compactMap { line in
            guard let (job, rest) = line.cut(at: "|"), let (state, comment) = rest.cut(at: "|"), comment.isSame(as: run)
            else { return nil }
            return Row(job: job, state: state)
        }
    }

    /// Submits a job, and returns its number.
    ///
    /// - Throws: ``PipelineError`` with what `sbatch` says.
    func submit(_ arguments: [String]) throws(PipelineError) -> String {
        let output = CommandOutput("sbatch", arguments, searchPath: searchPath)
        guard output.end.problem == nil, let identifier = Self.identifier(in: output.text) else {
            let text = output.text.parts(between: "\n").filter { !$0.isEmpty }.joined(separator: " ")
            throw .slurm("sbatch \(output.end.problem ?? "said no job's number"): \(text)")
        }
        return identifier
    }

    /// Reads what `sbatch --parsable` says: `12`, or `12;CLUSTER`, perhaps after warnings.
    static func identifier(in text: String) -> String? {
        text.parts(between: "\n").lazy.map { $0.cut(at: ";")?.before ?? $0 }
            .first { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
    }

    /// Cancels jobs.
    func cancel(_ jobs: [String]) {
        // An array is named by its number alone.
        let numbers = Set(jobs.map { $0.cut(at: "_")?.before ?? $0 })
        if !numbers.isEmpty { _ = CommandOutput("scancel", numbers.sorted(), searchPath: searchPath) }
    }

    /// Puts a job that runs back into the queue; whether Slurm did.
    func requeue(_ job: String) -> Bool {
        CommandOutput("scontrol", ["requeue", job], searchPath: searchPath).end == .exited(0)
    }

    /// Whether a job runs, and is not being cancelled.
    func isRunning(_ job: String) -> Bool {
        let output = CommandOutput("squeue", ["--noheader", "--job=\(job)", "--format=%T"], searchPath: searchPath)
        return output.end == .exited(0) && output.text.parts(between: "\n").first == "RUNNING"
    }
}

import Files

/// What a pipeline keeps beside its results, in the hidden directory `.seqcast`; deleted, it costs time, never results.
package struct PipelineFiles: Sendable {
    /// The name of the hidden directory in that of the pipeline.
    static let name = ".seqcast"

    /// The hidden directory, from the current directory.
    let path: String

    init(in directory: String) {
        path = SpecPath.joined(directory, Self.name)
    }

    /// The digests of files that were read before.
    var digests: String { path + "/digests" }
    /// What stages did that is not in the lock file yet.
    var records: String { path + "/records" }
    /// When each stage ran, for how long, and where.
    var runs: String { path + "/runs.csv" }
    /// What each stage said.
    var logs: String { path + "/logs" }

    /// What is known of a run on Slurm.
    var slurm: String { path + "/slurm" }

    /// What the stage says while it runs.
    func log(of stage: String) -> String { "\(logs)/\(stage).log" }

    /// Makes the hidden directory and those in it, and clears them of what dead processes left.
    func create() throws(PipelineError) {
        do {
            for directory in [logs, records, slurm] { try Directories.create(at: directory) }
        } catch {
            throw .file(error)
        }
        TemporaryFiles.sweep(in: path)
        TemporaryFiles.sweep(in: records)
    }
}

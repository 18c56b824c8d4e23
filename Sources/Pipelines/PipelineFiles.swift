import Files

/// What a pipeline keeps beside its results, in the hidden directory `.seqcast`; deleted, it costs time, never results.
package struct PipelineFiles: Sendable {
    /// The name of the hidden directory in that of the pipeline.
    static let name = ".seqcast"

    /// The hidden directory, from the current directory.
    let path: String
    /// The pipeline's directory.
    private let directory: String

    init(in directory: String) {
        self.directory = directory
        path = SpecPath.joined(directory, Self.name)
    }

    /// A directory in the hidden one.
    enum Part: String, CaseIterable {
        /// What each stage said.
        case logs
        /// What stages did that is not in the lock file yet.
        case records
        /// What is known of a run on Slurm.
        case slurm
        /// Which stages are at work now: a file each, which its worker holds.
        case locks
        /// Which programs run, and what was set aside for them.
        case asides
    }

    /// The digests of files that were read before, in the hidden directory.
    static let digests = "digests"
    /// When each stage ran, for how long, and where, in the hidden directory.
    static let runs = "runs.csv"

    var digests: String { path + "/" + Self.digests }
    var runs: String { path + "/" + Self.runs }
    var records: String { path(of: .records) }
    var logs: String { path(of: .logs) }
    var slurm: String { path(of: .slurm) }
    var locks: String { path(of: .locks) }
    var asides: String { path(of: .asides) }

    private func path(of part: Part) -> String { path + "/" + part.rawValue }

    /// What is held while the stage is worked on.
    func lock(of stage: String) -> String { "\(locks)/\(stage)" }
    /// What is there while the stage's earlier outputs are set aside.
    func aside(of stage: String) -> String { "\(asides)/\(stage)" }

    /// What the stage says while it runs.
    func log(of stage: String) -> String { "\(logs)/\(Self.logName(of: stage))" }
    static func logName(of stage: String) -> String { stage + ".log" }

    /// The hidden directory, or one in it, for writing.
    ///
    /// - Throws: `FileError` where it is not there, or where a link stands in its place.
    func own(_ part: Part? = nil) throws(FileError) -> OwnDirectory {
        try OwnDirectory([Self.name] + (part.map { [$0.rawValue] } ?? []), in: directory, isMade: false)
    }

    /// Makes the hidden directory and those in it, and clears them of what dead processes left.
    func create() throws(PipelineError) {
        do {
            try Directories.create(at: directory)
            for part in Part.allCases {
                try OwnDirectory([Self.name, part.rawValue], in: directory, isMade: true).sweep()
            }
            try own().sweep()
        } catch {
            throw .file(error)
        }
    }
}

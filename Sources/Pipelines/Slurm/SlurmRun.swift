import Files

/// What is known of a run on Slurm: its name, which every job bears as its comment, and the stage of each job.
struct SlurmRun: Equatable {
    let name: String
    /// The stages by the jobs' names: `12`, or `12_3` in an array.
    var stages: [String: String] = [:]
    /// The jobs' names in the order in which they were submitted.
    var jobs: [String] = []
    /// Whether all jobs were submitted.
    var isComplete = false

    /// Reads what is in `files`; nil where there is no run, or what is there was not written here.
    init?(in files: PipelineFiles) {
        guard let bytes = try? FileReader.read(Self.path(files), limit: 1 << 26) else { return nil }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { $0.split(separator: " ") }
        guard let first = lines.first, first.count == 2, first[0] == "run" else { return nil }
        name = String(first[1])
        for words in lines.dropFirst() {
            if words.count == 3, words[0] == "job" { add(job: String(words[1]), stage: String(words[2])) }
            if words == ["complete"] { isComplete = true }
        }
    }

    init(name: String) {
        self.name = name
    }

    mutating func add(job: String, stage: String) {
        stages[job] = stage
        jobs.append(job)
    }

    func write(in files: PipelineFiles) throws(PipelineError) {
        let lines = ["run \(name)"] + jobs.map { "job \($0) \(stages[$0] ?? "")" } + (isComplete ? ["complete"] : [])
        do {
            try DurableFile.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: Self.path(files))
        } catch {
            throw .file(error)
        }
    }

    /// Forgets the run, and the lists of its jobs' stages.
    static func remove(in files: PipelineFiles) {
        for name in (try? Directories.list(at: files.slurm)) ?? [] {
            try? Directories.remove(at: files.slurm + "/" + name)
        }
    }

    private static func path(_ files: PipelineFiles) -> String { files.slurm + "/run" }
}

import Files
import Texts

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
        guard let bytes = try? FileReader.read(files.slurm + "/" + Self.file, limit: 1 << 26) else { return nil }
        let lines = String(decoding: bytes, as: UTF8.self).parts(between: "\n").map { $0.parts(between: " ") }
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
            try files.own(.slurm).write(Array((lines.joined(separator: "\n") + "\n").utf8), to: Self.file)
        } catch {
            throw .file(error)
        }
    }

    /// Forgets the run, and the lists of its jobs' stages.
    static func remove(in files: PipelineFiles) {
        guard let own = try? files.own(.slurm) else { return }
        for name in (try? own.names()) ?? [] { own.remove(name) }
    }

    private static let file = "run"
}

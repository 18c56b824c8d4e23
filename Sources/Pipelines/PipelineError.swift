import Files

/// Why a pipeline was not run, or not to its end.
package enum PipelineError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What the error means to the person who asked.
    package enum Kind: Sendable, Equatable {
        /// What was typed names something that is not in the spec.
        case usage
        /// A file that the user wrote or keeps is not as it must be.
        case badInput
        /// A stage did not do its work.
        case stageFailed
        /// A file could not be read or written, as the ``FileError`` says.
        case file(FileError.Kind)
    }

    case badSpec(SpecProblems)
    /// One message for each name that is no stage's.
    case unknownStages([String])
    case damagedLockFile(file: String, line: Int, problem: String)
    /// What failed and why, and the stages that were not run because of it.
    case stagesFailed([StageFailure], notRun: [String])
    /// Slurm did not do what it was asked for.
    case slurm(String)
    case file(FileError)

    package var kind: Kind {
        switch self {
        case .badSpec(let problems): problems.areOfSettings ? .usage : .badInput
        case .damagedLockFile: .badInput
        case .unknownStages: .usage
        case .stagesFailed(let failures, _) where failures.allSatisfy(\.isHeld): .file(.cannotCreate)
        case .stagesFailed, .slurm: .stageFailed
        case .file(let error): .file(error.kind)
        }
    }

    package var description: String {
        switch self {
        case .badSpec(let problems):
            return problems.description
        case .unknownStages(let messages):
            return messages.joined(separator: "\n")
        case .damagedLockFile(let file, let line, let problem):
            return "\(file):\(line): \(problem); delete the file, and everything runs again"
        case .stagesFailed(let failures, let notRun):
            var lines = failures.map(\.description)
            if !notRun.isEmpty { lines.append("not run because of that: " + notRun.joined(separator: ", ")) }
            return lines.joined(separator: "\n")
        case .slurm(let problem):
            return problem
        case .file(let error):
            return error.description
        }
    }
}

/// A stage that did not do its work, and why: `stage training failed with exit code 65`.
package struct StageFailure: Error, Equatable, Sendable, CustomStringConvertible {
    package let stage: String
    /// What happened, after `stage NAME`.
    package let problem: String
    /// Whether another process is at work on it.
    var isHeld = false
    /// The last lines that the stage said, and the file that has all.
    private(set) var lastLines: [String] = []
    private(set) var log = ""

    init(stage: String, problem: String) {
        self.stage = stage
        self.problem = problem
    }

    /// Adds what the stage said last, as its log has it.
    mutating func addLastLines(of log: String) {
        let lines = LogFile.end(of: log, count: 4096).split(separator: UInt8(ascii: "\n"))
        lastLines = lines.suffix(5).map { StageProcess.shown($0) }.filter { !$0.isEmpty }
        self.log = log
    }

    package var description: String {
        let heading = "stage \(stage) \(problem)"
        if lastLines.isEmpty { return heading }
        return ([heading + "; the end of \(log):"] + lastLines.map { "  | " + $0 }).joined(separator: "\n")
    }
}

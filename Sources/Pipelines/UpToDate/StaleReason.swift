/// Why a stage runs.
package enum StaleReason: Equatable, Sendable, CustomStringConvertible {
    case neverRun
    /// It began, and was stopped or failed.
    case unfinished
    /// It is being worked on, by a process of that number.
    case running(process: Int32)
    case commandChanged(from: String, to: String)
    /// Another version of the program computes otherwise.
    case resultsChanged(from: LockEntry.Program, to: LockEntry.Program)
    /// Nil stands for an option without a value.
    case optionChanged(String, from: String?, to: String?)
    case inputChanged(String)
    case inputMissing(String)
    case outputChanged(String)
    case outputMissing(String)
    /// A stage that makes what this one reads runs.
    case stageRuns(String)
    /// It was asked to run whatever the case.
    case forced

    package var description: String {
        switch self {
        case .neverRun: "never run"
        case .unfinished: "did not finish when it last ran"
        case .running(let process): "is running (process \(process))"
        case .commandChanged(let old, let new): "command changed from \(old) to \(new)"
        case .resultsChanged(let old, let new):
            "made by \(old.version), and \(new.version) computes otherwise (version \(new.results), not \(old.results))"
        case .optionChanged(let option, let old, let new):
            Self.change(of: option, from: old, to: new)
        case .inputChanged(let name): "\(name) changed"
        case .inputMissing(let name): "\(name) is missing"
        case .outputChanged(let name): "\(name) changed since it was written"
        case .outputMissing(let name): "\(name) is missing"
        case .stageRuns(let stage): "runs because \(stage) runs"
        case .forced: "runs because of --force"
        }
    }

    /// `hidden-size changed from 100 to 64`; of long texts what stands where they begin to differ.
    private static func change(of option: String, from old: String?, to new: String?) -> String {
        guard let old, let new else { return "\(option) changed from \(shown(old)) to \(shown(new))" }
        let texts = QuotedText.difference(old, new)
        return "\(option) changed from \(shown(texts.0)) to \(shown(texts.1))"
    }

    private static func shown(_ value: String?) -> String {
        guard let value else { return "nothing" }
        let isOneWord = !value.isEmpty && !value.unicodeScalars.contains { $0.properties.isWhitespace || $0 == "'" }
        return isOneWord && value.unicodeScalars.count <= 60 ? value : quoted(value)
    }
}

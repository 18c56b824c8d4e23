import Files
import Texts

/// A stage as it is now, beside what is recorded of its last run.
struct StageCheck {
    private let stage: SpecStage
    /// What is recorded; nil where the stage never ran.
    private let entry: LockEntry?
    private let inputs: [(name: String, option: String, digest: Digest?)]
    private let outputs: [(name: String, option: String, digest: Digest?)]

    /// - Throws: ``PipelineError`` where a file cannot be read.
    init(_ stage: SpecStage, recorded entry: LockEntry?, _ digests: inout Digests) throws(PipelineError) {
        self.stage = stage
        self.entry = entry
        var inputs: [(name: String, option: String, digest: Digest?)] = []
        for file in stage.reads {
            inputs.append((file.path.name, file.option, try digests.digest(of: file.path.path)))
        }
        var outputs: [(name: String, option: String, digest: Digest?)] = []
        for file in stage.writes {
            outputs.append((file.path.name, file.option, try digests.digest(of: file.path.path)))
        }
        self.inputs = inputs
        self.outputs = outputs
    }

    /// Whether the stage must run, as far as it alone is concerned.
    var status: StageStatus {
        guard let entry else { return .stale([.neverRun]) }
        var reasons = entry.state == .done ? [] : [StaleReason.unfinished]
        if let old = entry.program, let new = stage.program, old.results != new.results,
            entry.command == stage.commandName
        {
            reasons.append(.resultsChanged(from: old, to: new))
        }
        reasons += optionChanges + inputChanges
        if entry.state == .done { reasons += outputChanges }
        return reasons.isEmpty ? .upToDate : .stale(reasons)
    }

    /// The names of what the stage reads and is not there.
    var missingInputs: [String] { inputs.filter { $0.digest == nil }.map(\.name) }

    /// The names of what the stage writes and is not there.
    var missingOutputs: [String] { outputs.filter { $0.digest == nil }.map(\.name) }

    /// What is to be recorded; inputs and outputs that are not there are left out.
    func entry(_ state: LockEntry.State) -> LockEntry {
        let kept: ((name: String, option: String, digest: Digest?)) -> LockEntry.File? = { file in
            file.digest.map { LockEntry.File(option: file.option, name: file.name, digest: $0) }
        }
        return LockEntry(
            state: state, command: stage.commandName, program: stage.program, settings: stage.settings,
            reads: inputs.compactMap(kept),
            writes: state == .done ? outputs.compactMap(kept) : [])
    }

    private func recordedDigests(_ entry: LockEntry) -> [Digest?] {
        outputs.map { output in
            entry.writes.first { $0.option == output.option && $0.name.isSame(as: output.name) }?.digest
        }
    }

    private var optionChanges: [StaleReason] {
        guard let entry else { return [] }
        if entry.command != stage.commandName {
            return [.commandChanged(from: entry.command, to: stage.commandName)]
        }
        var old = entry.settings
        var new = stage.settings
        for file in entry.reads { old[file.option, default: []].append(file.name) }
        for file in inputs { new[file.option, default: []].append(file.name) }
        if entry.state == .done {
            for file in entry.writes { old[file.option, default: []].append(file.name) }
            for file in outputs { new[file.option, default: []].append(file.name) }
        }
        // Older programs did not record which program of the project they ran.
        if old[SpecStage.scriptKey] == nil { new[SpecStage.scriptKey] = nil }
        let names = stage.settingNames
        let gone = Set(old.keys).subtracting(names).sorted()
        return (names + gone).compactMap { name in
            isAlike(old[name], new[name], name)
                ? nil
                : .optionChanged(
                    name, from: old[name]?.joined(separator: ", "), to: new[name]?.joined(separator: ", "))
        }
    }

    /// Whether two lists of texts of an option mean the same.
    private func isAlike(_ old: [String]?, _ new: [String]?, _ name: String) -> Bool {
        if (old ?? []).areSame(as: new ?? []) { return true }
        if let old = stage.normalized(old, of: name), let new = stage.normalized(new, of: name), old.areSame(as: new) {
            return true
        }
        guard let old, let new, old.count == new.count, stage.takesAnyOrder else { return false }
        let files = stage.reads.filter { $0.option == name }
        return !files.isEmpty && files.allSatisfy(\.isListed)
            && old.map(ByteText.init).sorted() == new.map(ByteText.init).sorted()
    }

    /// Inputs that differ from what is recorded, or are not there.
    var inputChanges: [StaleReason] {
        var recorded: ByteDictionary<Digest> = [:]
        for file in entry?.reads ?? [] { recorded["\(file.option) \(file.name)"] = file.digest }
        return inputs.compactMap { input in
            guard let digest = input.digest else { return .inputMissing(input.name) }
            guard let old = recorded["\(input.option) \(input.name)"] else { return nil }
            return old == digest ? nil : .inputChanged(input.name)
        }
    }

    private var outputChanges: [StaleReason] {
        guard let entry else { return [] }
        return zip(outputs, recordedDigests(entry)).compactMap { output, recorded in
            guard let digest = output.digest else { return .outputMissing(output.name) }
            return recorded == nil || recorded == digest ? nil : .outputChanged(output.name)
        }
    }
}

import Stages

/// A stage as it stands in a spec, before its variables have values.
struct StageTemplate {
    /// What the stage does, as it is written.
    enum Work {
        case command(any Stage.Type, options: YAMLNode.Pair)
        case program(YAMLNode.Pair)
    }

    let name: String
    let position: SpecPosition
    let work: Work
    /// The values of the keys beside the command: `matrix`, `timeout`, `reads`.
    let keys: [String: YAMLNode.Pair]

    static let matrixKey = "matrix"
    static let foreachKey = "foreach"
    static let searchKey = "search"

    /// The keys that may stand beside a command, and beside a program.
    static let commandKeys = [matrixKey, foreachKey, searchKey] + StageLimits.definitions.map(\.name)
    static let programKeys = [SpecStage.readsKey, SpecStage.writesKey, SpecStage.appendKey] + commandKeys

    private static func canBeSearched(_ work: Work) -> Bool {
        if case .command(let command, _) = work { command.search != nil } else { false }
    }

    /// Reads the stage `pair`; nil, with problems, where it cannot be told what it does.
    init?(_ pair: YAMLNode.Pair, commands: [any Stage.Type], _ problems: inout [SpecProblem]) {
        name = pair.key.text ?? ""
        position = pair.key.position
        if !SpecName.isName(name) {
            problems.append(
                SpecProblem(at: position, "the stage's name is \(pair.key.kind); \(SpecName.rule)"))
        }
        let works = commands.map { $0.name } + [SpecStage.programKey]
        let rule = "expected one command with its options: \(works.joined(separator: ", "))"
        guard case .mapping(let pairs) = pair.value.content else {
            problems.append(
                SpecProblem(at: pair.value.position, "stage \(quoted(name)) is \(pair.value.kind); \(rule)"))
            return nil
        }
        var found: [Work] = []
        var keys: [String: YAMLNode.Pair] = [:]
        var unknown: [YAMLNode] = []
        for pair in pairs {
            if let command = commands.first(where: { $0.name == pair.key.text }) {
                found.append(.command(command, options: pair))
            } else if pair.key.text == SpecStage.programKey {
                found.append(.program(pair))
            } else if let key = pair.key.text, Self.programKeys.contains(key) {
                keys[key] = pair
            } else {
                unknown.append(pair.key)
            }
        }
        for key in unknown {
            let allowed = allowedNames(found.isEmpty ? works : Self.programKeys, insteadOf: key.text ?? "")
            problems.append(
                SpecProblem(
                    at: key.position, "unknown \(found.isEmpty ? "command" : "key") \(key.kind); \(allowed)"))
        }
        guard found.count == 1 else {
            if found.count > 1 || unknown.isEmpty {
                let count = found.isEmpty ? "no command" : "\(found.count) commands"
                problems.append(SpecProblem(at: pair.value.position, "stage \(quoted(name)) has \(count); \(rule)"))
            }
            return nil
        }
        work = found[0]
        self.keys = keys
        if let pair = keys[Self.searchKey], !Self.canBeSearched(work) {
            let searched = commands.filter { $0.search != nil }.map { $0.name }.joined(separator: ", ")
            problems.append(
                SpecProblem(
                    at: pair.key.position, "'search' stands in a stage that cannot be searched; allowed: \(searched)"))
        }
        if case .command(let command, _) = work {
            for key in [SpecStage.readsKey, SpecStage.writesKey, SpecStage.appendKey] {
                guard let pair = keys[key] else { continue }
                let reason = key == SpecStage.appendKey ? "which writes whole files" : "whose options say it already"
                problems.append(
                    SpecProblem(
                        at: pair.key.position, "'\(key)' beside \(command.name), \(reason); it stands beside 'run'"))
            }
        }
    }
}

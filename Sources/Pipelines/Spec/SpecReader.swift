import Stages

/// Walks the tree of a spec and gathers its stages, and all that is wrong with it.
struct SpecReader {
    /// What could be read of a spec.
    struct Draft {
        var name: String?
        var directory = "."
        var stages: [SpecStage] = []
        /// Whether some stage may write files that could not be read from the spec.
        var hasUnknownFiles = false
        var currentDirectory: String?

        /// The path of the spec, of the form that the paths of the stages have.
        func fileName(_ file: String) -> String {
            SpecPath.normalized(file, from: currentDirectory)
        }
    }

    /// A command, and the key and the mapping of its options.
    private struct Call {
        let command: any Stage.Type
        let options: YAMLNode.Pair
    }

    private static let keys = ["version", "name", "directory", "stages"]

    let commands: [any Stage.Type]
    let currentDirectory: String?
    private(set) var problems: [SpecProblem] = []

    init(commands: [any Stage.Type], currentDirectory: String?) {
        self.commands = commands
        self.currentDirectory = currentDirectory
    }

    /// Reads a spec; what it could not read is in ``problems``.
    mutating func read(_ bytes: [UInt8]) -> Draft {
        var draft = Draft(currentDirectory: currentDirectory)
        // What cannot be read may write anything.
        draft.hasUnknownFiles = true
        let root: YAMLNode?
        do {
            root = try YAMLDocument.root(of: SpecText.decode(bytes))
        } catch {
            problems.append(error)
            return draft
        }
        guard let root, case .mapping(let pairs) = root.content else {
            let found = root.map { $0.kind == "empty" ? "an empty file" : $0.kind } ?? "an empty file"
            let allowed = "a spec is a mapping with the keys \(Self.keys.joined(separator: ", "))"
            problems.append(SpecProblem(at: root?.position ?? .start, "found \(found); \(allowed)"))
            return draft
        }
        draft.hasUnknownFiles = false
        var values: [String: YAMLNode] = [:]
        for pair in pairs {
            guard let name = pair.key.text, Self.keys.contains(name) else {
                let allowed = allowedNames(Self.keys, insteadOf: pair.key.text ?? "")
                report(pair.key, "unknown key \(pair.key.kind); \(allowed)")
                continue
            }
            values[name] = pair.value
        }
        readVersion(values["version"], in: root)
        draft.name = readName(values["name"])
        if let directory = readDirectory(values["directory"], in: root) {
            draft.directory = directory
            readStages(values["stages"], in: root, into: &draft)
        } else {
            // The stages are read all the same, for what else is wrong with them.
            readStages(values["stages"], in: root, into: &draft)
            draft.hasUnknownFiles = true
        }
        return draft
    }

    private mutating func readVersion(_ value: YAMLNode?, in root: YAMLNode) {
        guard let value else { return report(root, "the key 'version' is missing; write version: 1") }
        if case .text("1", isPlain: true) = value.content { return }
        report(value, "version is \(value.kind); this program reads version 1")
    }

    private mutating func readName(_ value: YAMLNode?) -> String? {
        guard let value else { return nil }
        guard let text = value.text, Self.isName(text) else {
            report(value, "name is \(value.kind); \(Self.nameRule)")
            return nil
        }
        return text
    }

    private mutating func readDirectory(_ value: YAMLNode?, in root: YAMLNode) -> String? {
        let rule = "write the directory of the pipeline's files, from the current directory"
        guard let value else {
            report(root, "the key 'directory' is missing; \(rule)")
            return nil
        }
        guard let text = value.text, !text.isEmpty, !text.utf8.contains(0), text.utf8.count < 4096 else {
            report(value, "directory is \(value.kind); \(rule)")
            return nil
        }
        return SpecPath.normalized(text, from: currentDirectory)
    }

    private mutating func readStages(_ value: YAMLNode?, in root: YAMLNode, into draft: inout Draft) {
        let rule = "write a mapping of stages, as in  series: { \(commands.first?.name ?? "command"): { … } }"
        guard let value else { return report(root, "the key 'stages' is missing; \(rule)") }
        guard case .mapping(let pairs) = value.content else {
            return report(value, "stages is \(value.kind); \(rule)")
        }
        for pair in pairs {
            let name = pair.key.text ?? ""
            if !Self.isName(name) { report(pair.key, "the stage's name is \(pair.key.kind); \(Self.nameRule)") }
            var reader = StageReader(directory: draft.directory, currentDirectory: currentDirectory)
            guard let call = readCommand(of: name, pair.value) else {
                draft.hasUnknownFiles = true
                continue
            }
            let stage = reader.read(call.options, of: call.command, named: name, at: pair.key.position)
            if reader.hasUnknownFiles { draft.hasUnknownFiles = true }
            problems += reader.problems
            draft.stages.append(stage)
        }
    }

    /// The command of a stage; nil, with a report, where that cannot be read.
    private mutating func readCommand(of stage: String, _ body: YAMLNode) -> Call? {
        let names = commands.map { $0.name }
        let rule = "expected one command with its options: \(names.joined(separator: ", "))"
        guard case .mapping(let pairs) = body.content else {
            report(body, "stage \(quoted(stage)) is \(body.kind); \(rule)")
            return nil
        }
        guard pairs.count == 1 else {
            report(body, "stage \(quoted(stage)) has \(pairs.count) keys; \(rule)")
            return nil
        }
        let key = pairs[0].key
        let name = key.text ?? ""
        guard let command = commands.first(where: { $0.name == name }) else {
            report(key, "unknown command \(key.kind); \(allowedNames(names, insteadOf: name))")
            return nil
        }
        return Call(command: command, options: pairs[0])
    }

    private mutating func report(_ node: YAMLNode, _ problem: String) {
        problems.append(SpecProblem(at: node.position, problem))
    }

    private static let nameRule =
        "a name has at most 64 letters (a-z, A-Z), digits, '_' and '-', and begins with a letter or a digit"

    private static func isName(_ text: String) -> Bool {
        let isLetterOrDigit: (UInt8) -> Bool = {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
        }
        guard let first = text.utf8.first, isLetterOrDigit(first), text.utf8.count <= 64 else { return false }
        return text.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    }
}

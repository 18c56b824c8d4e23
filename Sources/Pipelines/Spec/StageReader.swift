import Stages

/// Reads the options of one stage, and gathers all that is wrong with them.
struct StageReader {
    let directory: String
    let currentDirectory: String?
    private(set) var problems: [SpecProblem] = []
    /// Whether a file that the stage may write could not be read.
    private(set) var hasUnknownFiles = false

    private var texts: [String: [String]] = [:]
    private var positions: [String: SpecPosition] = [:]
    private var reads: [SpecStage.File] = []
    private var writes: [SpecStage.File] = []

    init(directory: String, currentDirectory: String?) {
        self.directory = directory
        self.currentDirectory = currentDirectory
    }

    /// Reads `options`, a command and the mapping of its options.
    mutating func read(
        _ options: YAMLNode.Pair, of command: any Stage.Type, named name: String,
        at position: SpecPosition
    ) -> SpecStage {
        readPairs(options, of: command)
        for option in command.options where positions[option.name] == nil {
            switch option.presence {
            case .required:
                report(
                    options.key.position,
                    "option '\(option.name)' of \(command.name) is missing; give \(option.expected)", by: option)
            case .defaulted(let text) where option.role == .reads || option.role == .writes:
                take([text], for: option, at: [options.key.position])
            default: break
            }
        }
        if problems.isEmpty { checkTogether(command, at: options.key.position) }
        return SpecStage(
            name: name, position: position, command: command, texts: texts, reads: reads, writes: writes)
    }

    private mutating func readPairs(_ options: YAMLNode.Pair, of command: any Stage.Type) {
        let pairs: [YAMLNode.Pair]
        switch options.value.content {
        case .mapping(let mapping): pairs = mapping
        case .nothing: pairs = []
        default:
            report(options.value.position, "\(command.name) has \(options.value.kind); expected a mapping of options")
            hasUnknownFiles = true
            return
        }
        for pair in pairs {
            guard let option = command.options.first(where: { $0.name == pair.key.text }) else {
                let allowed = allowedNames(command.options.map(\.name), insteadOf: pair.key.text ?? "")
                report(pair.key.position, "unknown option \(pair.key.kind) of \(command.name); \(allowed)")
                continue
            }
            positions[option.name] = pair.value.position
            read(pair.value, for: option)
        }
    }

    private mutating func read(_ value: YAMLNode, for option: OptionDefinition) {
        if case .list(let elements) = value.content, option.presence == .repeated {
            let given = elements.map { (text: text(of: $0, for: option), position: $0.position) }
            take(given.compactMap(\.text), for: option, at: given.compactMap { $0.text == nil ? nil : $0.position })
        } else if let text = text(of: value, for: option) {
            take([text], for: option, at: [value.position])
        }
    }

    /// The text of a value; nil, with a report, where the option does not take it.
    private mutating func text(of value: YAMLNode, for option: OptionDefinition) -> String? {
        var expected = "expected \(option.expected)"
        if option.presence == .repeated { expected += ", or a list of such" }
        guard case .text(let text, let isPlain) = value.content else {
            let found = value.kind == "empty" ? "has no value" : "is \(value.kind)"
            report(value.position, "option '\(option.name)' \(found); \(expected)", by: option)
            return nil
        }
        let isText = option.schemaType == "string"
        if !isText, !isPlain {
            report(
                value.position, "option '\(option.name)' is \(value.kind); \(expected), without quotes", by: option)
            return nil
        }
        guard !text.utf8.contains(0) else {
            report(value.position, "option '\(option.name)' has a zero byte; expected a text without", by: option)
            return nil
        }
        guard option.accepts(text) else {
            let nearest = nearestName(to: text, among: option.choices).map { "did you mean '\($0)'? " } ?? ""
            report(value.position, "option '\(option.name)' is \(quoted(text)); \(nearest)\(expected)", by: option)
            return nil
        }
        return text
    }

    /// Keeps the texts of an option; those of paths from the current directory.
    private mutating func take(_ given: [String], for option: OptionDefinition, at places: [SpecPosition]) {
        if option.presence == .flag, given == ["false"] { return }
        guard option.role == .reads || option.role == .writes else {
            texts[option.name] = given
            return
        }
        for (text, position) in zip(given, places) {
            do {
                let path = try SpecPath(text, in: directory, from: currentDirectory)
                let file = SpecStage.File(option: option.name, path: path, position: position)
                if option.role == .reads { reads.append(file) } else { writes.append(file) }
                texts[option.name, default: []].append(path.path)
            } catch {
                let allowed =
                    "a path stays inside the directory, or begins with ./ (the current directory) or /"
                report(position, "option '\(option.name)': \(quoted(text)) \(error.reason); \(allowed)", by: option)
            }
        }
    }

    /// Asks the stage itself whether its options fit together.
    private mutating func checkTogether(_ command: any Stage.Type, at position: SpecPosition) {
        do {
            _ = try command.init(OptionValues(texts, for: command.options))
        } catch {
            for problem in error.problems {
                report(positions[problem.option] ?? position, "option '\(problem.option)': \(problem.problem)")
            }
        }
    }

    private mutating func report(_ position: SpecPosition, _ problem: String, by option: OptionDefinition? = nil) {
        problems.append(SpecProblem(at: position, problem))
        if option?.role == .writes { hasUnknownFiles = true }
    }
}

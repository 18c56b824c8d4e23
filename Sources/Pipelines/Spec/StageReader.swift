import Stages

/// Reads one stage, or one instance of it, and gathers all that is wrong with it.
struct StageReader {
    let template: StageTemplate
    let instance: StageInstances.Instance
    let settings: [SpecSetting]
    let directory: String
    let currentDirectory: String?
    var scope: Scope
    var problems: [SpecProblem] = []
    /// Whether a file that the stage may write could not be read.
    var hasUnknownFiles = false
    /// Whether the spec asks for so much that reading it ends here.
    var isExhausted = false

    private var texts: [String: [String]] = [:]
    private(set) var positions: [String: SpecPosition] = [:]
    var reads: [SpecStage.File] = []
    var writes: [SpecStage.File] = []

    init(
        _ template: StageTemplate, _ instance: StageInstances.Instance, _ scope: Scope, _ settings: [SpecSetting],
        directory: String, currentDirectory: String?
    ) {
        self.template = template
        self.instance = instance
        self.settings = settings
        self.directory = directory
        self.currentDirectory = currentDirectory
        self.scope = scope
        for (name, value) in instance.variables { self.scope[name] = .text(value) }
        if !instance.axes.isEmpty { self.scope["instance"] = .text(StageAxis.label(of: instance.axes)) }
    }

    /// What the stage writes, as it is written; what is wrong there is said when the stage is read.
    var outputs: StageOutputs.Instance {
        var texts: [String: [String]] = [:]
        var ignored: [SpecProblem] = []
        for (option, node) in outputNodes {
            texts[option] = scope.values(of: node, &ignored).elements.compactMap(\.text)
        }
        return StageOutputs.Instance(axes: instance.axes, texts: texts)
    }

    private var outputNodes: [(String, YAMLNode)] {
        switch template.work {
        case .program:
            return template.keys[SpecStage.writesKey].map { [(SpecStage.writesKey, $0.value)] } ?? []
        case .command(let command, let options):
            guard case .mapping(let pairs) = options.value.content else { return [] }
            let names = command.options.filter { $0.role == .writes }.map(\.name)
            var nodes = pairs.compactMap { pair in
                pair.key.text.flatMap { names.contains($0) ? ($0, pair.value) : nil }
            }
            for setting in settings where names.contains(setting.name) {
                nodes.removeAll { $0.0 == setting.name }
                nodes.append((setting.name, setting.value))
            }
            return nodes
        }
    }

    /// Reads the stage; `outputs` are those of all stages.
    mutating func read(_ outputs: StageOutputs) -> SpecStage {
        let limits = readLimits()
        let work: SpecStage.Work
        var appends = false
        switch template.work {
        case .command(let command, let options):
            readPairs(options, of: command, outputs)
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
            work = .command(command)
        case .program(let pair):
            work = readProgram(pair, outputs)
            appends = readAppend()
        }
        if !scope.budget.take(files: reads.count + writes.count) { exhaust(at: template.position) }
        return SpecStage(
            template: template.name, axes: instance.axes, axisNames: instance.axisNames, position: template.position,
            work: work, texts: texts, reads: reads, writes: writes, appends: appends, limits: limits)
    }

    /// Reads the keys that all stages may have.
    private mutating func readLimits() -> StageLimits {
        var given: [String: [String]] = [:]
        for option in StageLimits.definitions {
            let typed = settings.filter { $0.name == option.name }.map(\.value)
            guard let node = typed.last ?? template.keys[option.name]?.value,
                let text = text(of: node, for: option)
            else { continue }
            given[option.name] = [text]
        }
        do {
            return StageLimits(try OptionValues(given, for: StageLimits.definitions))
        } catch {
            preconditionFailure("limits that were accepted one by one: \(error)")
        }
    }

    private mutating func readPairs(_ options: YAMLNode.Pair, of command: any Stage.Type, _ outputs: StageOutputs) {
        var pairs: [(name: YAMLNode, values: [YAMLNode])]
        switch options.value.content {
        case .mapping(let mapping): pairs = mapping.map { ($0.key, [$0.value]) }
        case .nothing: pairs = []
        default:
            report(options.value.position, "\(command.name) has \(options.value.kind); expected a mapping of options")
            hasUnknownFiles = true
            return
        }
        let limits = StageLimits.definitions.map(\.name)
        for setting in settings where !limits.contains(setting.name) {
            pairs.removeAll { $0.name.text == setting.name }
            let values = settings.filter { $0.name == setting.name }.map(\.value)
            pairs.append((YAMLNode(setting.name, at: setting.value.position), values))
        }
        for (key, values) in pairs {
            guard let option = command.options.first(where: { $0.name == key.text }), option.role != .live else {
                let names = command.options.filter { $0.role != .live }.map(\.name)
                let allowed = allowedNames(names, insteadOf: key.text ?? "")
                report(key.position, "unknown option \(key.kind) of \(command.name); \(allowed)")
                continue
            }
            positions[option.name] = values[0].position
            scope.outputs = option.role == .reads ? outputs : nil
            if values.count > 1, option.presence != .repeated {
                report(values[1].position, "option '\(option.name)' is set \(values.count) times; set it once")
                continue
            }
            for value in values { read(value, for: option) }
        }
    }

    private mutating func read(_ node: YAMLNode, for option: OptionDefinition) {
        let values = scope.values(of: node, &problems)
        if values.isDamaged, option.role == .writes { hasUnknownFiles = true }
        let isExpandedToOne = values.isList && node.text != nil && values.elements.count == 1
        guard values.isList, option.presence == .repeated || isExpandedToOne else {
            if values.isList {
                report(node.position, problem(with: "a list", option), by: option)
            } else if let value = values.elements.first, let text = text(of: value, for: option) {
                take([text], for: option, at: [node.position])
            }
            return
        }
        let given = values.elements.map { (text: text(of: $0, for: option), element: $0) }
        let accepted = given.filter { $0.text != nil }.map(\.element)
        take(
            given.compactMap(\.text), for: option, at: accepted.map(\.position),
            areListed: accepted.allSatisfy(\.isListed))
    }

    mutating func text(of node: YAMLNode, for option: OptionDefinition) -> String? {
        let values = scope.values(of: node, &problems)
        guard let value = values.elements.first, !values.isList else {
            if !values.isDamaged { report(node.position, problem(with: "a list", option), by: option) }
            return nil
        }
        return text(of: value, for: option)
    }

    /// The text of a value; nil, with a report, where the option does not take it.
    mutating func text(of value: ScopedValue, for option: OptionDefinition) -> String? {
        guard let text = value.text else {
            let isNothing = value.kind == "empty"
            report(value.position, problem(with: isNothing ? nil : value.kind, option), by: option)
            return nil
        }
        let isText = option.schemaType == "string"
        if !isText, !value.isPlain {
            report(value.position, problem(with: value.kind, option) + ", without quotes", by: option)
            return nil
        }
        guard !text.utf8.contains(0) else {
            report(value.position, "option '\(option.name)' has a zero byte; expected a text without", by: option)
            return nil
        }
        guard option.accepts(text) else {
            let nearest = nearestName(to: text, among: option.choices).map { "did you mean '\($0)'? " } ?? ""
            report(
                value.position,
                "option '\(option.name)' is \(value.text == value.node.text ? quoted(text) : value.kind); "
                    + "\(nearest)\(Self.expected(option))" + (text.isEmpty ? emptyCell : ""),
                by: option)
            return nil
        }
        return text
    }

    /// Where the table stands that the values of the instance are from.
    private var emptyCell: String { instance.place.map { "; the cell may be empty in \($0)" } ?? "" }

    private func problem(with found: String?, _ option: OptionDefinition) -> String {
        "option '\(option.name)' \(found.map { "is \($0)" } ?? "has no value"); \(Self.expected(option))"
    }

    private static func expected(_ option: OptionDefinition) -> String {
        "expected \(option.expected)" + (option.presence == .repeated ? ", or a list of such" : "")
    }

    /// Keeps the texts of an option; those of paths from the current directory.
    private mutating func take(
        _ given: [String], for option: OptionDefinition, at places: [SpecPosition], areListed: Bool = false
    ) {
        if option.presence == .flag, given == ["false"] { return }
        guard option.role == .reads || option.role == .writes else {
            texts[option.name, default: []] += given
            return
        }
        for (text, position) in zip(given, places) {
            guard let path = path(text, named: option.name, at: position, isOutput: option.role == .writes) else {
                continue
            }
            let file = SpecStage.File(option: option.name, path: path, position: position, isListed: areListed)
            if option.role == .reads { reads.append(file) } else { writes.append(file) }
            texts[option.name, default: []].append(path.path)
        }
    }

    /// The path that `text` is; nil, with a report, where it is none that can stand.
    mutating func path(
        _ text: String, named name: String, at position: SpecPosition, isOutput: Bool
    ) -> SpecPath? {
        do {
            return try SpecPath(text, in: directory, from: currentDirectory)
        } catch {
            let allowed = "a path stays inside the directory, or begins with ./ (the current directory) or /"
            report(position, "option '\(name)': \(quoted(text)) \(error.reason); \(allowed)")
            if isOutput { hasUnknownFiles = true }
            return nil
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

    /// The files of a spec are too many from here on.
    mutating func exhaust(at position: SpecPosition) {
        report(position, SpecBudget.tooManyFiles(at: position).problem)
        isExhausted = true
    }

    mutating func report(_ position: SpecPosition, _ problem: String, by option: OptionDefinition? = nil) {
        problems.append(SpecProblem(at: position, problem))
        if option?.role == .writes { hasUnknownFiles = true }
    }
}

import Stages

/// Walks the texts of a spec and gathers its stages, and all that is wrong with it.
struct SpecReader {
    /// What could be read of a spec.
    struct Draft {
        var name: String?
        var directory = "."
        var stages: [SpecStage] = []
        /// Whether some stage may write files that could not be read from the spec.
        var hasUnknownFiles = false
        var texts: SpecTexts
        var currentDirectory: String?

        /// The path of the spec, of the form that the paths of the stages have.
        func fileName(_ file: String) -> String {
            SpecPath.normalized(file, from: currentDirectory)
        }
    }

    let commands: [any Stage.Type]
    let currentDirectory: String?
    let files: SpecFiles
    private(set) var problems: [SpecProblem] = []

    /// Far more than are said.
    private static let mostProblems = 2000

    init(commands: [any Stage.Type], currentDirectory: String?, files: SpecFiles) {
        self.commands = commands
        self.currentDirectory = currentDirectory
        self.files = files
    }

    /// Reads a spec with the settings typed; what could not be read is in ``problems``.
    mutating func read(_ bytes: [UInt8], file: String, settings: [String]) -> Draft {
        let documents = SpecDocuments(bytes, file: file, settings: settings, files)
        problems += documents.problems
        var draft = Draft(
            hasUnknownFiles: documents.isIncomplete, texts: documents.texts, currentDirectory: currentDirectory)
        guard let main = documents.documents.first, main.root.position.file == 0 else { return draft }
        let settings = SpecSetting.read(settings, &problems)
        let variables = SpecVariables(of: documents.documents, settings: settings)
        problems += variables.problems
        draft.name = readName(main.values["name"], variables.scope)
        var scope = variables.scope
        scope["pipeline"] = .text(draft.name ?? Spec.defaultName(for: file))
        if let directory = readDirectory(main.values["directory"], in: main.root, scope) {
            draft.directory = directory
        } else {
            // The stages are read all the same, for what else is wrong with them.
            draft.hasUnknownFiles = true
        }
        scope["directory"] = .text(draft.directory)
        let templates = readTemplates(documents.documents, &draft)
        readStages(templates, scope, settings.filter { $0.stage != nil }, into: &draft)
        return draft
    }

    private mutating func readName(_ value: YAMLNode?, _ scope: Scope) -> String? {
        guard let value else { return nil }
        guard let text = scope.text(of: value, &problems), SpecName.isName(text) else {
            report(value, "name is \(value.kind); \(SpecName.rule)")
            return nil
        }
        return text
    }

    private mutating func readDirectory(_ value: YAMLNode?, in root: YAMLNode, _ scope: Scope) -> String? {
        let rule = "write the directory of the pipeline's files, from the current directory"
        guard let value else {
            report(root, "the key 'directory' is missing; \(rule)")
            return nil
        }
        let count = problems.count
        guard let text = scope.text(of: value, &problems), !text.isEmpty, !text.utf8.contains(0), text.utf8.count < 4096
        else {
            if problems.count == count { report(value, "directory is \(value.kind); \(rule)") }
            return nil
        }
        if let problem = SpecPath.homeProblem(of: text) {
            report(value, "directory is \(quoted(text)); \(problem)")
            return nil
        }
        return SpecPath.normalized(text, from: currentDirectory)
    }

    /// The stages of all texts as they are written, each name once.
    private mutating func readTemplates(
        _ documents: [SpecDocuments.Document], _ draft: inout Draft
    ) -> [StageTemplate] {
        let rule = "write a mapping of stages, as in  series: { \(commands.first?.name ?? "command"): { … } }"
        var templates: [StageTemplate] = []
        var names: [String: SpecPosition] = [:]
        for document in documents {
            guard let value = document.values["stages"] else {
                if documents.count == 1 { report(document.root, "the key 'stages' is missing; \(rule)") }
                continue
            }
            guard case .mapping(let pairs) = value.content else {
                report(value, "stages is \(value.kind); \(rule)")
                continue
            }
            if pairs.isEmpty, documents.count == 1 { report(value, "stages has no stage; \(rule)") }
            for pair in pairs {
                guard let template = StageTemplate(pair, commands: commands, &problems) else {
                    draft.hasUnknownFiles = true
                    continue
                }
                if let other = names.updateValue(template.position, forKey: template.name) {
                    report(
                        pair.key,
                        "the stage \(quoted(template.name)) stands at \(draft.texts.name(of: other)) too; names differ")
                    draft.hasUnknownFiles = true
                    continue
                }
                templates.append(template)
            }
        }
        return templates
    }

    private mutating func readStages(
        _ templates: [StageTemplate], _ scope: Scope, _ settings: [SpecSetting], into draft: inout Draft
    ) {
        let names = templates.map(\.name)
        for setting in settings {
            guard let stage = setting.stage, !names.contains(stage) else { continue }
            report(setting.value, "there is no stage \(quoted(stage)); \(allowedNames(names, insteadOf: stage))")
        }
        var maker = StageInstances(
            directory: draft.directory, currentDirectory: currentDirectory, files: files, scope: scope)
        let instances = maker.all(of: templates)
        problems += maker.problems
        if !maker.problems.isEmpty { draft.hasUnknownFiles = true }
        var readers: [StageReader] = []
        var outputs = StageOutputs()
        for (template, instances) in zip(templates, instances) {
            let settings = settings.filter { $0.stage == template.name }
            let own = instances.map { instance in
                StageReader(
                    template, instance, scope, settings, directory: draft.directory, currentDirectory: currentDirectory)
            }
            outputs.add(stage: template.name, own.map(\.outputs))
            readers += own
        }
        for var reader in readers {
            let stage = reader.read(outputs)
            let room = StageInstances.most - draft.stages.count
            let stages = reader.stages(of: stage, mostStages: room)
            draft.stages += stages
            if reader.hasUnknownFiles { draft.hasUnknownFiles = true }
            problems += reader.problems
            if reader.isExhausted || stages.count > room || problems.count > Self.mostProblems {
                // What else the spec asks for is not even looked at.
                if stages.count > room {
                    problems.append(StageInstances.tooMany(draft.stages.count, at: stage.position))
                }
                draft.hasUnknownFiles = true
                return
            }
        }
    }

    private mutating func report(_ node: YAMLNode, _ problem: String) {
        problems.append(SpecProblem(at: node.position, problem))
    }
}

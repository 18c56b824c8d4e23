import ArgumentParser
import Files
import Stages

/// The command of a stage: it has exactly the options that the stage defines.
///
/// ArgumentParser finds a command's options by its mirror and hands over their values through a decoder; both are given
/// here from the stage's own definitions, so that each option stands in one place for the command line and the spec.
struct CommandOfStage<S: Stage>: ParsableCommand, CustomReflectable {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: S.name, abstract: S.summary, usage: StageHelp(of: S.self).usage)
    }
    static var _errorPrefix: String { Seqcast._errorPrefix }

    /// The texts given, by option name.
    private var texts: [String: [String]] = [:]

    init() {}

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: OptionKey.self)
        for option in S.options {
            texts[option.name] = try option.texts(in: container)
        }
        for option in S.options where option.takesFileOfData {
            let file = try container.decode(Argument<String?>.self, forKey: OptionKey.file).wrappedValue
            texts[option.name, default: []] += [file].compactMap { $0 }
        }
    }

    var customMirror: Mirror {
        var children = S.options.map { (label: Optional("_" + $0.name), value: $0.argument) }
        if let option = S.options.first(where: \.takesFileOfData) {
            let help = ArgumentHelp("The same as --\(option.name).", valueName: option.valueName)
            children.append((label: "_" + OptionKey.file.stringValue, value: Argument<String?>(help: help)))
        }
        return Mirror(self, children: children)
    }

    func validate() throws {
        // The value of an unknown option looks like a file beside that of --data: of the two, the option is told.
        let isFileGivenTwice = S.options.contains { $0.takesFileOfData && (texts[$0.name] ?? []).count > 1 }
        if isFileGivenTwice { return }
        do {
            _ = try makeStage()
        } catch {
            throw ValidationError(error.description)
        }
    }

    func run() throws {
        let stage = try makeStage()
        for option in S.options where option.role == .writes {
            for path in texts[option.name] ?? [] { TemporaryFiles.sweep(beside: path) }
        }
        try stage.run(TerminalConsole(resultsAreLines: true))
    }

    private func makeStage() throws(OptionErrors) -> S {
        let stage = try S(OptionValues(texts, for: S.options))
        let conflicts = FileConflicts(texts, of: S.self).problems
        guard conflicts.isEmpty else { throw OptionErrors(problems: conflicts) }
        return stage
    }
}

/// The name of an option as a coding key.
struct OptionKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
    private init(name: String) { stringValue = name }

    /// The file of data where it stands on the command line without its option.
    static let file = OptionKey(name: "file-of-data")
    init(_ option: OptionDefinition) { stringValue = option.name }
}

extension OptionDefinition {
    /// The property that ArgumentParser parses this option into.
    fileprivate var argument: Any {
        let name = NameSpecification.customLong(name)
        let help = ArgumentHelp(helpText, valueName: valueName)
        // A number may begin with a minus; any other value that begins with one needs the form --option=value.
        let isNumber = schemaType == "integer" || schemaType == "number" || mayBeginWithMinus
        let parsing: SingleValueParsingStrategy = isNumber ? .unconditional : .next
        if isArgument { return Argument<String>(help: help) }
        switch presence {
        // Without a value of its own, so that one that is given is told from the default; what is missing is told with all else.
        case .required, .optional, .defaulted: return Option<String?>(name: name, parsing: parsing, help: help)
        case .repeated:
            return Option<[String]>(
                wrappedValue: [], name: name, parsing: isNumber ? .unconditionalSingleValue : .singleValue, help: help)
        case .flag: return Flag<Bool>(wrappedValue: false, name: name, help: help)
        }
    }

    /// The texts that were given for this option.
    fileprivate func texts(in container: KeyedDecodingContainer<OptionKey>) throws -> [String] {
        let key = OptionKey(self)
        if isArgument { return [try container.decode(Argument<String>.self, forKey: key).wrappedValue] }
        switch presence {
        case .required, .optional, .defaulted:
            return [try container.decode(Option<String?>.self, forKey: key).wrappedValue].compactMap { $0 }
        case .repeated: return try container.decode(Option<[String]>.self, forKey: key).wrappedValue
        case .flag: return try container.decode(Flag<Bool>.self, forKey: key).wrappedValue ? ["true"] : []
        }
    }
}

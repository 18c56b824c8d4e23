import ArgumentParser
import Files
import Stages

/// The command of a stage: it has exactly the options that the stage defines.
///
/// ArgumentParser finds a command's options by its mirror and hands over their values through a decoder; both are given
/// here from the stage's own definitions, so that each option stands in one place for the command line and the spec.
struct CommandOfStage<S: Stage>: ParsableCommand, CustomReflectable {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: S.name, abstract: S.summary)
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
    }

    var customMirror: Mirror {
        Mirror(self, children: S.options.map { (label: "_" + $0.name, value: $0.argument) })
    }

    func validate() throws {
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
    init(_ option: OptionDefinition) { stringValue = option.name }
}

extension OptionDefinition {
    /// The property that ArgumentParser parses this option into.
    fileprivate var argument: Any {
        let name = NameSpecification.customLong(name)
        let help = ArgumentHelp(
            choices.isEmpty || presence == .flag ? help : help + " (\(choices.joined(separator: ", ")))",
            valueName: valueName)
        // A number may begin with a minus; any other value that begins with one needs the form --option=value.
        let isNumber = schemaType == "integer" || schemaType == "number" || mayBeginWithMinus
        let parsing: SingleValueParsingStrategy = isNumber ? .unconditional : .next
        if isArgument { return Argument<String>(help: help) }
        switch presence {
        case .required: return Option<String>(name: name, parsing: parsing, help: help)
        case .optional: return Option<String?>(name: name, parsing: parsing, help: help)
        case .defaulted(let text):
            return Option<String>(wrappedValue: text, name: name, parsing: parsing, help: help)
        case .repeated:
            return Option<[String]>(
                wrappedValue: [], name: name, parsing: isNumber ? .unconditionalSingleValue : .singleValue, help: help)
        case .flag: return Flag<Bool>(wrappedValue: false, name: name, help: help)
        }
    }

    /// The texts that were given for this option; its default counts as given.
    fileprivate func texts(in container: KeyedDecodingContainer<OptionKey>) throws -> [String] {
        let key = OptionKey(self)
        if isArgument { return [try container.decode(Argument<String>.self, forKey: key).wrappedValue] }
        switch presence {
        case .required, .defaulted: return [try container.decode(Option<String>.self, forKey: key).wrappedValue]
        case .optional: return [try container.decode(Option<String?>.self, forKey: key).wrappedValue].compactMap { $0 }
        case .repeated: return try container.decode(Option<[String]>.self, forKey: key).wrappedValue
        case .flag: return try container.decode(Flag<Bool>.self, forKey: key).wrappedValue ? ["true"] : []
        }
    }
}

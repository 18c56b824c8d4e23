import Stages

/// The help of a stage's command: its options in groups, each with the names it takes, its default, and for each group an
/// example.
struct StageHelp {
    private let stage: any Stage.Type

    /// The widest line, and where the text of an option begins.
    private static let width = 79
    private static let indent = 26

    init(of stage: any Stage.Type) {
        self.stage = stage
    }

    /// The stage whose help a command line asks for: `train --help`, `help train`; nil where it asks for another's.
    static func asked(by words: [String]) -> (any Stage.Type)? {
        let options = words.prefix { $0 != "--" }
        if options.first == "help", options.count == 2 { return StageCatalog.stage(named: options[1]) }
        guard let name = options.first, options.contains(where: { $0 == "--help" || $0 == "-h" }) else { return nil }
        return StageCatalog.stage(named: name)
    }

    var text: String {
        var lines = Self.wrapped("OVERVIEW: " + stage.summary, indent: 0)
        lines += [""] + Self.wrapped("USAGE: " + usage, indent: 8)
        lines += ["", "EXAMPLE: " + stage.example]
        for group in stage.helpGroups where !group.options.isEmpty {
            lines += ["", group.title.uppercased() + ":"]
            for option in group.options { lines += Self.lines(of: option) }
            if let example = group.example { lines += Self.wrapped("    Example: " + example, indent: 13) }
        }
        lines += [
            "", "OTHER:", "  --version               Show the version.", "  -h, --help              Show this help.",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    /// `seqcast train <file> --output <directory> [<options>]`.
    var usage: String {
        var words = ["seqcast", stage.name]
        for option in stage.options where option.presence == .required || option.isArgument {
            words.append(
                option.isArgument || option.takesFileOfData
                    ? "<\(option.valueName)>" : "--\(option.name) <\(option.valueName)>")
        }
        return (words + ["[<options>]"]).joined(separator: " ")
    }

    private static func lines(of option: OptionDefinition) -> [String] {
        var head = option.isArgument ? "  <\(option.valueName)>" : "  --\(option.name)"
        if !option.isArgument, option.presence != .flag { head += " <\(option.valueName)>" }
        var text = wrapped(String(repeating: " ", count: indent) + option.helpText, indent: indent)
        if head.utf8.count < indent - 1 {
            text[0] = head + String(repeating: " ", count: indent - head.count) + text[0].dropFirst(indent)
            return text
        }
        return [head] + text
    }

    /// The words of `text` on lines that are not too wide; those after the first begin with `indent` spaces.
    private static func wrapped(_ text: String, indent: Int) -> [String] {
        var lines: [String] = []
        var line = String(text.prefix { $0 == " " })
        var isEmpty = true
        for word in text.split(separator: " ") {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = String(repeating: " ", count: indent)
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + [line]
    }
}

extension OptionDefinition {
    /// What help says of the option: what it is for, the names that it takes, and its default.
    var helpText: String {
        var text = help
        if !choices.isEmpty, presence != .flag { text += " (\(choices.joined(separator: ", ")))" }
        if case .defaulted(let standard) = presence { text += " (default: \(standard))" }
        return text
    }

    /// Whether the option names the file of data, which may stand on the command line without it.
    var takesFileOfData: Bool { name == "data" && role == .reads && presence == .required }
}

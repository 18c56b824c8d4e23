import Stages

/// The command line that runs one stage by hand.
package struct StageCommand: Equatable, Sendable {
    /// The stage's name in the spec.
    package let stage: String
    /// The command and its options, without the program.
    package let arguments: [String]
}

extension StageCommand {
    /// The command line of `stage`: its options in the order of the help, and `--fresh` where it is `startingOver`.
    init(_ stage: SpecStage, startingOver: Bool) {
        self.stage = stage.name
        var arguments = [stage.command.name]
        for option in stage.command.options {
            if option.presence == .flag {
                let isAdded = startingOver && option.name == Self.startOver
                if isAdded || stage.texts[option.name] == ["true"] { arguments.append("--\(option.name)") }
                continue
            }
            for text in stage.texts[option.name] ?? [] {
                // A value that begins with a dash would be taken for an option.
                arguments += text.hasPrefix("-") ? ["--\(option.name)=\(text)"] : ["--\(option.name)", text]
            }
        }
        self.arguments = arguments
    }

    /// The flag by which a stage that could go on from what is there starts over.
    static let startOver = "fresh"

    /// Whether `command` can be told to start over.
    static func canStartOver(_ command: any Stage.Type) -> Bool {
        command.options.contains { $0.name == startOver && $0.presence == .flag }
    }

    /// The line to type in a shell.
    package func line(program: String) -> String {
        ([program] + arguments).map(Self.shellQuoted).joined(separator: " ")
    }

    /// `text` as one word of a POSIX shell.
    static func shellQuoted(_ text: String) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:,+=@%".utf8)
        if !text.isEmpty, text.utf8.allSatisfy(plain.contains) { return text }
        return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}

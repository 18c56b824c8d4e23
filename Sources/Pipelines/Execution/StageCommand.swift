import Stages
import Texts

/// The command line that runs one stage by hand.
package struct StageCommand: Equatable, Sendable {
    /// The stage's name in the spec.
    package let stage: String
    /// The program to run; nil for this one.
    package var program: String?
    /// What follows the program: a command of this one and its options, or the arguments of another.
    package let arguments: [String]
}

extension StageCommand {
    /// The command line of `stage`: its options in the order of the help.
    ///
    /// A stage that can go on from what is there is told to start over where that was made otherwise than is asked for
    /// now, and in any case where it `isForced`.
    init(_ stage: SpecStage, isForced: Bool) {
        self.stage = stage.name
        if case .program(let words, _) = stage.work {
            program = words.first
            arguments = Array(words.dropFirst())
            return
        }
        var arguments = [stage.commandName]
        for option in stage.options {
            if option.presence == .flag {
                let isAdded = option.name == (isForced ? Self.startOver : Self.startOverIfChanged)
                if isAdded || stage.texts[option.name] == ["true"] { arguments.append("--\(option.name)") }
                continue
            }
            for text in stage.texts[option.name] ?? [] {
                if option.isArgument {
                    // One that begins with a dash is a path all the same.
                    arguments.append(text.begins(with: "-") ? "./" + text : text)
                    continue
                }
                // A value that begins with a dash would be taken for an option.
                arguments += text.begins(with: "-") ? ["--\(option.name)=\(text)"] : ["--\(option.name)", text]
            }
        }
        self.arguments = arguments
    }

    /// The flag by which a stage that could go on from what is there starts over.
    private static let startOver = "fresh"
    /// The flag by which it does so only where that was made by other settings or from other data.
    private static let startOverIfChanged = "fresh-if-changed"

    /// The line to type in a shell.
    package func line(program: String) -> String {
        ([self.program ?? program] + arguments).map(shellQuoted).joined(separator: " ")
    }
}

import Stages

/// Stages that write words, for specs in tests; `fixtures/specs/programs/sample-stages.sh` does their work.
enum SampleStages {
    static let all: [any Stage.Type] = [MakeStage.self, LearnStage.self, JoinStage.self]

    static func none() -> OptionErrors {
        OptionErrors(problems: [OptionError(option: "output", problem: "sample stages do not run in the process")])
    }
}

/// Writes words.
struct MakeStage: Stage {
    enum Flavour: String, CaseIterable {
        case plain, sweet, sour
    }

    static let name = "make"
    static let summary = "Write words."
    static let options = [
        StageOption(required: "output", .path(), role: .writes, help: "The file to write.").definition,
        StageOption("words", .text(), default: "hello", help: "The words.").definition,
        StageOption("count", .wholeNumber(from: 1), default: 3, help: "How many.").definition,
        StageOption("flavour", ValueKind<Flavour>.choice(name: "flavour"), default: .plain, help: "Which.").definition,
        StageOption(optional: "note", .wholeNumber(0...9), help: "A digit.").definition,
        StageOption(repeated: "tag", .text(), help: "Any number of words.").definition,
        StageOption(flag: "quiet", role: .presentation, help: "Say nothing.").definition,
    ]

    init(_ values: OptionValues) throws(OptionErrors) {}

    func run(_ console: any Console) throws { throw SampleStages.none() }
}

/// Writes a directory, and can go on from what is in it.
struct LearnStage: Stage {
    static let name = "learn"
    static let summary = "Write a directory."
    static let options = [
        StageOption(required: "data", .path(), role: .reads, help: "The file to read.").definition,
        StageOption(required: "output", .path("directory"), role: .writes, help: "The directory to write.").definition,
        StageOption("size", .wholeNumber(from: 1), default: 100, help: "A setting.").definition,
        StageOption("steps", .wholeNumber(from: 1), default: 5, help: "How far to go.").definition,
        StageOption(flag: "fresh", role: .presentation, help: "Start over.").definition,
        StageOption(flag: "fresh-if-changed", role: .presentation, help: "Start over if needed.").definition,
    ]

    init(_ values: OptionValues) throws(OptionErrors) {}

    func run(_ console: any Console) throws { throw SampleStages.none() }
}

/// Writes one file of many; not loudly into a file that asks for quiet.
struct JoinStage: Stage {
    static let data = StageOption<[String]>(repeated: "data", .path(), role: .reads, help: "The files to read.")
    static let output = StageOption<String>(required: "output", .path(), role: .writes, help: "The file to write.")
    static let loud = StageOption<Bool>(flag: "loud", help: "In capitals.")

    static let name = "join"
    static let summary = "Put files together."
    static let options = [data.definition, output.definition, loud.definition]

    init(_ values: OptionValues) throws(OptionErrors) {
        if values[Self.loud], values[Self.output].hasSuffix("hush.txt") {
            throw OptionErrors(problems: [
                OptionError(option: "loud", problem: "the output asks for quiet; leave one of them")
            ])
        }
    }

    func run(_ console: any Console) throws { throw SampleStages.none() }
}

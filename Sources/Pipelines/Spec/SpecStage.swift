import Files
import Stages

/// One stage of a spec, or one instance of a stage that is a matrix; every path from the current directory.
package struct SpecStage: Sendable {
    /// A file or directory that the stage reads or writes, and the option that names it.
    package struct File: Equatable, Sendable {
        package let option: String
        package let path: SpecPath
        /// Where the spec names it.
        package let position: SpecPosition
        /// Whether it is one of those that `${STAGE.OPTION}` lists, whose order means nothing.
        package var isListed = false
    }

    /// What a stage does.
    package enum Work: Sendable {
        /// A command of this program.
        case command(any Stage.Type)
        /// A program of the user's with its arguments; `recorded` has them without the place of the directory.
        case program([String], recorded: [String])
    }

    /// The key of a stage that runs a program.
    static let programKey = "run"
    /// The keys of what a program reads and writes.
    static let readsKey = "reads"
    static let writesKey = "writes"
    /// The key of a program that builds on what it wrote before.
    static let appendKey = "append"
    /// Under what the program itself is recorded, where it is a file of the project.
    static let scriptKey = "program"

    /// The name in the spec: `training`.
    package let template: String
    /// The values by which it differs from other instances; none where the stage is no matrix.
    package let axes: [StageAxis]
    /// The names of the axes in the order of tables.
    let axisNames: [String]
    package let position: SpecPosition
    package let work: Work
    /// The texts of the options that the spec gives, and of all paths.
    package let texts: [String: [String]]
    package let reads: [File]
    package let writes: [File]
    /// Whether the program finds what it wrote when it last succeeded.
    package let appends: Bool
    package let limits: StageLimits
    /// The options that are tried, where the stage is a trial of a search.
    package let tried: [String]

    /// `training`, or `training[hidden-size=64,seed=1]`.
    package let name: String

    init(
        template: String, axes: [StageAxis], axisNames: [String] = [], position: SpecPosition, work: Work,
        texts: [String: [String]],
        reads: [File], writes: [File], appends: Bool = false, limits: StageLimits, tried: [String] = []
    ) {
        self.template = template
        self.axes = axes
        self.axisNames = axisNames + axes.map(\.name).filter { !axisNames.contains($0) }
        self.position = position
        self.work = work
        self.texts = texts
        self.reads = reads
        self.writes = writes
        self.appends = appends
        self.limits = limits
        self.tried = tried
        name = axes.isEmpty ? template : "\(template)[\(StageAxis.label(of: axes))]"
    }

    /// The command's name; `run` for a program.
    package var commandName: String {
        if case .command(let command) = work { command.name } else { Self.programKey }
    }

    /// The part of the stage that is done, 0...1, as far as a line that it said tells.
    func partDone(by line: String) -> Double? {
        if case .command(let command) = work { command.partDone(by: line, texts: texts) } else { nil }
    }

    /// What computes the stage; nil for a program of the user's, whose version nobody knows.
    var program: LockEntry.Program? {
        guard case .command(let command) = work else { return nil }
        return LockEntry.Program(version: ProgramVersion.nameAndVersion, results: command.resultsVersion)
    }

    /// The command's options; none for a program.
    package var options: [OptionDefinition] {
        if case .command(let command) = work { command.options } else { [] }
    }

    /// The names under which ``settings`` and files stand, in the order in which they are said.
    var settingNames: [String] {
        if case .command(let command) = work { return command.options.map(\.name) }
        return [Self.programKey, Self.scriptKey, Self.readsKey, Self.writesKey, Self.appendKey]
    }

    /// The one text for all texts that mean the same value of an option.
    func normalized(_ texts: [String]?, of name: String) -> [String]? {
        guard let texts, let option = options.first(where: { $0.name == name }) else { return texts }
        return texts.map(option.normalized)
    }

    /// Whether the order of what is listed by `${STAGE.OPTION}` means nothing: where values of no other option belong to it.
    var takesAnyOrder: Bool {
        options.allSatisfy { $0.role == .reads || $0.role == .writes || (texts[$0.name]?.count ?? 0) < 2 }
    }

    /// The options whose values the stage takes from what it goes on with.
    private var takenOptions: [String] {
        guard case .command(let command) = work, let search = command.search, texts[search.resumeFrom] != nil else {
            return []
        }
        return search.variable.map(\.name)
    }

    /// The values that decide what is computed: of every option that has one, given or by default; no paths.
    package var settings: [String: [String]] {
        if case .program(_, let recorded) = work {
            return [Self.programKey: recorded].merging(appends ? [Self.appendKey: ["true"]] : [:]) { $1 }
        }
        var settings: [String: [String]] = [:]
        let taken = Set(takenOptions)
        for option in options where option.role == .setting && !taken.contains(option.name) {
            if let given = texts[option.name] {
                settings[option.name] = given
            } else if case .defaulted(let text) = option.presence {
                settings[option.name] = [text]
            } else if option.presence == .flag {
                settings[option.name] = ["false"]
            }
        }
        return settings
    }
}

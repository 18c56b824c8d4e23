import Files
import Texts
import WeightFiles

/// The training that another one goes on with.
struct EarlierTraining {
    let directory: String
    let checkpoint: Checkpoint

    /// Reads where the best of the trainings in `directories` ended, or the one in another place.
    ///
    /// - Throws: ``FileError`` where there is none, ``StageError`` where there is nothing to rank by, or the training in
    ///   that place has diverged.
    init(_ settings: ContinuationSettings, keepsBest: Bool, _ console: any Console) throws {
        let trainings = try RankedTraining.ranking(of: settings.directories, keepsBest: keepsBest)
        let chosen = trainings[settings.place - 1]
        guard !chosen.isDiverged else {
            throw StageError.divergedOrigin(place: settings.place, sound: trainings.count { !$0.isDiverged })
        }
        directory = settings.directories[chosen.index]
        let path = directory + "/" + TrainingDirectory.checkpointsName
        guard Directories.isDirectory(at: path) else {
            throw FileError(
                .missing, at: path, "no such directory; expected the checkpoints of a training to go on with")
        }
        var damage: (any Error)?
        let newest = try CheckpointDirectory(reading: path).newestSound { error, isLast in
            damage = error
            if !isLast { console.note("\(error); the checkpoint before it is used") }
        }
        if newest == nil, let damage { throw damage }
        guard let checkpoint = newest else {
            throw FileError(.unusable, at: path, "holds no sound checkpoint; expected one to go on with")
        }
        self.checkpoint = checkpoint
    }

    /// `values` with what the training that goes on takes from this one: the network and how it is trained, and all other
    /// settings that are not given again.
    ///
    /// - Throws: ``OptionErrors`` where these do not fit together.
    func completing(_ values: OptionValues) throws(OptionErrors) -> OptionValues {
        var texts = values.texts
        texts[ContinuationSettings.resumeFrom.definition.name] = nil
        texts[ContinuationSettings.place.definition.name] = nil
        for option in ContinuationSettings.taken {
            texts[option.name] = recorded[option.name].flatMap { $0 == RunSettings.off ? nil : [$0] }
        }
        // The column is recorded for --target too, and is taken over apart.
        let names = ContinuationSettings.taken.map(\.name) + [SeriesSettings.column.definition.name]
        for option in TrainStage.options where option.role == .setting && !names.contains(option.name) {
            guard !Self.isGiven(option, in: values), let text = recorded[option.name] else { continue }
            texts[option.name] = Self.texts(text, of: option) ?? texts[option.name]
        }
        takeTargets(&texts)
        return try OptionValues(texts, for: TrainStage.options)
    }

    private var recorded: [String: String] {
        Dictionary(checkpoint.settings.entries.map { ($0.name, $0.value) }) { first, _ in first }
    }

    /// The part of a file that it did not read, as its `--test` said, found by the digest of what is left; nil where it read all,
    /// or no such part is found.
    func test(of file: SeriesFile) -> ValidationSize? {
        guard let digest = recorded[TrainSettings.data.definition.name], file.digest.description != digest else {
            return nil
        }
        let count = file.frames.reduce(0) { $0 + $1.count }
        let rows = 1...max(1, min(count, Self.mostNumbers / max(1, count)))
        let candidates =
            [0.1, 0.2, 0.25, 0.3, 0.5, 0.15, 0.4, 0.05].map { ValidationSize.part($0) } + rows.map { .rows($0) }
        return candidates.first { file.withoutLast($0).digest.description == digest }
    }

    /// So many numbers may be digested in search of the part that was not read.
    private static let mostNumbers = 20_000_000

    /// What it learns is recorded in one place for the two options that say it.
    private func takeTargets(_ texts: inout [String: [String]]) {
        let (column, target) = (SeriesSettings.column.definition.name, SeriesSettings.target.definition.name)
        guard texts[column] ?? [] == [] || texts[column] == recorded[column].map({ [$0] }), texts[target] ?? [] == [],
            let names = recorded[column]?.parts(between: ",")
        else { return }
        if names.count == 1 {
            texts[column] = names
        } else {
            texts[column] = nil
            texts[target] = names
        }
    }

    private static func isGiven(_ option: OptionDefinition, in values: OptionValues) -> Bool {
        let texts = values.texts[option.name] ?? []
        if case .defaulted(let text) = option.presence { return !texts.isEmpty && texts != [text] }
        return !texts.isEmpty
    }

    /// What was recorded as the texts of an option, which may stand for several; nil where it is none.
    private static func texts(_ recorded: String, of option: OptionDefinition) -> [String]? {
        if option.accepts(recorded) { return [recorded] }
        let parts = recorded.parts(between: ",").filter { !$0.isEmpty }
        return option.presence == .repeated && parts.allSatisfy(option.accepts) ? parts : nil
    }
}

import Files
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

    /// `values` with what the training that goes on takes from this one.
    ///
    /// - Throws: ``OptionErrors`` where these do not fit together.
    func completing(_ values: OptionValues) throws(OptionErrors) -> OptionValues {
        var texts = values.texts
        texts[ContinuationSettings.resumeFrom.definition.name] = nil
        texts[ContinuationSettings.place.definition.name] = nil
        let recorded = Dictionary(checkpoint.settings.entries.map { ($0.name, $0.value) }) { first, _ in first }
        for option in ContinuationSettings.taken {
            texts[option.name] = recorded[option.name].flatMap { $0 == RunSettings.off ? nil : [$0] }
        }
        return try OptionValues(texts, for: TrainStage.options)
    }
}

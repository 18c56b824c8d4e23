import Files
import ForecastModels
import SeriesData
import WeightFiles

/// The trainings of a backtest that trains anew at each origin: with a model's settings, on the values before it alone.
struct BacktestRefit {
    /// The directory of the trainings: `origin-000132` for that on 132 values.
    let path: String
    private let file: SeriesFile
    /// The training's options but for its directory.
    private let texts: [String: [String]]

    /// Takes the settings of the model in the directory `modelPath` from its newest checkpoint.
    ///
    /// - Throws: ``OptionErrors`` where they cannot be repeated.
    init(of model: any ForecastModel, at modelPath: String, _ file: SeriesFile, into path: String) throws {
        (self.path, self.file) = (path, file)
        guard file.recipe.columns.series == nil else {
            throw Self.error("has a meaning only for one series; found a model of many")
        }
        let directory = modelPath + "/" + TrainingDirectory.checkpointsName
        guard Directories.isDirectory(at: directory), let checkpoint = try Self.newest(in: directory) else {
            throw Self.error(
                "found no checkpoint in \(directory), which would tell the settings; give as --model a directory that "
                    + "train wrote")
        }
        let settings = Dictionary(checkpoint.settings.entries.map { ($0.name, $0.value) }) { first, _ in first }
        guard settings[TrainSettings.initialWeights.definition.name] == Self.none else {
            throw Self.error("found a model that began with --initial-weights, which it does not hold; leave it out")
        }
        texts = Self.texts(settings, of: model, file, epochs: checkpoint.epoch)
    }

    private static let none = "none"

    private static func newest(in directory: String) throws -> Checkpoint? {
        var damage: (any Error)?
        let newest = try CheckpointDirectory(reading: directory).newestSound { error, _ in damage = error }
        if newest == nil, let damage { throw damage }
        return newest
    }

    private static func error(_ problem: String) -> OptionErrors {
        OptionErrors(problems: [OptionError(option: BacktestStage.refit.definition.name, problem: problem)])
    }

    /// What a checkpoint recorded as options again.
    private static func texts(
        _ settings: [String: String], of model: any ForecastModel, _ file: SeriesFile, epochs: Int
    ) -> [String: [String]] {
        let options = Set(TrainStage.options.map(\.name))
        let digests = [TrainSettings.data.definition.name, TrainSettings.initialWeights.definition.name]
        var texts = settings.filter { options.contains($0.key) && !digests.contains($0.key) }.mapValues { [$0] }
        if texts[TrainSettings.clipNorm.definition.name] == [RunSettings.off] {
            texts[TrainSettings.clipNorm.definition.name] = nil
        }
        // What may have several values, or is not recorded.
        texts[SeriesSettings.column.definition.name] = nil
        texts[SeriesSettings.target.definition.name] = file.recipe.columns.targets
        texts[SeriesSettings.transform.definition.name] = file.recipe.transforms.transforms.map(\.description)
        texts[TrainSettings.data.definition.name] = [file.path]
        texts[TrainSettings.ensemble.definition.name] = [String(model.memberCount)]
        texts[TrainSettings.epochs.definition.name] = [settings[RunSettings.epochsOfSchedule] ?? String(epochs)]
        texts[ContinuationSettings.stopAfter.definition.name] = [String(epochs)]
        if !model.conformalScores.isEmpty { texts[ValidationSettings.conformal.definition.name] = ["true"] }
        texts[TrainSettings.freshIfChanged.definition.name] = ["true"]
        return texts.filter { !$0.value.isEmpty }
    }

    /// The model that is trained on the first `origin` values; where it was before, it is read.
    func model(before origin: Int, _ console: any Console) throws -> any ForecastModel {
        let digits = String(origin)
        let directory = "\(path)/origin-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
        var texts = texts
        texts[TrainSettings.output.definition.name] = [directory]
        let stage = try TrainStage(OptionValues(texts, for: TrainStage.options))
        try stage.train(on: file.first { _ in origin }, QuietConsole(console))
        return try ModelCatalogue.model(at: directory)
    }
}

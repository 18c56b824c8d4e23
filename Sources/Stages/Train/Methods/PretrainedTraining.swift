import CSVTables
import ForecastModels
import Forecasting
import RecurrentNets
import SeriesData

/// Makes a model of the network that the program carries: at once, or after some training on the series of a file.
struct PretrainedTraining {
    private let settings: TrainSettings
    private let file: SeriesFile

    init(_ settings: TrainSettings, on file: SeriesFile) {
        (self.settings, self.file) = (settings, file)
    }

    /// - Throws: ``StageError`` where there is nothing to forecast, or too little to train on.
    func run(_ console: any Console) throws {
        let directory = try ModelOutput(settings.output, settings, console)
        var recipe = file.recipe
        if !settings.method.hasHorizon { recipe.horizon = PretrainedForecast.blockLength }
        let frames = file.frames.filter { $0.count > 0 }
        guard !frames.isEmpty else {
            throw StageError.tooFewValues(file: file.path, found: 0, needed: 1, purpose: "a model")
        }
        KernelThreads.use(settings.threads)
        let season = season(of: frames)
        let parts = frames.map { frame in part(of: frame, recipe, season: season, of: frames.count) }
        let network = try ShippedNetwork.make()
        if let updates = settings.method.fineTune {
            try tune(network, with: parts, recipe, season: season, updates: updates, console)
        }
        let scaling = SeriesScaling(targets: frames[0].targets.map { _ in .identity })
        let model = PretrainedModel(
            recipe: recipe,
            fit: SeriesFit(
                scale: .none, series: frames.map { ($0.name, scaling) },
                frequency: frames.lazy.compactMap(\.frequency).first, rowsRead: frames.map(\.count)),
            season: season, network: network)
        try directory.write(model.file)
        try console.result(
            (season > 1 ? "pretrained; season \(season)" : "pretrained; no season")
                + measured(model, on: parts, console))
    }

    /// A series, cut into what may be learnt and what is kept for validation.
    private func part(of frame: SeriesFrame, _ recipe: SeriesRecipe, season: Int, of count: Int) -> ValidationPart {
        let kept = settings.validation.size?.rows(of: frame.count) ?? 0
        let complete = frame.filled(by: recipe.missing, lookingAheadIn: frame.count - kept)
        let scaling = complete.targets.map { target in
            let scale = NaiveScale(of: Array(target.prefix(frame.count - kept)), season: season).absolute
            return scale.isFinite && scale > 0 ? Scaling(offset: 0, divisor: scale) : .identity
        }
        return ValidationPart(
            complete, actual: frame.targets, from: frame.count - kept, horizon: recipe.horizon,
            scaling: SeriesScaling(targets: scaling), seriesCount: count)
    }

    /// What to say of the errors on the validation part; nothing where there is none.
    private func measured(
        _ model: PretrainedModel, on parts: [ValidationPart], _ console: any Console
    ) throws -> String {
        guard settings.validation.size != nil else { return "" }
        let member = CombinedModel.Member(name: TrainMethod.pretrained.rawValue, model: model)
        let error = try MemberErrors([member], on: parts, QuietConsole(console)).mean(of: 0)
        return error.isNaN ? "" : "; MASE \(significantDecimal(error, digits: 4)) on the validation part"
    }

    private func tune(
        _ network: PretrainedNetwork, with parts: [ValidationPart], _ recipe: SeriesRecipe, season: Int, updates: Int,
        _ console: any Console
    ) throws {
        let series = parts.flatMap { part in
            let kept = settings.validation.size?.rows(of: part.frame.count) ?? 0
            return part.frame.targets.map { $0.dropLast(kept).map(recipe.transforms.level) }
        }
        let horizon = min(recipe.horizon, PretrainedForecast.blockLength)
        guard
            let tuning = PretrainedTuning(
                series, season: season, horizon: horizon, .init(updates: updates, seed: settings.seed))
        else {
            throw StageError.tooFewValues(
                file: file.path, found: series.map(\.count).max() ?? 0,
                needed: PretrainedTuning.fewestValues(forHorizon: horizon),
                purpose: "--fine-tune with a horizon of \(horizon)")
        }
        let result = tuning.tune(network) { console.stopSignal != nil }
        try console.throwIfStopped()
        let losses = [result.losses.before, result.losses.best].map { significantDecimal($0, digits: 4) }
        try console.result(
            result.best > 0
                ? "fine-tuned by \(result.best) updates: loss \(losses[1]) on the last values, which were kept from it; before "
                    + losses[0]
                : "not fine-tuned: none of \(result.updates) updates lowered the loss of \(losses[0]) on the last values, which "
                    + "were kept from it")
    }

    /// The season that was given, else what the longest series shows; of a week of days and the like, the day.
    private func season(of frames: [SeriesFrame]) -> Int {
        if let given = settings.method.seasons { return given.first { $0 > 1 } ?? 1 }
        guard let frame = frames.max(by: { $0.count < $1.count }), let target = frame.targets.first else { return 1 }
        let usual = frame.frequency?.seasons ?? []
        guard let found = SeasonSearch(target, usual: usual).season, found > 1 else { return 1 }
        return usual.first { $0 > 1 && $0 < found && found % $0 == 0 } ?? found
    }
}

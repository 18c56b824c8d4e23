import CSVTables
import Files
import ForecastModels
import Forecasting
import SeriesData

/// Fits a statistical model to each series of a file.
struct StatisticalTraining {
    private let settings: TrainSettings
    private let method: StatisticalMethod
    private let file: SeriesFile

    init(_ settings: TrainSettings, _ method: StatisticalMethod, on file: SeriesFile) {
        (self.settings, self.method, self.file) = (settings, method, file)
    }

    /// - Throws: ``StageError`` where a series is too short.
    func run(_ console: any Console) throws {
        let directory = try ModelOutput(settings.output, settings, console)
        var parts: [ValidationPart] = []
        var fits: [[StatisticalFit]] = []
        let recipe = file.recipe
        let seasons = chosenSeasons
        let frames = file.frames.filter { $0.count > 0 }
        // So many at once that a stop does not wait long, and that the cores share them evenly.
        let threads = settings.seriesThreads
        for start in stride(from: 0, to: frames.count, by: 16 * threads) {
            try console.throwIfStopped()
            let some = Array(frames[start..<min(start + 16 * threads, frames.count)])
            for result in mapOnCores(some.count, threads: threads, { fitted(some[$0], recipe, seasons) }) {
                let series = try result.get()
                fits.append(series.fits)
                parts.append(series.part)
            }
            console.progress(Progress(done: parts.count, total: frames.count, message: some.last?.name ?? ""))
        }
        guard !parts.isEmpty else {
            throw StageError.tooFewValues(file: file.path, found: 0, needed: 1, purpose: "a statistical model")
        }
        let model = StatisticalForecastModel(
            recipe: recipe,
            fit: SeriesFit(
                scale: .standard, series: parts.map { ($0.frame.name, $0.scaling) },
                frequency: file.frames.lazy.compactMap(\.frequency).first, rowsRead: parts.map(\.frame.count)),
            method: method, seasons: seasons, fits: fits)
        let member = CombinedModel.Member(name: method.rawValue, model: model)
        let errors = try MemberErrors([member], on: parts, QuietConsole(console))
        try directory.write(model.with(conformalScores: errors.scores(parts.map { _ in [1] }, recipe, on: parts)).file)
        let error = errors.mean(of: 0)
        try console.result(
            summary(model)
                + (error.isNaN
                    ? ""
                    : "; MASE \(significantDecimal(error, digits: 4))"
                        + (settings.validation.size == nil
                            ? " of the last third, which was learnt" : " on the validation part"))
        )
    }

    /// A series with its fits, each of a target.
    private struct FittedSeries: Sendable {
        let fits: [StatisticalFit]
        let part: ValidationPart
    }

    private func fitted(
        _ frame: SeriesFrame, _ recipe: SeriesRecipe, _ seasons: [Int]
    ) -> Result<FittedSeries, any Error> {
        Result {
            let kept = settings.validation.size?.rows(of: frame.count) ?? 0
            let trainingCount = frame.count - kept
            let complete = frame.filled(by: recipe.missing, lookingAheadIn: trainingCount)
            let scaling = complete.targets.map { target in
                Self.scaling(of: target.prefix(trainingCount).map(recipe.transforms.level), season: seasons.first ?? 1)
            }
            let fits = try zip(complete.targets, scaling).map { target, scaling in
                try fitted(
                    target.prefix(trainingCount).map { scaling.apply(recipe.transforms.level(of: $0)) }, seasons, frame)
            }
            let part = ValidationPart(
                complete, actual: frame.targets, from: trainingCount, horizon: recipe.horizon,
                scaling: SeriesScaling(targets: scaling), seriesCount: file.frames.count)
            return FittedSeries(fits: fits, part: part)
        }
    }

    private func summary(_ model: StatisticalForecastModel) -> String {
        let kinds = model.fits.flatMap(\.self).map { $0.smoothingKind.map { "\($0)" } ?? $0.method.rawValue }
        let seasons =
            model.seasons.isEmpty ? "no season" : "season \(model.seasons.map(String.init).joined(separator: ", "))"
        let counted = Set(kinds).sorted().map { kind in
            kinds.count == 1 ? kind : "\(kind) \(kinds.count { $0 == kind })"
        }
        return "\(counted.joined(separator: ", ")); \(seasons)"
    }

    /// Those that were given, else what the longest series shows.
    private var chosenSeasons: [Int] {
        if let given = settings.method.seasons { return Array(given.filter { $0 > 1 }.prefix(method.mostSeasons)) }
        guard method.mostSeasons > 0, let frame = file.frames.max(by: { $0.count < $1.count }),
            let target = frame.targets.first
        else { return [] }
        let usual = frame.frequency?.seasons ?? []
        return SeasonSearch(target, usual: usual).season.map { $0 > 1 ? [$0] : [] } ?? []
    }

    /// Divided by the mean error of the seasonal naive forecast; 1 where that is none.
    private static func scaling(of levels: [Double], season: Int) -> Scaling {
        for season in [season, 1] {
            let scale = NaiveScale(of: levels, season: season).absolute
            if scale.isFinite, scale > 0 { return Scaling(offset: 0, divisor: scale) }
        }
        return .identity
    }

    private func fitted(
        _ values: [Double], _ seasons: [Int], _ frame: SeriesFrame
    ) throws -> StatisticalFit {
        do throws(ForecastingError) {
            return try method.fit(values, seasons: seasons)
        } catch {
            // Of many series a short one must not keep the others from being forecast.
            if case .tooFewValues = error, file.frames.count > 1 { return StatisticalFit(method: .naive) }
            let place = frame.name.isEmpty ? "" : "series '\(frame.name)': "
            throw StageError.cannotFit(file: file.path, problem: "\(place)\(error)")
        }
    }
}

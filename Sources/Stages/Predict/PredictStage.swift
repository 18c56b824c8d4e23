import CSVTables
import Files
import ForecastModels
import RecurrentNets
import SeriesData
import WeightFiles

/// Forecasts a series with a trained model: CSV in, CSV out.
package struct PredictStage: Stage {
    package static let name = "predict"
    package static let summary = "Forecast a series with a trained model."
    package static let example =
        "seqcast predict series.csv --model model --output prediction.csv --mode free-run --horizon 24"

    /// How a forecast is made.
    package enum Mode: String, CaseIterable, Sendable {
        /// Each value from the true ones before it.
        case oneStep = "one-step"
        /// From the model's own forecasts, after a warm-up on true values.
        case freeRun = "free-run"
    }

    static let model = StageOption(
        required: "model", .path(), role: .reads,
        help: "The directory that train wrote, or a weight file or checkpoint.")
    static let data = StageOption(
        required: "data", .path(), role: .reads,
        help: "The CSV file with the series to forecast. With --follow - is standard input.")
    static let output = StageOption(
        required: "output", .path(), role: .writes,
        help: "The CSV file to write, with the columns step, actual and prediction. With --follow - is standard output."
    )
    static let column = StageOption(
        optional: "column", .text("name"), help: "The column to forecast. By default the one trained on.")
    static let mode = StageOption(
        "mode", ValueKind<Mode>.choice(name: "mode"), default: .oneStep,
        help: "Forecast each value from the true ones before it, or feed on forecasts.")
    static let warmup = StageOption(
        optional: "warmup", .wholeNumber(from: 1, name: "steps"),
        help: "With free-run: true values fed in first. By default all.")
    static let horizon = StageOption(
        optional: "horizon", .wholeNumber(from: 1, name: "steps"),
        help: "With free-run: steps to forecast. By default as many as there are true values after the warm-up.")
    static let history = StageOption(
        optional: "history", .wholeNumber(from: 1, name: "rows"),
        help:
            "With free-run: so many rows before the forecast are written too, with their values alone, as for a picture."
    )
    static let interval = StageOption(
        optional: "interval", .level,
        help: "The probability of the interval from lower to upper, where the model knows one. By default "
            + "\(decimalText(IntervalRule.defaultLevel)), or that of the outermost quantiles.")
    static let adaptive = StageOption(
        flag: "adaptive",
        help:
            "Make intervals wider or narrower by how earlier ones held the values since, of rows that training did not "
            + "read.")
    static let samples = StageOption(
        optional: "samples", .wholeNumber(2...100_000, name: "paths"),
        help: "With free-run beyond the steps that a gaussian model forecasts at once: paths to draw. By default "
            + "\(Rollout.defaultSampleCount).")
    static let seed = StageOption("seed", .seed, default: 0, help: "The seed of these paths.")
    static let season = StageOption(
        optional: "season", .wholeNumber(1...Transform.longestSeason, name: "steps"),
        help: "Steps of a season, for the seasonal naive forecast beside the model's. By default that of the model's "
            + "seasonal differences.")
    static let activation = StageOption(
        optional: "activation", ValueKind<Activation>.choice(name: "function"),
        help: "The function of bare weights of an rnn, which do not say it. By default tanh.")
    static let ignoreTensors = StageOption(
        flag: "ignore-tensors", help: "Pass over tensors in bare weights that the network has no place for.")
    static let follow = StageOption(
        flag: "follow", role: .live,
        help: "Read a file that grows, until a signal comes, or a pipe until its end, and write what is forecast after "
            + "each row at once: the lines with which the forecast of the rows up to there ends. An output that is there "
            + "is gone on with.")
    static let threads = StageOption(
        optional: "threads", .wholeNumber(1...64), role: .presentation,
        help: "Threads that share the series, by default one for each core; of a single series, for large products, by "
            + "default one. The result does not depend on it.")

    package static let options: [OptionDefinition] = [
        model.definition, data.definition, output.definition, column.definition, mode.definition, warmup.definition,
        horizon.definition, history.definition, interval.definition, adaptive.definition, samples.definition,
        seed.definition,
        season.definition,
        activation.definition, ignoreTensors.definition, follow.definition, threads.definition,
    ]

    let values: OptionValues
    /// How a large file is read.
    var cut = SeriesParts.Cut()

    package init(_ values: OptionValues) throws(OptionErrors) {
        self.values = values
        guard values[Self.mode] == .oneStep else {
            guard values[Self.follow] else { return }
            throw OptionErrors(problems: [
                OptionError(
                    option: Self.follow.definition.name,
                    problem:
                        "found beside --mode \(Mode.freeRun.rawValue); expected one of them; a free run ends, and reads "
                        + "nothing after its warm-up")
            ])
        }
        let given: [(name: String, isGiven: Bool)] = [
            (Self.warmup.definition.name, values[Self.warmup] != nil),
            (Self.horizon.definition.name, values[Self.horizon] != nil),
            (Self.history.definition.name, values[Self.history] != nil),
            (Self.samples.definition.name, values[Self.samples] != nil),
        ]
        let problems = given.filter(\.isGiven).map {
            OptionError(option: $0.name, problem: "has a meaning only with --mode \(Mode.freeRun.rawValue)")
        }
        guard problems.isEmpty else { throw OptionErrors(problems: problems) }
    }

    package func run(_ console: any Console) throws {
        KernelThreads.use(values[Self.threads] ?? 1)
        if values[Self.follow] { return try predictAsItGrows(console) }
        let model = try readModel(console)
        let recipe = try recipe(of: model)
        if try predictInPieces(model.with(recipe), console) { return }
        try SeriesParts.work(on: values[Self.data], recipe, cut: cut, console) { parts, console in
            try predict(parts, model, console)
        }
    }

    /// Forecasts the one series of a large file, piece by piece; false, and nothing is done, where it must be read as a whole.
    func predictInPieces(_ model: any ForecastModel, _ console: any Console) throws -> Bool {
        guard let learnt = model.fit.series.first?.scaling else { return false }
        return try LongSeries.work(
            on: values[Self.data], model.recipe, by: model.fit.frequency, cut: cut, console
        ) { rows, console in
            let (output, rule) = try open(for: model, console)
            let prediction = SeriesPrediction(model, rule, season: season(of: model), path: values[Self.data])
            if values[Self.mode] == .freeRun {
                try prediction.runFree(after: rows, learnt, freeRun, into: output)
            } else {
                try prediction.predictEachStep(of: rows, learnt, into: output)
            }
            for note in prediction.takeRemarks().notes { console.note(note) }
            try output.finish()
            for line in output.errorLines(season: prediction.season, level: rule?.level) {
                try console.result(line)
            }
        }
    }

    private func predict(_ parts: SeriesParts, _ model: any ForecastModel, _ console: any Console) throws {
        var predictions: SharedPredictions?
        try parts.forEach { file, _ in
            try file.requireStep(model.fit.frequency)
            guard file.frames.contains(where: { $0.count > 0 }) else { return }
            let begun = try predictions ?? begin(file, model, console)
            predictions = begun
            try begun.add(file, console)
        }
        guard let predictions else {
            throw StageError.tooFewValues(file: values[Self.data], found: 0, needed: 1, purpose: "a forecast")
        }
        for line in try predictions.finish(console) { try console.result(line) }
    }

    /// Begins the output, for series as those of `file`.
    private func begin(
        _ file: SeriesFile, _ model: any ForecastModel, _ console: any Console
    ) throws -> SharedPredictions {
        let (output, rule) = try open(for: model.with(file.recipe), console)
        let season = season(of: model)
        let (recipe, path) = (file.recipe, file.path)
        return SharedPredictions(
            into: output, values[Self.mode] == .freeRun ? freeRun : nil,
            threads: values[Self.threads] ?? KernelThreads.coreCount
        ) { isFirst in
            // Each core has a model of its own: networks remember while they read.
            let model = isFirst ? model : try readModel(QuietConsole(console))
            return SeriesPrediction(model.with(recipe), rule, season: season, path: path)
        }
    }

    /// Opens the output for the forecasts of a model whose targets are named, with the intervals that it has.
    private func open(
        for model: any ForecastModel, _ console: any Console
    ) throws -> (ForecastFile, IntervalRule?) {
        if let horizon = values[Self.horizon] {
            // A row has more bytes than this.
            try Resources.requireDisk(4 * Double(horizon), at: values[Self.output], for: "--horizon \(horizon)")
        }
        let rule = try rule(of: model)
        return (try ForecastFile(at: values[Self.output], ForecastColumns(of: model, rule), console), rule)
    }

    /// The model that is asked for.
    func readModel(_ console: any Console) throws -> any ForecastModel {
        try ModelCatalogue.model(
            at: values[Self.model],
            bare: BareWeights(activation: values[Self.activation], ignoresOthers: values[Self.ignoreTensors])
        ) { console.note($0) }
    }

    func rule(of model: any ForecastModel) throws(ForecastModelError) -> IntervalRule? {
        try IntervalRule(
            model, at: values[Self.model], level: values[Self.interval], isAdaptive: values[Self.adaptive])
    }

    /// The season of the seasonal naive forecast.
    func season(of model: any ForecastModel) -> Int? { values[Self.season] ?? model.recipe.transforms.season }

    /// What is asked of a free run.
    private var freeRun: FreeRunSettings {
        FreeRunSettings(
            warmup: values[Self.warmup], horizon: values[Self.horizon], history: values[Self.history] ?? 0,
            samples: values[Self.samples] ?? Rollout.defaultSampleCount,
            random: SeededGenerator(seed: values[Self.seed]))
    }

    /// The model's recipe, with another column as its target where one is named.
    func recipe(of model: any ForecastModel) throws -> SeriesRecipe {
        var recipe = model.recipe
        guard let column = values[Self.column] else { return recipe }
        guard recipe.columns.targetCount == 1 else {
            throw OptionErrors(problems: [
                OptionError(
                    option: Self.column.definition.name,
                    problem:
                        "found a model of the targets \(recipe.columns.targets.joined(separator: ", ")); expected a model "
                        + "of one; leave it out")
            ])
        }
        recipe.columns.targets = [column]
        return recipe
    }
}

import CSVTables
import Files
import ForecastModels
import Forecasting
import RecurrentNets
import SeriesData

/// Forecasts the end of a series from many places, and says how good that is beside forecasts that need no network.
package struct BacktestStage: Stage {
    package static let name = "backtest"
    package static let summary =
        "Forecast from many places of the past, and measure the errors beside those of baselines."
    package static let example = "seqcast backtest series.csv --model model --test 24 --table errors.csv"

    static let model = StageOption(
        required: "model", .path(), role: .reads,
        help: "The directory that train wrote, or a weight file or checkpoint.")
    static let data = StageOption(
        required: "data", .path(), role: .reads, help: "The CSV file with the series.")
    static let output = StageOption(
        optional: "output", .path(), role: .writes,
        help:
            "The CSV file to write with a row for each forecast: origin, step, actual, prediction, and more. Left out, "
            + "the table alone is written.")
    static let table = StageOption(
        required: "table", .path(), role: .writes,
        help: "The CSV file to write with the errors of the network and of each baseline, over all steps and by step.")
    static let test = StageOption(
        optional: "test", .validationSize,
        help: "The last part of each series, or so many of its last rows, to forecast. By default what training left "
            + "unread.")
    static let horizon = StageOption(
        optional: "horizon", .wholeNumber(1...10_000, name: "steps"),
        help: "Steps to forecast at each origin. By default as many as the model forecasts at once.")
    static let step = StageOption(
        "step", .wholeNumber(from: 1, name: "rows"), default: 1, help: "Rows from one origin to the next.")
    static let origins = StageOption(
        optional: "origins", .wholeNumber(from: 1),
        help: "How many origins, the last ones. By default all that there are.")
    static let baselines = StageOption(
        "baselines", .baselines, default: Baseline.usual,
        help: "The forecasts beside the model's, with commas between them, or none.")
    static let originsPerFit = StageOption(
        "baselines-refit", .wholeNumber(from: 1, name: "origins"), default: 1,
        help:
            "With ets among the baselines: fit it anew at every so many origins; between them it reads what came since."
    )
    static let refit = StageOption(
        optional: "refit", .path("directory"), role: .writes, contents: ["origin-*/"],
        help:
            "Train anew at each origin, on the values before it alone, with the model's settings; the directory keeps "
            + "these trainings, so that a backtest that was stopped goes on.")
    static let interval = StageOption(
        optional: "interval", .level,
        help: "The probability of the intervals, where the model knows them. By default "
            + "\(decimalText(IntervalRule.defaultLevel)), or that of the outermost quantiles.")
    static let adaptive = PredictStage.adaptive
    static let samples = StageOption(
        "samples", .wholeNumber(2...100_000, name: "paths"), default: Rollout.defaultSampleCount,
        help: "Paths to draw where a gaussian model forecasts further than at once.")
    static let seed = StageOption("seed", .seed, default: 0, help: "The seed of these paths, and of those of ETS.")
    static let season = StageOption(
        optional: "season", .wholeNumber(1...Transform.longestSeason, name: "steps"),
        help: "Steps of a season, for the baselines and MASE; 1 for none. By default that of the model's seasonal "
            + "differences, else what the autocorrelation before the first origin shows.")
    static let threads = StageOption(
        optional: "threads", .wholeNumber(1...64), role: .presentation,
        help: "Threads that share the series, and large products; by default one for each core. The result does not "
            + "depend on it.")

    package static let options: [OptionDefinition] = [
        model.definition, data.definition, output.definition, table.definition, test.definition, horizon.definition,
        step.definition, origins.definition, baselines.definition, originsPerFit.definition,
        SeriesSettings.first.definition, SeriesSettings.last.definition, refit.definition, interval.definition,
        adaptive.definition,
        samples.definition,
        seed.definition, season.definition, threads.definition,
    ]

    private let values: OptionValues
    /// How a large file is read.
    var cut = SeriesParts.Cut()

    package init(_ values: OptionValues) throws(OptionErrors) {
        self.values = values
        guard values[Self.originsPerFit] > 1, !values[Self.baselines].contains(.ets) else { return }
        throw OptionErrors(problems: [
            OptionError(
                option: Self.originsPerFit.definition.name, problem: "has a meaning only with ets among --baselines")
        ])
    }

    package func run(_ console: any Console) throws {
        let threads = values[Self.threads] ?? KernelThreads.coreCount
        KernelThreads.use(threads)
        let model = try ModelCatalogue.model(at: values[Self.model]) { console.note($0) }
        if try forecastInPieces(model, threads: threads, console) { return }
        try SeriesParts.work(on: values[Self.data], model.recipe, cut: cut, console) { parts, console in
            try forecast(parts, model, threads: threads, console)
        }
    }

    private var choices: BacktestChoices {
        BacktestChoices(
            test: values[Self.test], horizon: values[Self.horizon], step: values[Self.step],
            most: values[Self.origins], season: values[Self.season])
    }

    /// Whether nothing is asked for that needs all rows of a series at once.
    private var canBeInPieces: Bool {
        values[Self.refit] == nil && !values[Self.adaptive] && values[SeriesSettings.first] == nil
            && values[SeriesSettings.last] == nil && values[Self.baselines].allSatisfy { $0.looksAtTheEnd }
    }

    /// Forecasts the one series of a large file, piece by piece; false, and nothing is done, where it must be read as a whole.
    func forecastInPieces(_ model: any ForecastModel, threads: Int, _ console: any Console) throws -> Bool {
        let path = values[Self.data]
        guard canBeInPieces, let learnt = model.fit.series.first?.scaling else { return false }
        return try LongSeries.work(
            on: path, model.recipe, by: model.fit.frequency, cut: cut, console
        ) { rows, console in
            let plan = try LongBacktestPlan(rows, model, choices, at: path)
            var totals = BacktestTotals()
            totals.add(plan)
            if let note = totals.noteOfSeenRows(of: path) { console.note(note) }
            let backtest = try begin(
                model, nil, horizon: plan.horizon, ofOrigins: plan.origins.count, threads: threads)
            try backtest.add(rows, learnt, by: plan, console)
            try finish(backtest, totals, console)
        }
    }

    private func forecast(
        _ parts: SeriesParts, _ model: any ForecastModel, threads: Int, _ console: any Console
    ) throws {
        let path = values[Self.model]
        var totals = BacktestTotals()
        var backtest: Backtest?
        try parts.forEach { part, isLast in
            let file = part.keeping(first: values[SeriesSettings.first], last: values[SeriesSettings.last])
            try file.requireStep(model.fit.frequency)
            let plan = try BacktestPlan(file, model, choices)
            totals.add(plan)
            if isLast, totals.seriesCount == 0 { try plan.refuse(file, model, at: path, test: values[Self.test]) }
            let refit = try values[Self.refit].map { try BacktestRefit(of: model, at: path, file, into: $0) }
            if isLast, refit == nil, let note = totals.noteOfSeenRows(of: file.path) { console.note(note) }
            let expected = isLast ? totals.originCount : Int(min(Double(totals.originCount) / parts.share, 1e15))
            let begun =
                try backtest
                ?? begin(model.with(file.recipe), refit, horizon: plan.horizon, ofOrigins: expected, threads: threads)
            backtest = begun
            try begun.add(plan, ofOrigins: expected, console)
        }
        if let backtest { try finish(backtest, totals, console) }
    }

    /// Writes what was forecast and the errors, and says them.
    private func finish(_ backtest: Backtest, _ totals: BacktestTotals, _ console: any Console) throws {
        let table = try backtest.finish()
        let tableFile = try DurableFileWriter.open(at: values[Self.table])
        var csv = try CSVWriter(header: table.header) { try tableFile.append($0) }
        try table.write(to: &csv)
        try csv.finish()
        try tableFile.commit()
        try console.result(totals.description)
        for line in table.lines { try console.result(line) }
    }

    /// Begins the output of forecasts from some `originCount` origins.
    private func begin(
        _ model: any ForecastModel, _ refit: BacktestRefit?, horizon: Int, ofOrigins originCount: Int, threads: Int
    ) throws -> Backtest {
        let path = values[Self.model]
        let rule = try IntervalRule(model, at: path, level: values[Self.interval], isAdaptive: values[Self.adaptive])
        // A row has more bytes than this.
        if let output = values[Self.output] {
            try Resources.requireDisk(
                20 * Double(originCount) * Double(horizon), at: output, for: "\(originCount) origins")
        }
        let recipe = model.recipe
        return try Backtest(
            model, threads: threads, { try ModelCatalogue.model(at: path).with(recipe) }, horizon: horizon, refit,
            rule, beside: values[Self.baselines], originsPerFit: values[Self.originsPerFit],
            asked: values[Self.interval], sampleCount: values[Self.samples], seed: values[Self.seed],
            into: values[Self.output])
    }
}

extension ValueKind where Value == [Baseline] {
    private static var none: String { "none" }

    /// Baselines by their names with commas between them, or none.
    static var baselines: Self {
        let names = Baseline.allCases.map(\.rawValue).joined(separator: ", ")
        return ValueKind(
            name: "names", expected: "different names with commas between them, of \(names); or none", choices: [],
            schemaType: "string"
        ) { text in
            if text == none { return [] }
            let parts = text.split(separator: ",", omittingEmptySubsequences: false)
            let methods = parts.compactMap { Baseline(rawValue: String($0)) }
            return methods.count == parts.count && Set(methods).count == methods.count ? methods : nil
        } format: { methods in
            methods.isEmpty ? none : methods.map(\.rawValue).joined(separator: ",")
        }
    }
}

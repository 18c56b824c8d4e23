import ForecastModels
import Forecasting
import RecurrentNets
import SeriesData

/// The forecasts of a backtest, into a file, and their errors; the series come part by part.
final class Backtest {
    private static let seriesPerCore = 4
    /// Forecasts that are in memory at once, unless those of one series for each core are more.
    private static let mostForecastsAtOnce = 1 << 18

    private let model: any ForecastModel
    /// The same for each core that there was work for: networks remember while they read.
    private var models: [any ForecastModel]
    private let threads: Int
    private let makeModel: () throws -> any ForecastModel
    private let horizon: Int
    private let refit: BacktestRefit?
    private let rule: IntervalRule?
    /// The probability that was asked for.
    private let level: Double?
    private let sampleCount: Int
    private let seed: UInt64
    private let output: BacktestFile?
    private let baselines: [Baseline]
    /// The origins that a fit of exponential smoothing is used for.
    private let originsPerFit: Int
    private var table: BacktestTable
    /// The series of the parts before.
    private var seriesDone = 0
    private var originsDone = 0
    /// The origins of all series, as far as can be told.
    private var originCount = 0

    /// Begins the output; `makeModel` gives each further core of `threads` a model of its own.
    init(
        _ model: any ForecastModel, threads: Int, _ makeModel: @escaping () throws -> any ForecastModel, horizon: Int,
        _ refit: BacktestRefit?, _ rule: IntervalRule?, beside baselines: [Baseline], originsPerFit: Int,
        asked level: Double?, sampleCount: Int, seed: UInt64, into path: String?
    ) throws {
        (models, self.threads, self.makeModel, self.originsPerFit) = ([model], threads, makeModel, originsPerFit)
        (self.model, self.horizon, self.refit, self.rule, self.level) = (model, horizon, refit, rule, level)
        (self.sampleCount, self.seed) = (sampleCount, seed)
        self.baselines = baselines
        let columns = model.recipe.columns
        output = try path.map { try BacktestFile(at: $0, columns, baselines, hasInterval: rule != nil) }
        table = BacktestTable(
            targets: columns.targets, baselines: baselines, horizon: horizon,
            level: rule?.level ?? IntervalRule.defaultLevel)
    }

    /// Makes the forecasts of the series of a part; of all parts there are some `originCount` origins.
    ///
    /// - Throws: What making a forecast or writing throws.
    func add(_ plan: BacktestPlan, ofOrigins originCount: Int, _ console: any Console) throws {
        self.originCount = originCount
        let parts = plan.parts
        if model.recipe.columns.series != nil { table.add(series: parts.map(\.frame.name)) }
        while models.count < min(threads, parts.count) { models.append(try makeModel()) }
        defer { seriesDone += parts.count }
        guard parts.count > 1 else {
            // Origin by origin: of one long series the forecasts of all would take more memory than what is written.
            for part in parts { try forecast(part, seriesDone, nil, console) }
            return
        }
        var start = 0
        while start < parts.count {
            try console.throwIfStopped()
            let end = end(ofBatchFrom: start, of: parts)
            if end - start == 1 {
                try forecast(parts[start], seriesDone + start, nil, console)
            } else {
                for (index, ready) in zip(start..<end, forecasts(of: parts[start..<end])) {
                    try forecast(parts[index], seriesDone + index, try ready.get(), console)
                }
            }
            start = end
        }
    }

    /// Makes the forecasts of one series whose rows come piece by piece, of which `learnt` is the scaling.
    ///
    /// - Throws: As ``add(_:ofOrigins:_:)``, and what has the series be read as a whole.
    func add(
        _ rows: LongSeries, _ learnt: SeriesScaling, by plan: LongBacktestPlan, _ console: any Console
    ) throws {
        originCount = plan.origins.count
        var forecasters = plan.deviations.map { _ in baselineForecaster(season: plan.season) }
        var origins = plan.origins[...]
        var held: BacktestWindow?
        var rolling: RollingForecaster?
        // The rows that were read: all but the last ones, which are to be compared with what is forecast before them.
        var readCount = 0
        try rows.forEachPiece { piece in
            let complete = piece.complete.stepping(by: model.fit.frequency)
            let isFirst = held == nil
            var window = held.take() ?? BacktestWindow(piece.given, complete)
            if !isFirst { window.append(piece.given, complete) }
            defer { held = window }
            let end = window.end - horizon
            guard end > readCount else { return }
            let next = window.complete(readCount..<end)
            if rolling == nil {
                let units = ForecastUnits(model: model, rule: rule)
                rolling = RollingForecaster(rollout(units), ScaledSeries(next, model.recipe, learnt), of: next, nil)
            } else {
                rolling?.append(next)
            }
            let past = window.past
            while let origin = origins.first, origin <= end, let network = try rolling?.forecast(from: origin) {
                try console.throwIfStopped()
                let others = BaselineForecasts.atOrigin(
                    origin, baselines, by: &forecasters, of: past, season: plan.season, benchmarkSteps: nil)
                try add(network, others, from: origin, of: "", 0, window, plan.deviations, console)
                origins = origins.dropFirst()
            }
            try rolling?.read(before: end)
            for target in past.indices { forecasters[target].read(before: end, of: past[target]) }
            window.forget(before: min(end, forecasters.map { $0.firstRowNeeded(after: end) }.min() ?? end))
            readCount = end
        }
    }

    /// Makes the file appear.
    ///
    /// - Returns: The errors.
    func finish() throws -> BacktestTable {
        try output?.finish()
        return table
    }

    /// What is forecast of a series, at each of its origins.
    private struct Ready: Sendable {
        /// By origin, step and target.
        let network: [[[ForecastPoint]]]
        let baselines: BaselineForecasts
    }

    /// Behind the last series that is forecast together with one: so many that a stop does not wait long, and that the cores
    /// share them evenly.
    private func end(ofBatchFrom start: Int, of parts: [BacktestPlan.Part]) -> Int {
        var (end, forecastCount) = (start, 0)
        while end < parts.count, end - start < Self.seriesPerCore * models.count,
            end - start < models.count || forecastCount < Self.mostForecastsAtOnce
        {
            forecastCount += parts[end].origins.count * horizon
            end += 1
        }
        return end
    }

    /// What is forecast of each series, on all cores.
    private func forecasts(of parts: ArraySlice<BacktestPlan.Part>) -> [Result<Ready, any Error>] {
        nonisolated(unsafe) let backtest = self
        let parts = Array(parts)
        return mapOnCores(parts.count, threads: models.count) { index, core in
            Result {
                let part = parts[index]
                var rolling = backtest.rolling(
                    ForecastUnits(model: backtest.models[core], rule: backtest.rule), part,
                    from: part.origins.first ?? 0, after: nil)
                return Ready(
                    network: try part.origins.map { try rolling.forecast(from: $0) },
                    baselines: BaselineForecasts(
                        backtest.baselines, of: part.complete.targets.map { ValueWindow($0) }, from: part.origins,
                        by: backtest.baselineForecaster(season: part.season), season: part.season,
                        horizon: backtest.horizon))
            }
        }
    }

    /// The baselines of one target, which have read no value yet.
    private func baselineForecaster(season: Int) -> BaselineForecaster {
        BaselineForecaster(
            season: season, horizon: horizon, level: rule?.level ?? IntervalRule.defaultLevel, seed: seed,
            originsPerFit: originsPerFit)
    }

    private func forecast(
        _ part: BacktestPlan.Part, _ index: Int, _ ready: Ready?, _ console: any Console
    ) throws {
        var rolling =
            refit == nil && ready == nil
            ? rolling(ForecastUnits(model: model, rule: rule), part, from: part.origins.first ?? 0, after: nil) : nil
        let window = BacktestWindow(part.frame, part.complete)
        let past = window.past
        let trained = model.fit.rowsTrained(of: part.frame.name, in: model.recipe) ?? part.origins.first ?? 0
        let deviations = part.frame.targets.map {
            Scaling(.standard, fitting: $0.prefix(max(trained, 1))).divisor
        }
        var forecasters = past.map { _ in baselineForecaster(season: part.season) }
        let benchmarkSteps = BaselineForecasts.needsBenchmark(baselines, part.origins) ? horizon : nil
        for (place, origin) in part.origins.enumerated() {
            try console.throwIfStopped()
            if let refit {
                let model = try refit.model(before: origin, console)
                let rule = try IntervalRule(
                    model, at: refit.path, level: level, isAdaptive: rule?.isAdaptive ?? false)
                rolling = self.rolling(ForecastUnits(model: model, rule: rule), part, from: origin, after: rolling)
            }
            guard let network = try ready?.network[place] ?? rolling?.forecast(from: origin) else { continue }
            let others =
                ready?.baselines.byOrigin[place]
                ?? BaselineForecasts.atOrigin(
                    origin, baselines, by: &forecasters, of: past, season: part.season,
                    benchmarkSteps: benchmarkSteps)
            try add(network, others, from: origin, of: part.frame.name, index, window, deviations, console)
        }
    }

    /// Takes in what was forecast from an origin of a series by the network, by step and target, and by the baselines.
    private func add(
        _ network: [[ForecastPoint]], _ others: [BaselineForecasts.Target], from origin: Int, of series: String,
        _ index: Int, _ window: BacktestWindow, _ deviations: [Double], _ console: any Console
    ) throws {
        for step in 0..<horizon {
            let row = origin + step
            var cells: [(actual: Double, forecasts: [ForecastPoint?])] = []
            for target in others.indices {
                let actual = window.actual(target, row)
                let forecasts = [network[step][target]] + others[target].forecasts.map { $0?[step] }
                table.add(
                    actual, series: index, target: target, step: step, forecasts,
                    benchmark: others[target].benchmark?[step],
                    BacktestScale(naive: others[target].scale, deviation: deviations[target]))
                cells.append((actual, forecasts))
            }
            try output?.add(series: series, origin: origin, step: step + 1, time: window.time(row), cells)
        }
        originsDone += 1
        console.progress(
            Progress(done: originsDone, total: max(originsDone, originCount), message: "origin \(origin)"))
    }

    /// A model at the start of a series; of one that it has not learnt the scaling is fitted to what is before `origin`.
    ///
    /// What the intervals of the model before it, if any, have learnt is taken over.
    private func rolling(
        _ units: ForecastUnits, _ part: BacktestPlan.Part, from origin: Int, after last: RollingForecaster?
    ) -> RollingForecaster {
        let (model, recipe) = (units.model, units.model.recipe)
        let learnt =
            recipe.columns.series == nil ? model.fit.series.first?.scaling : model.fit.scaling(of: part.frame.name)
        let scaling = learnt ?? SeriesScaling(model.fit.scale, fitting: part.complete, rows: origin, recipe)
        return RollingForecaster(
            rollout(units), ScaledSeries(part.complete, recipe, scaling), of: part.frame,
            AdaptiveIntervals(units, forSeries: part.frame.name, after: last?.intervals))
    }

    private func rollout(_ units: ForecastUnits) -> Rollout {
        Rollout(units: units, horizon: horizon, sampleCount: sampleCount, random: SeededGenerator(seed: seed))
    }
}

import ForecastModels
import Forecasting
import RecurrentNets
import SeriesData

/// The forecasts of a backtest, into a file, and their errors.
final class Backtest {
    private let model: any ForecastModel
    private let plan: BacktestPlan
    private let refit: BacktestRefit?
    private let rule: IntervalRule?
    /// The probability that was asked for.
    private let level: Double?
    private let sampleCount: Int
    private let seed: UInt64
    /// The cores that share the series.
    private let threads: Int
    private let output: BacktestFile?
    private let baselines: [Baseline]
    /// The origins that a fit of exponential smoothing is used for.
    private let originsPerFit: Int
    private var table: BacktestTable
    private var originsDone = 0

    init(
        _ model: any ForecastModel, _ plan: BacktestPlan, _ refit: BacktestRefit?, _ rule: IntervalRule?,
        beside baselines: [Baseline], originsPerFit: Int, asked level: Double?, sampleCount: Int, seed: UInt64,
        threads: Int, into path: String?
    ) throws {
        (self.threads, self.originsPerFit) = (threads, originsPerFit)
        (self.model, self.plan, self.refit, self.rule, self.level) = (model, plan, refit, rule, level)
        (self.sampleCount, self.seed) = (sampleCount, seed)
        self.baselines = baselines
        let columns = model.recipe.columns
        output = try path.map { try BacktestFile(at: $0, columns, baselines, hasInterval: rule != nil) }
        table = BacktestTable(
            targets: columns.targets, baselines: baselines,
            series: columns.series == nil ? [] : plan.parts.map(\.frame.name), horizon: plan.horizon,
            level: rule?.level ?? IntervalRule.defaultLevel)
    }

    /// Makes the forecasts, and the file appear.
    ///
    /// - Returns: Their errors.
    func run(_ console: any Console) throws -> BacktestTable {
        guard plan.parts.count > 1 else {
            // Origin by origin: of one long series the forecasts of all would take more memory than what is written.
            for (index, part) in plan.parts.enumerated() { try forecast(part, index, nil, console) }
            try output?.finish()
            return table
        }
        // So many at once that a stop does not wait long, and that the cores share them evenly.
        for start in stride(from: 0, to: plan.parts.count, by: 4 * threads) {
            try console.throwIfStopped()
            let parts = Array(plan.parts[start..<min(start + 4 * threads, plan.parts.count)])
            for (index, (part, baselines)) in zip(parts, baselineForecasts(of: parts)).enumerated() {
                try forecast(part, start + index, baselines, console)
            }
        }
        try output?.finish()
        return table
    }

    /// What the baselines forecast of each series, on all cores.
    private func baselineForecasts(of parts: [BacktestPlan.Part]) -> [BaselineForecasts] {
        let (horizon, seed, level) = (plan.horizon, seed, rule?.level ?? IntervalRule.defaultLevel)
        let series = parts.map { (targets: $0.complete.targets, origins: $0.origins, season: $0.season) }
        let (baselines, originsPerFit) = (baselines, originsPerFit)
        return mapOnCores(series.count, threads: threads) { index in
            BaselineForecasts(
                baselines, of: series[index].targets, from: series[index].origins, season: series[index].season,
                horizon: horizon, level: level, seed: seed, originsPerFit: originsPerFit)
        }
    }

    private func forecast(
        _ part: BacktestPlan.Part, _ index: Int, _ ready: BaselineForecasts?, _ console: any Console
    ) throws {
        var rolling =
            refit == nil
            ? rolling(ForecastUnits(model: model, rule: rule), part, from: part.origins.first ?? 0, after: nil) : nil
        let targets = part.complete.targets
        let trained = model.fit.rowsTrained(of: part.frame.name, in: model.recipe) ?? part.origins.first ?? 0
        let deviations = part.frame.targets.map {
            Scaling(.standard, fitting: Array($0.prefix(max(trained, 1)))).divisor
        }
        var forecasters = targets.map { _ in
            BaselineForecaster(
                season: part.season, horizon: plan.horizon, level: rule?.level ?? IntervalRule.defaultLevel,
                seed: seed, originsPerFit: originsPerFit)
        }
        let benchmarkSteps = BaselineForecasts.needsBenchmark(baselines, part.origins) ? plan.horizon : nil
        for (place, origin) in part.origins.enumerated() {
            try console.throwIfStopped()
            if let refit {
                let model = try refit.model(before: origin, console)
                let rule = try IntervalRule(
                    model, at: refit.path, level: level, isAdaptive: rule?.isAdaptive ?? false)
                rolling = self.rolling(ForecastUnits(model: model, rule: rule), part, from: origin, after: rolling)
            }
            guard let network = try rolling?.forecast(from: origin) else { continue }
            let others =
                ready?.byOrigin[place]
                ?? BaselineForecasts.atOrigin(
                    origin, baselines, by: &forecasters, of: targets, season: part.season,
                    benchmarkSteps: benchmarkSteps)
            for step in 0..<plan.horizon {
                let row = origin + step
                var cells: [(actual: Double, forecasts: [ForecastPoint?])] = []
                for target in targets.indices {
                    let actual = part.frame.targets[target][row]
                    let forecasts = [network[step][target]] + others[target].forecasts.map { $0?[step] }
                    table.add(
                        actual, series: index, target: target, step: step, forecasts,
                        benchmark: others[target].benchmark?[step],
                        BacktestScale(naive: others[target].scale, deviation: deviations[target]))
                    cells.append((actual, forecasts))
                }
                let time = part.complete.time(at: row).map(part.frame.timeForm.text)
                try output?.add(series: part.frame.name, origin: origin, step: step + 1, time: time, cells)
            }
            originsDone += 1
            console.progress(
                Progress(done: originsDone, total: plan.originCount, message: "origin \(origin)"))
        }
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
        let rollout = Rollout(
            units: units, horizon: plan.horizon, sampleCount: sampleCount, random: SeededGenerator(seed: seed))
        return RollingForecaster(
            rollout, ScaledSeries(part.complete, recipe, scaling), of: part.frame,
            AdaptiveIntervals(units, forSeries: part.frame.name, after: last?.intervals))
    }
}

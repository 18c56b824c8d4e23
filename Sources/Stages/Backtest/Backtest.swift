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
    private let output: BacktestFile
    private var table: BacktestTable
    private var originsDone = 0

    private static let baselines = Baseline.allCases

    init(
        _ model: any ForecastModel, _ plan: BacktestPlan, _ refit: BacktestRefit?, _ rule: IntervalRule?,
        asked level: Double?, sampleCount: Int, seed: UInt64, into path: String
    ) throws {
        (self.model, self.plan, self.refit, self.rule, self.level) = (model, plan, refit, rule, level)
        (self.sampleCount, self.seed) = (sampleCount, seed)
        let columns = model.recipe.columns
        output = try BacktestFile(at: path, columns, Self.baselines, hasInterval: rule != nil)
        table = BacktestTable(
            targets: columns.targets, baselines: Self.baselines, horizon: plan.horizon,
            level: rule?.level ?? IntervalRule.defaultLevel)
    }

    /// Makes the forecasts, and the file appear.
    ///
    /// - Returns: Their errors.
    func run(_ console: any Console) throws -> BacktestTable {
        for part in plan.parts { try forecast(part, console) }
        try output.finish()
        return table
    }

    private func forecast(_ part: BacktestPlan.Part, _ console: any Console) throws {
        var rolling =
            refit == nil
            ? rolling(ForecastUnits(model: model, rule: rule), part, from: part.origins.first ?? 0, after: nil) : nil
        let targets = part.complete.targets
        var baselines = targets.map { _ in
            BaselineForecaster(
                season: part.season, horizon: plan.horizon, level: rule?.level ?? IntervalRule.defaultLevel,
                seed: seed)
        }
        for origin in part.origins {
            try console.throwIfStopped()
            if let refit {
                let model = try refit.model(before: origin, console)
                let rule = try IntervalRule(
                    model, at: refit.path, level: level, isAdaptive: rule?.isAdaptive ?? false)
                rolling = self.rolling(ForecastUnits(model: model, rule: rule), part, from: origin, after: rolling)
            }
            guard let network = try rolling?.forecast(from: origin) else { continue }
            let others = targets.indices.map { target in
                let history = Array(targets[target].prefix(origin))
                return (
                    forecasts: Self.baselines.map { baselines[target].forecasts(of: $0, after: history) },
                    scale: NaiveScale(of: history, season: part.season)
                )
            }
            for step in 0..<plan.horizon {
                let row = origin + step
                var cells: [(actual: Double, forecasts: [ForecastPoint?])] = []
                for target in targets.indices {
                    let actual = part.frame.targets[target][row]
                    let forecasts = [network[step][target]] + others[target].forecasts.map { $0?[step] }
                    table.add(actual, target: target, step: step, forecasts, others[target].scale)
                    cells.append((actual, forecasts))
                }
                let time = part.complete.time(at: row).map(part.frame.timeForm.text)
                try output.add(series: part.frame.name, origin: origin, step: step + 1, time: time, cells)
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

import ForecastModels
import SeriesData

extension SeriesPrediction {
    /// Forecasts steps after a warm-up: as many as the model forecasts at once, and then further ones from its own forecasts.
    func runFree(after frame: SeriesFrame, _ settings: FreeRunSettings, into output: some ForecastOutput) throws {
        let warmup = settings.warmup ?? frame.count
        try requireWarmup(warmup, frame)
        let horizon = settings.horizon ?? frame.count - warmup
        guard horizon > 0 else {
            throw StageError.noHorizon(file: path, warmup: warmup)
        }
        let known = complete(frame.known(after: warmup))
        let series = scaled(known)
        try requireKnown(horizon, after: warmup, known)
        let rollout = Rollout(
            units: units, horizon: horizon, sampleCount: settings.samples, random: settings.random)
        var forecaster = model.makeForecaster(ofSeries: frame.name)
        var intervals = AdaptiveIntervals(units, forSeries: frame.name)
        for row in 0..<warmup {
            _ = try forecaster.read(row, of: series)
            guard intervals != nil else { continue }
            try output.throwIfStopped()
            try intervals?.take(frame.targets.map { $0[row] }, in: row, rollout, by: forecaster, series)
        }
        for step in max(0, warmup - settings.history)..<warmup {
            var row = ForecastRow(of: frame.name, targetCount: targets.count)
            row.step = step
            row.time = timeText(of: known, at: step)
            for target in targets { row.targets[target].actual = frame.targets[target][step] }
            try output.add(row)
        }
        var run = FreeRun(rollout, after: series, by: forecaster)
        for start in stride(from: warmup, to: warmup + horizon, by: recipe.horizon) {
            try output.throwIfStopped()
            for (step, points) in zip(start..<(warmup + horizon), try run.next()) {
                var row = ForecastRow(of: frame.name, targetCount: targets.count)
                row.step = step
                row.time = timeText(of: known, at: step)
                for target in targets {
                    let point = points[target]
                    row.targets[target].forecast =
                        intervals?.adapted(point, ahead: step - warmup, target: target) ?? point
                    if step < frame.count { row.targets[target].actual = frame.targets[target][step] }
                    row.targets[target].naive = known.targets[target][warmup - 1]
                    row.targets[target].seasonal = seasonal(known.targets[target], step - warmup)
                }
                try output.add(row)
            }
        }
    }

    /// The value of the last season before the forecast, so many steps into it.
    private func seasonal(_ known: [Double], _ step: Int) -> Double? {
        guard let season, known.count >= season else { return nil }
        return known[known.count - season + step % season]
    }

    private func requireWarmup(_ warmup: Int, _ frame: SeriesFrame) throws(StageError) {
        guard warmup <= frame.count else {
            throw .tooFewValues(
                file: path, found: frame.count, needed: warmup, purpose: "a warm-up of \(warmup)")
        }
        guard warmup > model.firstRow else {
            throw .tooFewValues(
                file: path, found: warmup, needed: model.firstRow + 1,
                purpose: "a warm-up with these lags and differences")
        }
    }

    /// Checks that all is known of the future that the steps asked for are forecast from.
    private func requireKnown(_ horizon: Int, after warmup: Int, _ known: SeriesFrame) throws(StageError) {
        guard let limit = ForecastLimit(on: horizon, after: warmup, of: known, recipe) else { return }
        throw .beyondKnown(file: path, steps: horizon, known: limit.steps, reason: limit.reason)
    }
}

import SeriesData

extension SeriesPrediction {
    private static let rowsBetweenForgetting = 65_536

    /// Forecasts steps after a warm-up: as many as the model forecasts at once, and then further ones from its own forecasts.
    func runFree(after frame: SeriesFrame, _ run: FreeRun, _ console: any Console) throws {
        let warmup = run.warmup ?? frame.count
        try requireWarmup(warmup, frame)
        let horizon = run.horizon ?? frame.count - warmup
        guard horizon > 0 else {
            throw StageError.noHorizon(file: path, warmup: warmup)
        }
        let known = complete(frame.known(after: warmup))
        var series = scaled(known)
        try requireKnown(horizon, after: warmup, known)
        var forecaster = SeriesForecaster(model)
        for row in 0..<warmup { _ = try forecaster.read(row, of: series) }
        let needsPaths = model.head.loss == .gaussian && model.conformalScores.isEmpty && horizon > recipe.horizon
        var paths = needsPaths ? forecaster.paths(run.samples, of: series, using: run.random) : nil
        for start in stride(from: warmup, to: warmup + horizon, by: recipe.horizon) {
            try console.throwIfStopped()
            let drawn = try paths?.next()
            var predictions: [[Double]] = []
            for step in start..<(start + recipe.horizon) {
                var row = ForecastFile.Row(of: frame.name, targetCount: targets.count)
                if let drawn {
                    for target in targets { row.targets[target].forecast = point(of: drawn[step - start][target]) }
                } else {
                    try forecast(step, from: forecaster, series, into: &row)
                }
                predictions.append(row.targets.map { $0.forecast?.prediction ?? .nan })
                guard predictions.joined().allSatisfy(\.isFinite) else {
                    throw StageError.forecastNotFinite(step: step)
                }
                guard step < warmup + horizon else { continue }
                row.step = step
                row.time = timeText(of: known, at: step)
                for target in targets {
                    if step < frame.count { row.targets[target].actual = frame.targets[target][step] }
                    row.targets[target].naive = known.targets[target][warmup - 1]
                    row.targets[target].seasonal = seasonal(known.targets[target], step - warmup)
                    // Beyond what is forecast at once a network says a value, and not how sure it is.
                    if drawn == nil, step >= warmup + recipe.horizon { row.targets[target].forecast?.forgetSpread() }
                }
                try output.add(row)
            }
            guard start + recipe.horizon < warmup + horizon, paths == nil else { continue }
            for values in predictions { series.append(values) }
            for row in start..<(start + recipe.horizon) { _ = try forecaster.read(row, of: series) }
            // So that memory does not grow with the horizon.
            if (start - warmup) % Self.rowsBetweenForgetting < recipe.horizon { series.forget(before: forecaster.row) }
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
        guard warmup > recipe.firstRow else {
            throw .tooFewValues(
                file: path, found: warmup, needed: recipe.firstRow + 1,
                purpose: "a warm-up with these lags and differences")
        }
    }

    /// Checks that all is known of the future that the steps asked for are forecast from.
    private func requireKnown(_ horizon: Int, after warmup: Int, _ known: SeriesFrame) throws(StageError) {
        let (atOnce, columns) = (recipe.horizon, recipe.columns)
        if !columns.features.isEmpty, horizon > atOnce {
            throw .beyondKnown(
                file: path, steps: horizon, known: atOnce,
                reason:
                    "the features \(columns.features.joined(separator: ", ")) are known up to the present only; train "
                    + "with a longer --horizon")
        }
        let blocks = (horizon - 1) / atOnce + 1
        let rows = known.knownFuture.first?.count ?? .max
        if !columns.knownFuture.isEmpty, rows < warmup + blocks * atOnce {
            throw .beyondKnown(
                file: path, steps: horizon, known: max(0, (rows - warmup) / atOnce * atOnce),
                reason:
                    "the columns \(columns.knownFuture.joined(separator: ", ")) end after row \(rows); add rows, \(atOnce) "
                    + "for each \(atOnce) steps")
        }
        if !recipe.calendar.isEmpty, known.time(at: warmup + blocks * atOnce - 1) == nil {
            var (low, high) = (0, blocks)
            while low + 1 < high {
                let middle = (low + high) / 2
                if known.time(at: warmup + middle * atOnce - 1) == nil { high = middle } else { low = middle }
            }
            throw .beyondKnown(
                file: path, steps: horizon, known: low * atOnce,
                reason: known.frequency == nil
                    ? "the step from one time to the next is not known"
                    : "the dates after these are beyond the year 9999")
        }
    }
}

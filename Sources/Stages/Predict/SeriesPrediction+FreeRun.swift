import ForecastModels
import SeriesData

extension SeriesPrediction {
    /// Forecasts steps after a warm-up.
    func runFree(after frame: SeriesFrame, _ settings: FreeRunSettings, into output: some ForecastOutput) throws {
        let warmup = settings.warmup ?? frame.count
        guard warmup <= frame.count else {
            throw StageError.tooFewValues(
                file: path, found: frame.count, needed: warmup, purpose: "a warm-up of \(warmup)")
        }
        try requireWarmup(warmup)
        let horizon = settings.horizon ?? frame.count - warmup
        guard horizon > 0 else {
            throw StageError.noHorizon(file: path, warmup: warmup)
        }
        let known = complete(frame.known(after: warmup))
        let series = scaled(known)
        try requireKnown(horizon, after: warmup, known)
        var forecast = FreeRunForecast(self, settings, horizon: horizon, of: frame.name, series)
        try forecast.read(warmup, of: frame, known, into: output)
        try forecast.begin(into: output)
        try forecast.take(frame, from: warmup, into: output)
        try forecast.finish(after: known, from: 0, into: output)
    }

    /// Does the same of a series whose rows come piece by piece, of which `learnt` is the scaling.
    ///
    /// - Throws: As ``runFree(after:_:into:)``, and what has the series be read as a whole.
    func runFree(
        after rows: LongSeries, _ learnt: SeriesScaling, _ settings: FreeRunSettings, into output: some ForecastOutput
    ) throws {
        guard units.rule?.isAdaptive != true else { throw SeriesPieces.NeedsWhole() }
        let warmup = settings.warmup ?? .max
        let horizon = try settings.horizon ?? rows.rowCount() - warmup
        guard horizon > 0 else { throw SeriesPieces.NeedsWhole() }
        var forecast: FreeRunForecast?
        // The last piece, the step of its first row, and whether forecasts have begun.
        var (last, start, hasBegun) = (SeriesFrame(targets: []), 0, false)
        func begin(after count: Int) throws {
            try requireWarmup(start + count)
            try requireKnown(horizon, after: count, last)
            try forecast?.begin(into: output)
            hasBegun = true
        }
        try rows.forEachPiece { piece in
            start += last.count
            last = piece.complete.stepping(by: model.fit.frequency)
            let count = max(0, min(last.count, warmup - start))
            if count > 0 {
                let read = count < last.count ? last.first(count) : last
                if forecast == nil {
                    forecast = FreeRunForecast(
                        self, settings, horizon: horizon, of: last.name, ScaledSeries(read, recipe, learnt))
                } else {
                    forecast?.append(read)
                }
                try forecast?.read(count, of: piece.given, last, into: output)
            }
            guard count < last.count else { return }
            if !hasBegun { try begin(after: count) }
            try forecast?.take(piece.given, from: count, into: output)
        }
        if !hasBegun {
            guard settings.warmup ?? 0 <= start + last.count else { throw SeriesPieces.NeedsWhole() }
            try begin(after: last.count)
        }
        try forecast?.finish(after: last, from: start, into: output)
    }

    private func requireWarmup(_ warmup: Int) throws(StageError) {
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

import SeriesData

/// How far a series can be forecast where not all is known of the future that the steps asked for need.
package struct ForecastLimit {
    /// The most steps that can be forecast.
    package let steps: Int
    /// Why no more: what is known, and what to do.
    package let reason: String

    /// nil where `horizon` steps can be forecast after the first `warmup` rows of `known`.
    package init?(on horizon: Int, after warmup: Int, of known: SeriesFrame, _ recipe: SeriesRecipe) {
        let (atOnce, columns) = (recipe.horizon, recipe.columns)
        if !columns.features.isEmpty, horizon > atOnce {
            steps = atOnce
            reason =
                "the features \(columns.features.joined(separator: ", ")) are known up to the present only; train "
                + "with a longer --horizon"
            return
        }
        let blocks = (horizon - 1) / atOnce + 1
        let rows = known.knownFuture.first?.count ?? .max
        if !columns.knownFuture.isEmpty, rows < warmup + blocks * atOnce {
            steps = max(0, (rows - warmup) / atOnce * atOnce)
            reason =
                "the columns \(columns.knownFuture.joined(separator: ", ")) have \(rows) rows; add rows, \(atOnce) "
                + "for each \(atOnce) steps"
            return
        }
        guard !recipe.calendar.isEmpty, known.time(at: warmup + blocks * atOnce - 1) == nil else { return nil }
        var (low, high) = (0, blocks)
        while low + 1 < high {
            let middle = (low + high) / 2
            if known.time(at: warmup + middle * atOnce - 1) == nil { high = middle } else { low = middle }
        }
        steps = low * atOnce
        reason =
            known.frequency == nil
            ? "the step from one time to the next is not known" : "the dates after these are beyond the year 9999"
    }
}

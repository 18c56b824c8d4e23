import ForecastModels

/// A row of a forecast file: what stands in it of each target.
struct ForecastRow {
    let series: String
    /// As it is written; nil where it is not known.
    var time: String?
    var step = 0
    var targets: [Target]

    /// A row of a series, which still says nothing of its targets.
    init(of series: String, targetCount: Int) {
        self.series = series
        targets = Array(repeating: Target(), count: targetCount)
    }

    /// What stands in a row of one target: NaN or nil where there is nothing.
    struct Target {
        var actual = Double.nan
        var forecast: ForecastPoint?
        /// The last known value, and that a season before.
        var naive = Double.nan
        var seasonal: Double?
    }
}

import Forecasting
import SeriesData

/// Intervals of one series that learn from the errors of earlier ones: those of the model, made wider or narrower by how those
/// before them held what came, for each step ahead by itself.
///
/// Formula, of the levels of a target: with the forecast ŷ and the model's own interval from l to u, the interval reaches from
/// ŷ − q·(ŷ − l) to ŷ + q·(u − ŷ). A value y that came has the score (y − ŷ)/(u − ŷ), or (ŷ − y)/(ŷ − l) where it is below; q is
/// tracked from 1 on by the scores of the forecasts of as many steps whose values are known. Only rows that training did not read
/// are looked at, as it has fitted the others.
package struct AdaptiveIntervals {
    /// The first row that training did not read.
    private let firstRow: Int
    private let level: Double
    private let transforms: TransformChain
    /// By step ahead and target.
    private var trackers: [[QuantileTracker]] = []
    /// Forecasts of which not all values have come.
    private var open: [Open] = []
    /// The rows whose values were taken in.
    private var rowCount = 0

    private struct Open {
        let origin: Int
        /// By step and target; nil where the model knows no interval.
        let reaches: [[Reach?]]
    }

    /// A forecast and how far its interval reaches, of levels.
    private struct Reach {
        let middle: Double
        let below: Double
        let above: Double

        init?(_ point: ForecastPoint, _ transforms: TransformChain) {
            guard let interval = point.interval else { return nil }
            let (lower, upper) = (transforms.level(of: interval.lowerBound), transforms.level(of: interval.upperBound))
            // The mean of a mixture may lie outside of a narrow interval.
            middle = min(max(transforms.level(of: point.prediction), lower), upper)
            (below, above) = (middle - lower, upper - middle)
            guard below.isFinite, above.isFinite else { return nil }
        }

        /// How many times as far as the interval reaches a value came to lie.
        func score(of level: Double) -> Double {
            if level == middle { return 0 }
            return level > middle ? (level - middle) / above : (middle - level) / below
        }
    }

    /// Begins with the intervals of the model, or with what those of the one before have learnt; nil unless they are to be
    /// adapted.
    package init?(_ units: ForecastUnits, forSeries name: String, after before: AdaptiveIntervals? = nil) {
        guard let rule = units.rule, rule.isAdaptive else { return nil }
        let recipe = units.model.recipe
        (level, transforms) = (rule.level, recipe.transforms)
        firstRow = units.model.fit.rowsRead(of: name, in: recipe) ?? 0
        guard let before else { return }
        (trackers, open, rowCount) = (before.trackers, before.open, before.rowCount)
    }

    /// Takes in the values that came in a row, NaN where they are missing, unless it was taken in before, and then what is
    /// forecast after it by `forecaster`, which has read it.
    ///
    /// - Throws: ``ForecastModelError/forecastNotFinite(step:)``.
    package mutating func take(
        _ values: [Double], in row: Int, _ rollout: Rollout, by forecaster: any SeriesForecaster, _ series: ScaledSeries
    ) throws(ForecastModelError) {
        if row >= rowCount { settle(values, in: row) }
        let origin = row + 1
        guard origin >= firstRow, forecaster.row == row else { return }
        var run = FreeRun(rollout, after: series.end(ofFirst: origin), by: forecaster)
        var reaches: [[Reach?]] = []
        repeat {
            let next = try run.next().map { $0.map { Reach($0, transforms) } }
            guard !next.joined().allSatisfy({ $0 == nil }) else { break }
            reaches += next
        } while reaches.count < min(rollout.horizon, series.count - origin)
        if !reaches.isEmpty { open.append(Open(origin: origin, reaches: reaches)) }
    }

    private mutating func settle(_ values: [Double], in row: Int) {
        for forecast in open where forecast.origin <= row {
            let step = row - forecast.origin
            guard step < forecast.reaches.count else { continue }
            while trackers.count <= step {
                trackers.append(values.map { _ in QuantileTracker(level: level, from: 1) })
            }
            for (target, value) in values.enumerated() {
                guard let reach = forecast.reaches[step][target] else { continue }
                trackers[step][target].see(reach.score(of: transforms.level(of: value)))
            }
        }
        rowCount = row + 1
        open.removeAll { $0.origin + $0.reaches.count <= rowCount }
    }

    /// A forecast of the model so many steps ahead, the first being 0, with the interval that it is to have.
    package func adapted(_ point: ForecastPoint, ahead: Int, target: Int) -> ForecastPoint {
        guard ahead < trackers.count, let reach = Reach(point, transforms) else { return point }
        let factor = max(0, trackers[ahead][target].quantile)
        guard factor != 1 else { return point }
        let lower = transforms.value(ofLevel: reach.middle - factor * reach.below)
        let upper = transforms.value(ofLevel: reach.middle + factor * reach.above)
        var point = point
        point.interval = lower.isFinite && upper.isFinite ? lower...upper : nil
        return point
    }
}

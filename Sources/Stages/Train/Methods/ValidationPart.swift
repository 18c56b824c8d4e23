import ForecastModels
import Forecasting
import SeriesData

/// A series, and the places of it from which a model's errors are measured.
struct ValidationPart {
    /// Filled, as models read it.
    let frame: SeriesFrame
    /// As the file has the targets.
    let actual: [[Double]]
    let scaling: SeriesScaling
    /// Of each target the mean error of the seasonal naive forecast in the rows before, which errors are counted in.
    let units: [Double]
    /// Ascending, each so far from the next.
    let origins: [Int]
    let distance: Int

    /// How many places are forecast from at most, over all series; at least a few of each are.
    private static let most = 4000
    private static let mostOfSeries = 40
    private static let fewest = 4

    /// Begins after the `first` rows; where there is none after them, with the last third.
    init(
        _ frame: SeriesFrame, actual: [[Double]], from first: Int, horizon: Int, scaling: SeriesScaling,
        seriesCount: Int
    ) {
        (self.frame, self.actual, self.scaling) = (frame, actual, scaling)
        let known = min(max(first, 1), frame.count)
        units = frame.targets.map { Self.unit(of: Array($0.prefix(known)), frame.frequency) }
        let start = first < frame.count ? max(first, 1) : max(frame.count - max(frame.count / 3, horizon), 1)
        let end = frame.count - horizon
        let most = max(Self.fewest, min(Self.mostOfSeries, Self.most / max(seriesCount, 1)))
        distance = max(1, (end - start + most) / most)
        origins = end < start ? [] : Array(stride(from: end, through: start, by: -distance)).reversed()
    }

    /// 1 of values that never differ.
    private static func unit(of values: [Double], _ frequency: Frequency?) -> Double {
        let season = SeasonSearch(values, usual: frequency?.seasons ?? []).season ?? 1
        let units = [season, 1].map { NaiveScale(of: values, season: $0).absolute }
        return units.first { $0.isFinite && $0 > 0 } ?? 1
    }

    private init(_ part: ValidationPart, scaling: SeriesScaling) {
        (frame, actual, units, origins) = (part.frame, part.actual, part.units, part.origins)
        (distance, self.scaling) = (part.distance, scaling)
    }

    /// The same with its targets divided by the mean error of the naive forecast of their levels.
    func scaled(for recipe: SeriesRecipe, knowing count: Int) -> ValidationPart {
        let targets = frame.targets.map { target in
            let levels = target.prefix(count).map(recipe.transforms.level)
            let scale = NaiveScale(of: levels, season: 1).absolute
            return scale.isFinite && scale > 0 ? Scaling(offset: 0, divisor: scale) : .identity
        }
        return ValidationPart(self, scaling: SeriesScaling(targets: targets))
    }

    /// The same with its targets scaled so.
    func with(scaling: SeriesScaling) -> ValidationPart { ValidationPart(self, scaling: scaling) }

    private init(_ part: ValidationPart, origins: [Int]) {
        (frame, actual, scaling, units) = (part.frame, part.actual, part.scaling, part.units)
        distance = part.distance
        self.origins = origins
    }

    /// The same with some of its places.
    func with(origins: [Int]) -> ValidationPart { ValidationPart(self, origins: origins) }
}

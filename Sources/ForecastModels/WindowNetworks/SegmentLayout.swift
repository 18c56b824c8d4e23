import RecurrentNets
import SeriesData

/// How a series becomes the windows of a network that reads segments, besides what a recipe says.
///
/// A window after row t holds the rows t − lookback + 1 … t, cut into segments. A segment holds, column after column, its values
/// of each target, normalised by those of the window, of each feature and of each column known of the future, and then the sine
/// and cosine of each calendar feature at its last row. What is known of the rows t + 1 … t + horizon goes straight to the
/// answer. Where targets share the weights, a window is of one of them, beside all other columns. A shortcut reads the targets of
/// the window once more, cycle by cycle.
package struct SegmentLayout: Equatable, Sendable {
    package static let longestLookback = 1_000_000

    package let lookback: Int
    /// The rows of a segment, a part of the lookback.
    package let segment: Int
    package let normalisation: WindowNormalisation
    /// Whether each target is read by itself, with the weights of all.
    package let sharesTargets: Bool
    /// The rows of a cycle across which a linear map forecasts, a part of the lookback; nil where none does.
    package let shortcut: Int?

    package init(
        lookback: Int, segment: Int, normalisation: WindowNormalisation, sharesTargets: Bool, shortcut: Int? = nil
    ) {
        (self.lookback, self.segment) = (lookback, segment)
        (self.normalisation, self.sharesTargets, self.shortcut) = (normalisation, sharesTargets, shortcut)
    }

    package var segmentCount: Int { lookback / segment }

    /// The targets of a window.
    package func targetCount(for recipe: SeriesRecipe) -> Int { sharesTargets ? 1 : recipe.columns.targetCount }

    /// The targets that share the weights, each in windows of its own.
    package func channelCount(for recipe: SeriesRecipe) -> Int { sharesTargets ? recipe.columns.targetCount : 1 }

    /// The numbers that a segment holds.
    package func segmentSize(for recipe: SeriesRecipe) -> Int {
        let columns = recipe.columns
        return segment * (targetCount(for: recipe) + columns.featureCount + columns.knownFutureCount)
            + 2 * recipe.calendar.count
    }

    /// The numbers that are known of the future.
    package func futureSize(for recipe: SeriesRecipe) -> Int { recipe.columns.knownFutureCount * recipe.horizon }

    /// The numbers that are forecast after a window.
    package func outputCount(for recipe: SeriesRecipe) -> Int { targetCount(for: recipe) * recipe.horizon }

    /// The map across cycles, of zeros, for a network with this head; nil where there is none.
    package func makeShortcut(for recipe: SeriesRecipe, _ head: ForecastHead, _ elementType: ElementType)
        -> CycleShortcut?
    {
        shortcut.map { cycle in
            CycleShortcut(
                cycleCount: lookback / cycle, cycle: cycle, horizon: recipe.horizon,
                targetCount: targetCount(for: recipe), groupCount: head.form.groups, sideCount: head.form.side,
                elementType: elementType)
        }
    }

    /// The shape of that map's weight, before any is made; nil where there is none.
    package func shortcutShape(for recipe: SeriesRecipe, _ head: ForecastHead) -> [Int]? {
        shortcut.map {
            CycleShortcut.weightShape(
                cycleCount: lookback / $0, cycle: $0, horizon: recipe.horizon, numberCount: head.outputSize(for: 1))
        }
    }

    /// The first row after which there is a whole window.
    package func firstRow(for recipe: SeriesRecipe) -> Int { recipe.transforms.differencing.span + lookback - 1 }
}

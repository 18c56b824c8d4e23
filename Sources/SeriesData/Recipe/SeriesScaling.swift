/// How the columns of one series are scaled.
package struct SeriesScaling: Equatable, Sendable {
    /// Of the targets, after their transforms.
    package let targets: [Scaling]
    package let features: [Scaling]
    package let knownFuture: [Scaling]

    package init(targets: [Scaling], features: [Scaling] = [], knownFuture: [Scaling] = []) {
        self.targets = targets
        self.features = features
        self.knownFuture = knownFuture
    }

    /// The scaling that fits the first `count` rows of a series, in which nothing is missing.
    package init(_ method: Scaling.Method, fitting frame: SeriesFrame, rows count: Int, _ recipe: SeriesRecipe) {
        targets = frame.targets.map { target in
            let levels = target.prefix(count).map(recipe.transforms.level)
            return Scaling(
                method, fitting: Self.differences(of: levels, recipe), blur: Self.blur(of: levels, recipe))
        }
        // A category means the same in all series.
        func fitted(_ columns: [[Double]], from place: Int) -> [Scaling] {
            columns.enumerated().map { index, column in
                frame.categoryPlaces.contains(place + index)
                    ? .identity : Scaling(method, fitting: column.prefix(count))
            }
        }
        features = fitted(frame.features, from: 0)
        knownFuture = fitted(frame.knownFuture, from: frame.features.count)
    }

    /// By how much what is scaled of these levels may differ and be the same: differences are known no better than the levels
    /// that they are of.
    package static func blur(of levels: some Sequence<Double>, _ recipe: SeriesRecipe) -> Double {
        isOfLevels(recipe) ? 0 : 8 * (levels.lazy.map(\.magnitude).max() ?? 0).ulp
    }

    /// Whether levels are scaled as they are, and no differences.
    private static func isOfLevels(_ recipe: SeriesRecipe) -> Bool {
        recipe.transforms.differencing.span == 0 && recipe.anchors.isEmpty
    }

    private static func differences(of levels: [Double], _ recipe: SeriesRecipe) -> [Double] {
        isOfLevels(recipe)
            ? levels : levels.indices.dropFirst(recipe.span).map { recipe.deviation(of: levels, at: $0) }
    }

    /// The columns whose quartiles are equal in the first `count` rows, so that a robust scaling falls back to the standard one.
    package static func columnsWithoutQuartiles(
        of frame: SeriesFrame, rows count: Int, _ recipe: SeriesRecipe
    ) -> [String] {
        let targets = frame.targets.map { differences(of: $0.prefix(count).map(recipe.transforms.level), recipe) }
        let others = (frame.features + frame.knownFuture).map { Array($0.prefix(count)) }
        let areCategories =
            targets.map { _ in false } + others.indices.map { frame.categoryPlaces.contains($0) }
        return zip(zip(recipe.columns.inputs, areCategories), targets + others).compactMap { input, values in
            let (name, isCategory) = input
            if isCategory { return nil }
            let sorted = values.filter { !$0.isNaN }.sorted()
            guard let least = sorted.first, let greatest = sorted.last, least < greatest else { return nil }
            return sampleQuantile(0.75, of: sorted) > sampleQuantile(0.25, of: sorted) ? nil : name
        }
    }

    /// Of all columns: targets, features, what is known of the future.
    package var all: [Scaling] { targets + features + knownFuture }
}

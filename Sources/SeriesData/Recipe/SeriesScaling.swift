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
        let (transforms, span) = (recipe.transforms, recipe.transforms.differencing.span)
        targets = frame.targets.map { target in
            let levels = target.prefix(count).map(transforms.level)
            let isUnchanged = span == 0
            let differences =
                isUnchanged
                ? levels : levels.indices.dropFirst(span).map { transforms.differencing.difference(of: levels, at: $0) }
            return Scaling(method, fitting: differences)
        }
        features = frame.features.map { Scaling(method, fitting: Array($0.prefix(count))) }
        knownFuture = frame.knownFuture.map { Scaling(method, fitting: Array($0.prefix(count))) }
    }

    /// Of all columns: targets, features, what is known of the future.
    package var all: [Scaling] { targets + features + knownFuture }
}

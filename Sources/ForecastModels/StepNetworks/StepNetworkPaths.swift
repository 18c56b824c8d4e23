import RecurrentNets
import SeriesData

/// Paths of step networks, which are shared out among the networks and read side by side.
struct StepNetworkPaths: SeriesPaths {
    private let model: StepNetworkModel
    /// For each network its paths, which it reads side by side.
    private var groups: [Group]
    private var random: SeededGenerator
    private var row: Int

    private struct Group {
        var run: NetworkRun
        var paths: [ScaledSeries]
        /// What was said for each path after its last row.
        var outputs: [[Double]]
    }

    init(
        _ count: Int, _ model: StepNetworkModel, _ runs: [NetworkRun], _ series: ScaledSeries,
        first outputs: [[Double]],
        using random: SeededGenerator
    ) {
        self.model = model
        self.random = random
        row = series.count
        var series = series
        series.forget(before: row - 1)
        groups = runs.indices.compactMap { index in
            let paths = count / runs.count + (index < count % runs.count ? 1 : 0)
            guard paths > 0 else { return nil }
            return Group(
                run: runs[index].repeated(paths), paths: Array(repeating: series, count: paths),
                outputs: Array(repeating: outputs[index], count: paths))
        }
    }

    mutating func next() throws(ForecastModelError) -> [[[Double]]] {
        let (recipe, targets) = (model.recipe, model.recipe.columns.targets.count)
        var drawn = [[[Double]]](
            repeating: [[Double]](repeating: [], count: targets), count: recipe.horizon)
        for group in groups.indices {
            for path in groups[group].paths.indices {
                let values = draw(group, path)
                for step in 0..<recipe.horizon {
                    for target in 0..<targets { drawn[step][target].append(values[step][target]) }
                    groups[group].paths[path].append(values[step])
                }
            }
            for step in 0..<recipe.horizon { try read(row + step, by: group) }
            for path in groups[group].paths.indices {
                groups[group].paths[path].forget(before: row + recipe.horizon - 1)
            }
        }
        row += recipe.horizon
        return drawn
    }

    /// Values for one path, by step and target.
    private mutating func draw(_ group: Int, _ path: Int) -> [[Double]] {
        let (recipe, targets) = (model.recipe, model.recipe.columns.targets.count)
        let series = groups[group].paths[path]
        let origins = series.origins(after: row - 1)
        return (0..<recipe.horizon).map { step in
            (0..<targets).map { target in
                let distribution = model.head.distribution(
                    of: [groups[group].outputs[path]], at: step * targets + target, of: recipe.outputCount)
                let output: Double
                switch distribution {
                case .normals(let parts):
                    output = distribution.prediction + parts[0].deviation * parts[0].standardDraw(using: &random)
                case .counts: output = distribution.drawn(using: &random)
                case .value, .quantiles: output = distribution.prediction
                }
                return series.value(of: output, target: target, from: origins?[target][step])
            }
        }
    }

    private mutating func read(_ row: Int, by group: Int) throws(ForecastModelError) {
        let paths = groups[group].paths
        var input: [Double] = []
        for path in paths {
            // What the last rows need of the future may not be known; nothing is forecast from there.
            guard path.hasInput(after: row) else { return }
            path.appendInput(after: row, to: &input)
        }
        let x = Tensor(input, shape: [paths.count, input.count / paths.count], elementType: model.shape.elementType)
        let said = groups[group].run.next(x)
        guard said.isFinite else { throw .forecastNotFinite(step: row + 1) }
        let (scalars, width) = (said.scalars, said.shape[1])
        groups[group].outputs = paths.indices.map { Array(scalars[($0 * width)..<(($0 + 1) * width)]) }
    }
}

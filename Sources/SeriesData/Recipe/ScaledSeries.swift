/// A series as a network reads it and as its outputs are meant, row by row.
///
/// Rows may be added at the end, so that forecasts can stand for values that are not known yet.
package struct ScaledSeries: Sendable {
    private let recipe: SeriesRecipe
    private let scaling: SeriesScaling
    /// What is given: its rows but for those before `frameStart`.
    private var frame: SeriesFrame
    private var frameStart = 0
    /// The rows at the start that were forgotten.
    private var forgotten = 0
    /// Each target after its logarithm, if any, from the first row that was not forgotten on.
    private var levels: [[Double]]
    /// Each target's scaled differences, from the same row on; 0 in the first rows, which have none.
    private var differences: [[Double]]

    /// Takes a series in which nothing is missing, and whose values can be transformed.
    package init(_ frame: SeriesFrame, _ recipe: SeriesRecipe, _ scaling: SeriesScaling) {
        (self.frame, self.recipe, self.scaling) = (frame, recipe, scaling)
        let (transforms, span) = (recipe.transforms, recipe.transforms.differencing.span)
        levels = frame.targets.map { $0.map(transforms.level) }
        differences = zip(levels, scaling.targets).map { levels, scaling in
            levels.indices.map { row in
                row < span ? 0 : scaling.apply(transforms.differencing.difference(of: levels, at: row))
            }
        }
    }

    /// The rows that have targets, those added included.
    package var count: Int { forgotten + (levels.first?.count ?? 0) }

    /// Forgets the rows that no input and no output after `row` or later needs.
    package mutating func forget(before row: Int) {
        let count = min(row - recipe.firstRow, count) - forgotten
        guard count > 0 else { return }
        for target in levels.indices {
            levels[target].removeFirst(count)
            differences[target].removeFirst(count)
        }
        forgotten += count
    }

    /// What is needed of it to go on after its first `count` rows, which are then its last ones.
    package func end(ofFirst count: Int) -> ScaledSeries {
        var series = self
        let kept = max(0, count - 1 - recipe.firstRow - forgotten)..<(count - forgotten)
        series.levels = levels.map { Array($0[kept]) }
        series.differences = differences.map { Array($0[kept]) }
        series.forgotten += kept.lowerBound
        return series
    }

    /// Whether all is known that the input after `row` holds.
    package func hasInput(after row: Int) -> Bool {
        guard row >= recipe.firstRow, row < count else { return false }
        let end = row + recipe.horizon
        return (recipe.columns.features.isEmpty || row < frameStart + frame.count)
            && (recipe.columns.knownFuture.isEmpty || end < frameStart + frame.count + frame.futureCount)
            && (recipe.calendar.isEmpty
                || frame.time(at: row + 1 - frameStart) != nil && frame.time(at: end - frameStart) != nil)
    }

    /// Adds the input after `row` to `input`; it must be there.
    package func appendInput(after row: Int, to input: inout [Double]) {
        for target in differences { input.append(target[row - forgotten]) }
        for (column, scaling) in zip(frame.features, scaling.features) {
            input.append(scaling.apply(column[row - frameStart]))
        }
        if recipe.futureInputCount > 0 {
            for future in (row + 1)...(row + recipe.horizon) {
                for (column, scaling) in zip(frame.knownFuture, scaling.knownFuture) {
                    input.append(scaling.apply(column[future - frameStart]))
                }
                guard !recipe.calendar.isEmpty, let time = frame.time(at: future - frameStart) else { continue }
                for feature in recipe.calendar {
                    let (sine, cosine) = feature.coordinates(at: time)
                    input.append(sine)
                    input.append(cosine)
                }
            }
        }
        for lag in recipe.lags {
            for target in differences { input.append(target[row + 1 - lag - forgotten]) }
        }
    }

    /// Adds what is to be said after `row` to `output`: the scaled targets of each row up to the horizon.
    package func appendOutput(after row: Int, to output: inout [Double]) {
        let origins = origins(after: row)
        for step in 0..<recipe.horizon {
            for target in levels.indices {
                output.append(
                    scaling.targets[target].apply(
                        levels[target][row + 1 + step - forgotten] - (origins?[target][step] ?? 0)))
            }
        }
    }

    /// What the outputs after `row` are counted from, by target and step: the values, if all their differences were 0; nil
    /// where there are no differences.
    package func origins(after row: Int) -> [[Double]]? {
        let differencing = recipe.transforms.differencing
        guard differencing.span > 0 else { return nil }
        return levels.map {
            differencing.continuations(of: $0, after: row - forgotten, steps: recipe.horizon)
        }
    }

    /// The value that an output means, whose origin is given.
    package func value(of output: Double, target: Int, from origin: Double?) -> Double {
        recipe.transforms.value(ofLevel: level(of: output, target: target, from: origin))
    }

    /// The output that means a value, where there are no differences.
    package func output(of value: Double, target: Int) -> Double {
        scaling.targets[target].apply(recipe.transforms.level(of: value))
    }

    /// The same before the inverse of a logarithm, if any.
    package func level(of output: Double, target: Int, from origin: Double?) -> Double {
        let level = scaling.targets[target].invert(output)
        return origin.map { level + $0 } ?? level
    }

    /// Adds a row that became known after all others, and forgets what no input and no output after it needs.
    package mutating func append(known row: GrowingSeries.Row) {
        append(row.targets)
        frame.append(row)
        forget(before: count - 1)
        let old = count - 1 - frameStart
        // The frame's rows before the last one serve nothing; they go together now and then.
        guard old >= Self.mostOldRows else { return }
        frame.removeFirst(old)
        frameStart += old
    }

    private static let mostOldRows = 256

    /// When a row is or will be; nil where it is not known.
    package func time(at row: Int) -> Double? { frame.time(at: row - frameStart) }

    /// Adds a row with a value for each target.
    package mutating func append(_ values: [Double]) {
        let row = count
        for (target, value) in values.enumerated() {
            levels[target].append(recipe.transforms.level(of: value))
            let isEarly = row < recipe.transforms.differencing.span
            let difference =
                isEarly ? 0 : recipe.transforms.differencing.difference(of: levels[target], at: row - forgotten)
            differences[target].append(isEarly ? 0 : scaling.targets[target].apply(difference))
        }
    }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A series as a network reads it and as its outputs are meant, row by row.
///
/// Rows may be added at the end, so that forecasts can stand for values that are not known yet.
package struct ScaledSeries: Sendable {
    private let recipe: SeriesRecipe
    package let scaling: SeriesScaling
    /// What is given: its rows but for those before `frameStart`.
    private var frame: SeriesFrame
    private var frameStart = 0
    /// The rows at the start that were forgotten.
    private var forgotten = 0
    /// Each target after its logarithm, if any, from the first row that was not forgotten on.
    private var levels: [[Double]]
    /// Each target's scaled differences, from the same row on; 0 in the first rows, which have none.
    private var differences: [[Double]]
    /// The mean of the sizes of each target's seasonal differences up to a row, from the same row on; empty without a running
    /// scale.
    private var means: [[Double]]

    /// Takes a series in which nothing is missing, and whose values can be transformed.
    package init(_ frame: SeriesFrame, _ recipe: SeriesRecipe, _ scaling: SeriesScaling) {
        (self.frame, self.recipe, self.scaling) = (frame, recipe, scaling)
        let (transforms, span) = (recipe.transforms, recipe.span)
        // The memory of the values is shared where levels are these.
        levels = transforms.hasLogarithm ? frame.targets.map { $0.map(transforms.level) } : frame.targets
        differences = zip(levels, scaling.targets).map { levels, scaling in
            levels.indices.map { row in row < span ? 0 : scaling.apply(recipe.deviation(of: levels, at: row)) }
        }
        means = []
        guard let season = recipe.runningSeason else { return }
        for (target, levels) in levels.enumerated() {
            var means: [Double] = []
            for row in levels.indices {
                means.append(Self.mean(after: means.last, of: levels, at: row, row, season))
                if row >= span { differences[target][row] /= Self.divisor(means[row]) }
            }
            self.means.append(means)
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
            if !means.isEmpty { means[target].removeFirst(count) }
        }
        forgotten += count
    }

    /// What is needed of it to go on after its first `count` rows, which are then its last ones.
    package func end(ofFirst count: Int) -> ScaledSeries {
        var series = self
        let kept = max(0, count - 1 - recipe.firstRow - forgotten)..<(count - forgotten)
        series.levels = levels.map { Array($0[kept]) }
        series.differences = differences.map { Array($0[kept]) }
        series.means = means.map { Array($0[kept]) }
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
        appendAnchors(after: row, to: &input)
        for target in means { input.append(log(Self.divisor(target[row - forgotten]))) }
    }

    /// How far the first anchor's naive forecasts are from those of each other one, on the scale of the outputs.
    private func appendAnchors(after row: Int, to input: inout [Double]) {
        guard let first = recipe.anchors.first, recipe.anchors.count > 1 else { return }
        for (target, levels) in levels.enumerated() {
            let naive = recipe.naive(levels, first, after: row - forgotten)
            let divisor = scaling.targets[target].divisor * divisor(of: target, at: row)
            for anchor in recipe.anchors.dropFirst() {
                let other = recipe.naive(levels, anchor, after: row - forgotten)
                for (a, b) in zip(naive, other) { input.append((a - b) / divisor) }
            }
        }
    }

    /// What is divided by in a row: 1 without a running scale.
    private func divisor(of target: Int, at row: Int) -> Double {
        means.isEmpty ? 1 : Self.divisor(means[target][row - forgotten])
    }

    /// A series that has not moved so far is as it is.
    private static func divisor(_ mean: Double) -> Double { mean > 0 ? mean : 1 }

    /// The mean of the sizes of all seasonal differences up to a row that is at `place` in `levels`; 0 before the first.
    private static func mean(
        after last: Double?, of levels: [Double], at place: Int, _ row: Int, _ season: Int
    ) -> Double {
        guard row >= season else { return 0 }
        let mean = last ?? 0
        return mean + (abs(levels[place] - levels[place - season]) - mean) / Double(row - season + 1)
    }

    /// Adds what is to be said after `row` to `output`: the scaled targets of each row up to the horizon.
    package func appendOutput(after row: Int, to output: inout [Double]) {
        let origins = origins(after: row)
        for step in 0..<recipe.horizon {
            for target in levels.indices {
                output.append(
                    scaled(levels[target][row + 1 + step - forgotten], target, from: origins?[target][step]))
            }
        }
    }

    /// Adds the same of one target alone to `output`.
    package func appendOutput(of target: Int, after row: Int, to output: inout [Double]) {
        let origins = isCounted ? origins(of: target, after: row) : nil
        for step in 0..<recipe.horizon {
            output.append(scaled(levels[target][row + 1 + step - forgotten], target, from: origins?[step]))
        }
    }

    private func scaled(_ level: Double, _ target: Int, from origin: OutputOrigin?) -> Double {
        guard let origin else { return scaling.targets[target].apply(level) }
        let scaled = scaling.targets[target].apply(level - origin.level)
        return recipe.runningSeason == nil ? scaled : scaled / origin.divisor
    }

    /// Whether outputs are counted from anything else than 0, or divided by anything.
    private var isCounted: Bool {
        recipe.transforms.differencing.span > 0 || !recipe.anchors.isEmpty || recipe.runningSeason != nil
    }

    private func origins(of target: Int, after row: Int) -> [OutputOrigin] {
        let divisor = divisor(of: target, at: row)
        return recipe.origins(of: levels[target], after: row - forgotten).map {
            OutputOrigin(level: $0, divisor: divisor)
        }
    }

    /// Adds what stands in `row` itself to `values`: the scaled targets, the features, what was known of it before, and the sine
    /// and cosine of each calendar feature.
    package func appendRow(_ row: Int, to values: inout [Double]) {
        for target in differences { values.append(target[row - forgotten]) }
        for (column, scaling) in zip(frame.features, scaling.features) {
            values.append(scaling.apply(column[row - frameStart]))
        }
        appendKnown(of: row, to: &values)
        guard !recipe.calendar.isEmpty, let time = frame.time(at: row - frameStart) else { return }
        for feature in recipe.calendar {
            let (sine, cosine) = feature.coordinates(at: time)
            values += [sine, cosine]
        }
    }

    /// Adds the columns known of the future of each row from the one after `row` up to the horizon to `values`.
    package func appendFuture(after row: Int, to values: inout [Double]) {
        guard !frame.knownFuture.isEmpty else { return }
        for future in (row + 1)...(row + recipe.horizon) { appendKnown(of: future, to: &values) }
    }

    private func appendKnown(of row: Int, to values: inout [Double]) {
        for (column, scaling) in zip(frame.knownFuture, scaling.knownFuture) {
            values.append(scaling.apply(column[row - frameStart]))
        }
    }

    /// What the outputs after `row` are counted from, by target and step: the values, if all their differences were 0, or the mean
    /// of the anchors; nil where they are as they stand.
    package func origins(after row: Int) -> [[OutputOrigin]]? {
        guard isCounted else { return nil }
        return levels.indices.map { origins(of: $0, after: row) }
    }

    /// The value that an output means, whose origin is given; within the recipe's range, if it has one.
    package func value(of output: Double, target: Int, from origin: OutputOrigin?) -> Double {
        let value = recipe.transforms.value(ofLevel: level(of: output, target: target, from: origin))
        return recipe.range?.clamped(value) ?? value
    }

    /// The output that means a value, where there are no differences.
    package func output(of value: Double, target: Int) -> Double {
        scaling.targets[target].apply(recipe.transforms.level(of: value))
    }

    /// The same before the inverse of a logarithm, if any.
    package func level(of output: Double, target: Int, from origin: OutputOrigin?) -> Double {
        guard let origin else { return scaling.targets[target].invert(output) }
        let output = recipe.runningSeason == nil ? output : output * origin.divisor
        return scaling.targets[target].invert(output) + origin.level
    }

    /// Adds a row that became known after all others, and forgets what no input and no output after it needs.
    package mutating func append(known row: GrowingSeries.Row) {
        append(row.targets)
        frame.append(row)
        forget(before: count - 1)
        // The frame's rows before the last one serve nothing; they go together now and then.
        if count - 1 - frameStart >= Self.mostOldRows { forgetFrame() }
    }

    /// Adds rows that became known after all others, in which nothing is missing, and forgets what no input and no output after
    /// the last row before them needs.
    package mutating func append(known rows: SeriesFrame) {
        forget(before: count - 1)
        forgetFrame()
        let start = count
        for (target, values) in rows.targets.enumerated() {
            levels[target] += recipe.transforms.hasLogarithm ? values.map(recipe.transforms.level) : values
            for row in start..<(start + values.count) { appendDifference(of: target, at: row) }
        }
        frame.append(rows)
    }

    private static let mostOldRows = 256

    /// Forgets what is given of the rows before the last one.
    private mutating func forgetFrame() {
        let old = count - 1 - frameStart
        guard old > 0 else { return }
        frame.removeFirst(old)
        frameStart += old
    }

    /// When a row is or will be; nil where it is not known.
    package func time(at row: Int) -> Double? { frame.time(at: row - frameStart) }

    /// Adds a row with a value for each target.
    package mutating func append(_ values: [Double]) {
        let row = count
        for (target, value) in values.enumerated() {
            levels[target].append(recipe.transforms.level(of: value))
            appendDifference(of: target, at: row)
        }
    }

    /// Adds what a row, whose level is there, is read as.
    private mutating func appendDifference(of target: Int, at row: Int) {
        let place = row - forgotten
        if let season = recipe.runningSeason {
            means[target].append(Self.mean(after: means[target].last, of: levels[target], at: place, row, season))
        }
        guard row >= recipe.span else {
            differences[target].append(0)
            return
        }
        let scaled = scaling.targets[target].apply(recipe.deviation(of: levels[target], at: place))
        differences[target].append(means.isEmpty ? scaled : scaled / Self.divisor(means[target][place]))
    }
}

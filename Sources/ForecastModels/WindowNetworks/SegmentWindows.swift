import RecurrentNets
import SeriesData

/// Windows at random places of one or many series, for a network that reads segments: each step of an epoch is a batch of them.
///
/// Every place after which the horizon lies within the training part is as likely as every other, and every target where targets
/// share the weights. What is drawn depends on ``random`` alone.
package final class SegmentWindows: RandomSource {
    /// A series to draw from.
    package struct Part {
        let rows: WindowColumns
        let series: ScaledSeries
        /// The targets where the file has them, NaN elsewhere.
        let actual: [[Double]]
        /// The rows after which a window may end.
        let places: Range<Int>

        package init(
            _ series: ScaledSeries, actual: [[Double]], rows: Range<Int>, places: Range<Int>, _ recipe: SeriesRecipe
        ) {
            (self.series, self.actual, self.places) = (series, actual, places)
            var columns = WindowColumns(recipe, from: rows.lowerBound)
            for _ in rows { columns.append(from: series) }
            self.rows = columns
        }
    }

    package var random: SeededGenerator
    package let stepCount: Int
    package let keepsState = false
    package let presentPart: Double

    private let layout: SegmentLayout
    private let recipe: SeriesRecipe
    private let elementType: ElementType
    private let batchSize: Int
    private let parts: [Part]
    /// How many places the parts before have.
    private let before: [Int]
    private let placeCount: Int

    /// Draws batches of `batchSize` windows; `windowsPerEpoch`, by default as many as there are places, make an epoch.
    package init(
        _ parts: [Part], _ layout: SegmentLayout, _ recipe: SeriesRecipe, batchSize: Int, windowsPerEpoch: Int?,
        elementType: ElementType, random: SeededGenerator
    ) {
        let channels = layout.channelCount(for: recipe)
        self.parts = parts.filter { !$0.places.isEmpty }
        (self.layout, self.recipe, self.batchSize, self.random) = (layout, recipe, batchSize, random)
        self.elementType = elementType
        var (before, count) = ([] as [Int], 0)
        for part in self.parts {
            before.append(count)
            count += part.places.count * channels
        }
        (self.before, placeCount) = (before, count)
        stepCount = ((windowsPerEpoch ?? count) - 1) / batchSize + 1
        presentPart = Self.presentPart(of: self.parts, horizon: recipe.horizon)
    }

    /// The part of the numbers to be forecast that stand in the file.
    private static func presentPart(of parts: [Part], horizon: Int) -> Double {
        var (present, all) = (0, 0)
        for part in parts {
            for values in part.actual {
                let rows = values[(part.places.lowerBound + 1)..<(part.places.upperBound + horizon)]
                all += rows.count
                present += rows.count { !$0.isNaN }
            }
        }
        return present == 0 ? 1 : Double(present) / Double(all)
    }

    /// Draws the next batch.
    ///
    /// - Returns: The windows, and what is to be said after each, normalised, `[batch, numbers]`, NaN for what does not stand in
    ///   the file.
    package func nextBatch() -> (windows: SegmentBatch, targets: Tensor) {
        var targets: [Double] = []
        var windows = SegmentBatch(layout, recipe, capacity: batchSize)
        for _ in 0..<batchSize {
            let drawn = Int(random.next().multipliedFullWidth(by: UInt64(placeCount)).high)
            let index = (before.firstIndex { $0 > drawn } ?? before.count) - 1
            let part = parts[index]
            let (place, channel) = (drawn - before[index]).quotientAndRemainder(
                dividingBy: layout.channelCount(for: recipe))
            part.add(part.places.lowerBound + place, channel, to: &windows, &targets, layout, recipe)
        }
        let shape = [batchSize, layout.outputCount(for: recipe)]
        return (windows, Tensor(targets, shape: shape, elementType: elementType))
    }
}

extension SegmentWindows.Part {
    /// Adds the window after `row` to a batch, and what is to be said after it to `targets`.
    package func add(
        _ row: Int, _ channel: Int, to windows: inout SegmentBatch, _ targets: inout [Double], _ layout: SegmentLayout,
        _ recipe: SeriesRecipe
    ) {
        var known: [Double] = []
        series.appendFuture(after: row, to: &known)
        windows.add(rows, after: row, known: known, channel: channel)
        let window = windows.count - 1
        let chosen = layout.sharesTargets ? channel..<(channel + 1) : 0..<recipe.columns.targetCount
        let outputs = chosen.map { target in
            var outputs: [Double] = []
            series.appendOutput(of: target, after: row, to: &outputs)
            return outputs
        }
        let scalings = chosen.indices.map { windows.outputScaling(of: window, target: $0 - chosen.lowerBound) }
        for step in 0..<recipe.horizon {
            for (place, target) in chosen.enumerated() {
                let isThere = !actual[target][row + 1 + step].isNaN
                targets.append(isThere ? scalings[place].apply(outputs[place][step]) : .nan)
            }
        }
    }
}

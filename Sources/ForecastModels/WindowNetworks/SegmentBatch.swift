import RecurrentNets
import SeriesData

/// Windows side by side, as a network reads them.
package struct SegmentBatch {
    private let layout: SegmentLayout
    private let recipe: SeriesRecipe
    private let size: Int
    private let targetCount: Int
    /// How many windows there is room for.
    private let capacity: Int
    /// `[segments, batch, segmentSize]`.
    private(set) var values: [Double]
    private var future: [Double] = []
    private var channels: [Int] = []
    /// Of each window, what its targets were normalised by.
    package private(set) var scalings: [[Scaling]] = []

    package init(_ layout: SegmentLayout, _ recipe: SeriesRecipe, capacity: Int) {
        (self.layout, self.recipe, self.capacity) = (layout, recipe, capacity)
        size = layout.segmentSize(for: recipe)
        targetCount = layout.targetCount(for: recipe)
        values = Array(repeating: 0, count: layout.segmentCount * capacity * size)
    }

    package var count: Int { channels.count }

    /// Adds the window after `row`, with what is known of the rows after it; of `channel`, where targets share the weights.
    package mutating func add(_ rows: WindowColumns, after row: Int, known: [Double], channel: Int) {
        let start = row + 1 - layout.lookback - rows.firstRow
        let (place, length) = (count, layout.segment)
        let windowColumns = recipe.columns.featureCount + recipe.columns.knownFutureCount
        let targets = layout.sharesTargets ? channel..<(channel + 1) : 0..<targetCount
        let others = recipe.columns.targetCount..<(recipe.columns.targetCount + windowColumns)
        var (scalings, offset) = ([] as [Scaling], 0)
        for column in Array(targets) + Array(others) {
            let read = rows.columns[column]
            var scaling = Scaling.identity
            if scalings.count < targetCount {
                scaling = layout.normalisation.scaling(of: read[start..<(start + layout.lookback)])
                scalings.append(scaling)
            }
            for segment in 0..<layout.segmentCount {
                let to = (segment * capacity + place) * size + offset
                let from = start + segment * length
                for step in 0..<length { values[to + step] = scaling.apply(read[from + step]) }
            }
            offset += length
        }
        for column in others.upperBound..<rows.columns.count {
            for segment in 0..<layout.segmentCount {
                values[(segment * capacity + place) * size + offset] =
                    rows.columns[column][start + (segment + 1) * length - 1]
            }
            offset += 1
        }
        future += known
        channels.append(channel)
        self.scalings.append(scalings)
    }

    /// What a number of the output, of a window and of a target in it, is normalised by.
    ///
    /// Where targets are differenced, outputs are counted from what the differences go on from, which is where the series is:
    /// only the divisor counts there.
    package func outputScaling(of window: Int, target: Int) -> Scaling {
        let scaling = scalings[window][target]
        return recipe.transforms.differencing.span == 0 ? scaling : Scaling(offset: 0, divisor: scaling.divisor)
    }

    /// What a shortcut reads: of each window, at each place of the cycle, the normalised values of each target there, cycle after
    /// cycle.
    func cycles(for shortcut: CycleShortcut) -> [Double] {
        let (cycle, length) = (shortcut.cycle, layout.segment)
        var cycles: [Double] = []
        cycles.reserveCapacity(capacity * targetCount * layout.lookback)
        for window in 0..<capacity {
            for place in 0..<cycle {
                for target in 0..<targetCount {
                    for row in stride(from: place, to: layout.lookback, by: cycle) {
                        let (segment, step) = row.quotientAndRemainder(dividingBy: length)
                        cycles.append(values[(segment * capacity + window) * size + target * length + step])
                    }
                }
            }
        }
        return cycles
    }

    /// What a network says after each window, `[batch, outputs]`; the batch must be full.
    package func outputs(of network: SegmentNetwork, _ elementType: ElementType) -> Variable {
        func constant(_ values: [Double], _ shape: [Int]) -> Variable {
            Variable(Tensor(values, shape: shape, elementType: elementType), requiresGradient: false)
        }
        return network(
            constant(values, [layout.segmentCount, capacity, size]), channels: channels,
            future: future.isEmpty ? nil : constant(future, [capacity, layout.futureSize(for: recipe)]),
            cycles: network.shortcut.map { constant(cycles(for: $0), [capacity, $0.placeCount, $0.cycleCount]) })
    }
}

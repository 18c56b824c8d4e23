import ForecastModels
import RecurrentNets
import SeriesData

/// The last part of each series, forecast from the windows before each of its rows.
struct WindowValidation {
    /// How many windows are read side by side.
    private static let batchSize = 256

    private let parts: [(windows: SegmentWindows.Part, rows: Range<Int>)]
    private let layout: SegmentLayout
    private let recipe: SeriesRecipe
    private let head: ForecastHead
    private let elementType: ElementType

    init(
        _ parts: [(SegmentWindows.Part, Range<Int>)], _ layout: SegmentLayout, _ recipe: SeriesRecipe,
        _ head: ForecastHead,
        _ elementType: ElementType
    ) {
        self.parts = parts.filter { !$0.1.isEmpty }.map { (windows: $0.0, rows: $0.1) }
        (self.layout, self.recipe, self.head, self.elementType) = (layout, recipe, head, elementType)
    }

    /// The mean loss over all windows that are measured, of what stands in the file, in the units of normalised windows.
    func loss(of network: SegmentNetwork) -> Double {
        var (sum, known) = (0.0, 0)
        forEachBatch { windows, _, targets in
            let loss = testMode {
                withoutGradients {
                    head.loss(
                        windows.outputs(of: network, elementType), Variable(targets, requiresGradient: false),
                        horizon: recipe.horizon)
                }
            }
            sum += loss.value.scalar * Double(windows.count)
            known += targets.scalars.count { !$0.isNaN }
        }
        return sum / (Double(known) / Double(layout.outputCount(for: recipe)))
    }

    /// How far off the forecasts of an ensemble are, for each number that is forecast at once: ascending, on the scale of the
    /// series.
    func scores(of networks: [SegmentNetwork]) -> [[Double]] {
        var scores = [[Double]](repeating: [], count: recipe.outputCount)
        let (width, targetCount) = (layout.outputCount(for: recipe), layout.targetCount(for: recipe))
        forEachBatch { windows, channels, targets in
            let said = networks.map { network in
                testMode { withoutGradients { windows.outputs(of: network, elementType).value.scalars } }
            }
            let wanted = targets.scalars
            let outputs = said[0].count / windows.count
            for (window, channel) in channels.enumerated() {
                let ofWindow = said.map { Array($0[(window * outputs)..<((window + 1) * outputs)]) }
                for index in 0..<width {
                    let target = wanted[window * width + index]
                    guard !target.isNaN else { continue }
                    let (step, place) = index.quotientAndRemainder(dividingBy: targetCount)
                    let scaling = windows.outputScaling(of: window, target: place)
                    let prediction = head.distribution(of: ofWindow, at: index, of: width).prediction
                    scores[step * recipe.columns.targetCount + channel + place].append(
                        abs(scaling.invert(target) - scaling.invert(prediction)))
                }
            }
        }
        return scores.map { $0.sorted() }
    }

    /// Hands out the windows of all parts, a full batch at a time, with the channel of each and what is to be said after it.
    private func forEachBatch(_ body: (SegmentBatch, [Int], Tensor) -> Void) {
        let channels = layout.channelCount(for: recipe)
        let places = parts.indices.flatMap { part in
            parts[part].rows.flatMap { row in (0..<channels).map { (part: part, row: row, channel: $0) } }
        }
        for start in stride(from: 0, to: places.count, by: Self.batchSize) {
            let batch = places[start..<min(start + Self.batchSize, places.count)]
            var (windows, targets) = (SegmentBatch(layout, recipe, capacity: batch.count), [] as [Double])
            for place in batch {
                parts[place.part].windows.add(place.row, place.channel, to: &windows, &targets, layout, recipe)
            }
            let shape = [batch.count, layout.outputCount(for: recipe)]
            body(windows, batch.map(\.channel), Tensor(targets, shape: shape, elementType: elementType))
        }
    }
}

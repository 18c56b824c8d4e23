import ForecastModels
import RecurrentNets
import SeriesData

extension TrainSettings {
    /// Checks that a training on the series of a file fits in memory.
    ///
    /// - Throws: ``StageError/tooLarge(what:needed:available:advice:)``.
    func requireMemory(for file: SeriesFile) throws(StageError) {
        try Resources.requireMemory(
            memory(for: file.recipe, rows: file.frames.reduce(0) { $0 + $1.count }),
            for: sizes.map { "--\($0.option) \($0.value)" }.joined(separator: ", "), advice: "choose smaller ones")
    }

    /// What the memory that is needed depends on.
    private var sizes: [(option: String, value: Int)] {
        let ofWindow =
            drawsWindows ? SamplingSettings.lookback.definition : Self.windowLength.definition
        let horizon = series.recipe.horizon
        return [
            (Self.hiddenSize.definition.name, hiddenSize), (Self.layers.definition.name, layers),
            (Self.batchSize.definition.name, batchSize), (ofWindow.name, stepsOfWindow),
        ] + (horizon > 1 ? [(SeriesSettings.horizon.definition.name, horizon)] : [])
            + (ensemble > 1 ? [(Self.ensemble.definition.name, ensemble)] : [])
    }

    /// About as many bytes as a training takes at its peak, which is when a checkpoint is saved.
    func memory(for recipe: SeriesRecipe, rows: Int) -> Double {
        if let layout { return memory(for: layout, recipe, rows: rows) }
        let (gates, units) = (Double(cell.gateCount), Double(hiddenSize))
        let (inputs, outputs) = (Double(recipe.inputSize), Double(head.outputSize(for: recipe.outputCount)))
        let first = gates * units * (units + 2 + inputs)
        let parameters = first + Double(layers - 1) * gates * units * (2 * units + 2) + (units + 1) * outputs
        // The weight and two gradients; then weight and moments, each with its copies on the way to the file.
        let copies = 3 + 4 * (1 + Double(optimizer.slotCount))
        // Of a series too short for its streams another error tells.
        let batch = drawsWindows ? batchSize : max(1, min(batchSize, rows))
        let steps = drawsWindows ? stepsOfWindow : min(stepsOfWindow, max(1, rows / batch))
        let activations = Double(steps) * Double(batch) * Double(layers) * units * (2 * gates + 4)
        let size = Double(precision.byteCount)
        let columns = Double(recipe.columns.inputs.count + recipe.columns.targetCount)
        // The columns with what targets become; the rows as pairs, and these in the order of streams by their places.
        let series =
            8 * (columns + Double(recipe.columns.targetCount) + 1) + 2 * size * (inputs + Double(recipe.outputCount))
        return size * (parameters * copies * Double(ensemble) + activations) + series * Double(rows)
    }

    /// The same of a network that reads windows: the rows once, and those of a batch of windows.
    private func memory(for layout: SegmentLayout, _ recipe: SeriesRecipe, rows: Int) -> Double {
        let (gates, units) = (Double(cell.gateCount), Double(hiddenSize))
        let outputs = Double(head.outputSize(for: layout.outputCount(for: recipe)))
        let segment = Double(layout.segmentSize(for: recipe))
        // None is a weight of nothing.
        let shortcut = (layout.shortcutShape(for: recipe, head) ?? [0]).map(Double.init)
        let recurrent = Double(layers) * gates * units * (2 * units + 2)
        let parameters =
            recurrent + (segment + 1 + Double(layout.channelCount(for: recipe))) * units
            + (units + 1 + Double(layout.futureSize(for: recipe))) * outputs + shortcut.reduce(1, *)
        let copies = 3 + 4 * (1 + Double(optimizer.slotCount))
        let size = Double(precision.byteCount)
        let perSegment = size * Double(layers + 1) * units * (2 * gates + 4) + (8 + 2 * size) * segment
        // What a shortcut reads, and what it says as it is multiplied, put in order, cut and added, and the gradients of these.
        let places = Double((layout.shortcut ?? 0) * layout.targetCount(for: recipe))
        let perShortcut =
            places * ((8 + 2 * size) * (shortcut.first ?? 0) + 6 * size * (shortcut.last ?? 0))
        let batch = Double(batchSize) * (Double(layout.segmentCount) * perSegment + 4 * size * outputs + perShortcut)
        let columns = Double(recipe.columns.inputs.count + recipe.columns.targetCount)
        let series = 8 * (2 * columns + 2 * Double(recipe.calendar.count))
        return size * parameters * copies * Double(ensemble) + batch + series * Double(rows)
    }
}

extension OptimizerKind {
    /// The numbers that the optimizer remembers for each weight.
    fileprivate var slotCount: Int {
        switch self {
        case .sgd: 0
        case .momentum, .adagrad, .rmsprop: 1
        default: 2
        }
    }
}

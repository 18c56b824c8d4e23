import RecurrentNets

extension TrainSettings {
    /// Checks that a training on so many values fits in memory.
    ///
    /// - Throws: ``StageError/tooLarge(what:needed:available:advice:)``.
    func requireMemory(forSeriesOf valueCount: Int) throws(StageError) {
        try Resources.requireMemory(
            memory(forSeriesOf: valueCount),
            for: "--hidden-size \(hiddenSize), --layers \(layers), --batch-size \(batchSize), "
                + "--bptt-length \(windowLength)",
            advice: "choose smaller ones")
    }

    /// About as many bytes as a training takes at its peak, which is when a checkpoint is saved.
    func memory(forSeriesOf valueCount: Int) -> Double {
        let (gates, units) = (Double(cell.gateCount), Double(hiddenSize))
        let first = gates * units * (units + 3)
        let parameters = first + Double(layers - 1) * gates * units * (2 * units + 2) + units + 1
        // The weight and two gradients; then weight and moments, each with its copies on the way to the file.
        let copies = 3 + 4 * (1 + Double(optimizer.slotCount))
        let steps = Double(min(windowLength, (valueCount - 1) / batchSize))
        let activations = steps * Double(batchSize) * Double(layers) * units * (2 * gates + 4)
        let size = Double(precision.byteCount)
        return size * (parameters * copies + activations) + 40 * Double(valueCount)
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

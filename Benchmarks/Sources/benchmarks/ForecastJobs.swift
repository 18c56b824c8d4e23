import RecurrentNets

/// A step of a forecast with hidden size 100 and batch 1.
func forecastJobs() -> [Job] {
    let steps = 20_000
    return [CellKind.rnn, .lstm, .gru].map { cell in
        Job(name: "forecast, \(cell.rawValue), a step", work: 1e-6, rateUnit: "million steps/s") {
            var random = SeededGenerator(seed: 0)
            var run = NetworkRun(
                RecurrentNetwork(cell: cell, inputSize: 1, hiddenSize: 100, outputSize: 1, using: &random))
            let all = seconds { for _ in 0..<steps { _ = run.next(Tensor(repeating: 0.5, shape: [1, 1])) } }
            return Measurement(seconds: all / Double(steps))
        }
    }
}

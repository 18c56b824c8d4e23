import RecurrentNets

/// Something whose time is taken: it is called again and again, and says how long it took.
struct Job {
    let name: String
    /// What the time is compared with: the name of another job.
    var baseline: String?
    /// What is worked off in one call, in the unit of `rate`; 0 where only the time counts.
    var work = 0.0
    var rate = ""
    let run: () throws -> Double
}

/// The seconds that `body` takes.
func seconds(_ body: () throws -> Void) rethrows -> Double {
    let time = try ContinuousClock().measure { try body() }
    return Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
}

/// The series of step 59: 1000 points of a sine with noise.
func sineSeries() -> [Double] {
    var random = SeededGenerator(seed: 1)
    return (0..<1000).map { sine(2 * .pi * Double($0) / 999) + 0.1 * (random.uniform() - 0.5) }
}

/// Step 59 a window at a time: what `seqcast train` does.
func trainByWindows(epochs: Int) -> Double {
    var random = SeededGenerator(seed: 0)
    let network = RecurrentNetwork(cell: .rnn, inputSize: 1, hiddenSize: 100, outputSize: 1, using: &random)
    let trainer = TruncatedBPTT(
        network: network, optimizer: Adam(network), streams: Streams(sineSeries(), batchSize: 1), windowLength: 30)
    return seconds {
        var done = 0
        while done < epochs { if trainer.trainWindow() != nil { done += 1 } }
    }
}

/// Step 59 as the book writes it: an operation at a time.
func trainByTheBook(epochs: Int) -> Double {
    var random = SeededGenerator(seed: 0)
    let series = sineSeries()
    let model = SimpleRNN(hiddenSize: 100, outputSize: 1, using: &random)
    let optimizer = Adam(model)
    return seconds {
        for _ in 0..<epochs {
            model.resetState()
            var loss = Variable(0)
            for (index, (value, next)) in zip(series, series.dropFirst()).enumerated() {
                let y = model(Variable(Tensor([value], shape: [1, 1])))
                loss += meanSquaredError(y, Variable(Tensor([next], shape: [1, 1])))
                guard (index + 1) % 30 == 0 || index + 1 == 999 else { continue }
                model.clearGradients()
                loss.backward()
                loss.unchainBackward()
                optimizer.update()
            }
        }
    }
}

/// Forward, backward and update of a larger net, in multiply-adds counted as 6·T·B·gates·H·(H + inputs) a layer.
func trainLarge(_ cell: CellKind, layers: Int, hidden: Int, batch: Int, steps: Int) -> Job {
    var random = SeededGenerator(seed: 0)
    let network = RecurrentNetwork(
        cell: cell, layerCount: layers, inputSize: 1, hiddenSize: hidden, outputSize: 1, using: &random)
    let series = (0...(steps * batch)).map { sine(0.01 * Double($0)) }
    let trainer = TruncatedBPTT(
        network: network, optimizer: Adam(network), streams: Streams(series, batchSize: batch), windowLength: steps)
    let inputs = hidden + 1 + (layers - 1) * 2 * hidden
    let work = 6.0 * Double(steps * batch * cell.gateCount * hidden) * Double(inputs)
    return Job(
        name: "\(cell.rawValue) \(layers) x \(hidden), batch \(batch), \(steps) steps", work: work * 1e-9,
        rate: "GFLOP/s"
    ) {
        seconds { _ = trainer.trainWindow() }
    }
}

/// A step of a forecast.
func forecast(_ cell: CellKind, steps: Int) -> Job {
    var random = SeededGenerator(seed: 0)
    var run = NetworkRun(
        RecurrentNetwork(cell: cell, inputSize: 1, hiddenSize: 100, outputSize: 1, using: &random))
    return Job(name: "forecast, \(cell.rawValue), \(steps) steps", work: Double(steps) * 1e-6, rate: "million steps/s") {
        seconds { for _ in 0..<steps { _ = run.next(Tensor(repeating: 0.5, shape: [1, 1])) } }
    }
}

import Foundation
import RecurrentNets

/// Step 59 beside the hand-written bound, and larger nets on one thread and two.
func trainingJobs(_ tools: Tools) -> [Job] {
    let bound = "step 59, hand-written bound"
    let nets: [(cell: CellKind, layers: Int, hidden: Int, batch: Int, steps: Int)] = [
        (.lstm, 1, 100, 30, 30), (.lstm, 2, 256, 32, 64), (.gru, 1, 128, 32, 50), (.rnn, 1, 512, 64, 50),
    ]
    return [
        Job(name: bound) { Measurement(seconds: try tools.number(of: "bound", ["100"])) },
        Job(name: "step 59, a window at a time", comparison: .time(of: bound)) {
            Measurement(seconds: trainByWindows(epochs: 100))
        },
        Job(name: "step 59, an operation at a time", comparison: .time(of: bound)) {
            Measurement(seconds: trainByTheBook(epochs: 20) * 5)
        },
    ]
        + nets.flatMap { net in
            (isProcessorClock ? [1] : [1, 2]).map { threads in
                largerNet(
                    net.cell, layers: net.layers, hidden: net.hidden, batch: net.batch, steps: net.steps,
                    threads: threads)
            }
        }
        + [128, 512].flatMap { hidden in
            (isProcessorClock ? [1] : [1, 2]).map { segments(hidden: hidden, threads: $0) }
        }
}

/// The series of step 59: 1000 points of a sine with noise.
private func sineSeries() -> [Double] {
    var random = SeededGenerator(seed: 1)
    return (0..<1000).map { sin(2 * .pi * Double($0) / 999) + 0.1 * (random.uniform() - 0.5) }
}

/// Step 59 a window at a time: what `seqcast train` does.
private func trainByWindows(epochs: Int) -> Double {
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
private func trainByTheBook(epochs: Int) -> Double {
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

/// Forward, backward and update of a larger net: the best of five windows.
///
/// Its multiply-adds are counted as 3·T·B·gates·H·(H + inputs) a layer: once forward, twice backward.
private func largerNet(_ cell: CellKind, layers: Int, hidden: Int, batch: Int, steps: Int, threads: Int) -> Job {
    let inputs = hidden + 1 + (layers - 1) * 2 * hidden
    let work = 6.0 * Double(steps * batch * cell.gateCount * hidden) * Double(inputs)
    return Job(
        name: "\(cell.rawValue) \(layers) x \(hidden), batch \(batch), \(steps) steps, threads \(threads)",
        comparison: .rate(of: "FMA units of one core"), work: work * 1e-9, rateUnit: "GFLOP/s"
    ) {
        var random = SeededGenerator(seed: 0)
        let network = RecurrentNetwork(
            cell: cell, layerCount: layers, inputSize: 1, hiddenSize: hidden, outputSize: 1, using: &random)
        let series = (0...(steps * batch)).map { sin(0.01 * Double($0)) }
        let trainer = TruncatedBPTT(
            network: network, optimizer: Adam(network), streams: Streams(series, batchSize: batch), windowLength: steps)
        KernelThreads.use(threads)
        defer { KernelThreads.use(1) }
        _ = trainer.trainWindow()
        return Measurement(seconds: (0..<5).map { _ in seconds { _ = trainer.trainWindow() } }.min() ?? .nan)
    }
}

/// Forward, backward and update of a network that reads windows of 720 rows of seven channels in segments of 24, and answers for 96
/// steps; a batch is 256 windows of one channel each. The best of five updates.
///
/// Its multiply-adds are those of the embedding, the recurrent layer and the answer: once forward, twice backward.
private func segments(hidden: Int, threads: Int) -> Job {
    let (batch, steps, size, channels, horizon) = (256, 30, 24, 7, 96)
    let work = 6.0 * Double(batch * hidden) * Double(steps * (size + 3 * 2 * hidden) + horizon)
    return Job(
        name: "segments, gru \(hidden), batch \(batch), \(steps) of \(size), threads \(threads)",
        comparison: .rate(of: "FMA units of one core"), work: work * 1e-9, rateUnit: "GFLOP/s"
    ) {
        var random = SeededGenerator(seed: 0)
        let network = SegmentNetwork(
            cell: .gru, segmentSize: size, channelCount: channels, hiddenSize: hidden, outputSize: horizon, using: &random)
        let optimizer = Adam(network)
        let values = (0..<steps * batch * size).map { sin(0.01 * Double($0)) }
        let windows = Variable(Tensor(values, shape: [steps, batch, size]), requiresGradient: false)
        let targets = Variable(Tensor(Array(values.prefix(batch * horizon)), shape: [batch, horizon]), requiresGradient: false)
        let places = (0..<batch).map { $0 % channels }
        func update() {
            let loss = meanAbsoluteError(network(windows, channels: places), targets)
            network.clearGradients()
            loss.backward()
            optimizer.update()
        }
        KernelThreads.use(threads)
        defer { KernelThreads.use(1) }
        update()
        return Measurement(seconds: (0..<5).map { _ in seconds(update) }.min() ?? .nan)
    }
}

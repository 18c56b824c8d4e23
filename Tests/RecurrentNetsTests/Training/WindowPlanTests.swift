import Foundation
import Testing

@testable import RecurrentNets

@Suite("Windows without a graph")
struct WindowPlanTests {
    /// A network, its optimiser and what it learns; two with the same arguments are equal to the bit.
    private func makeNetwork(
        _ cell: CellKind, _ activation: Activation, layers: Int, dropout: Double, type: ElementType
    ) -> RecurrentNetwork {
        var random = SeededGenerator(seed: 7)
        return RecurrentNetwork(
            cell: cell, activation: activation, layerCount: layers, inputSize: 2, hiddenSize: 9, outputSize: 2,
            dropoutRate: dropout, elementType: type, using: &random)
    }

    private func makeStreams(batch: Int, type: ElementType) -> Streams {
        let values = (0..<82).map { sin(0.3 * Double($0)) }
        return Streams(
            inputs: Tensor(values, shape: [41, 2], elementType: type),
            targets: Tensor(values.map { 0.5 - $0 }, shape: [41, 2], elementType: type), batchSize: batch)
    }

    private func bits(_ network: RecurrentNetwork) -> [[UInt64]] {
        network.parameters.map { $0.parameter.value.scalars.map(\.bitPattern) }
    }

    /// Trains windows of six steps, the last of an epoch being shorter, by a graph for each.
    private func graphTrainer(_ network: RecurrentNetwork, _ streams: Streams) -> TruncatedBPTT {
        TruncatedBPTT(
            network: network, optimizer: Adam(network), source: streams, windowLength: 6,
            windowLoss: { steps in
                let (inputs, targets) = streams.window(steps)
                let y = network.window(.constant(inputs))
                func samples(_ x: Variable) -> Variable { x.reshaped(x.shape[0] * x.shape[1], x.shape[2]) }
                return meanSquaredError(samples(y), samples(.constant(targets))) * Double(steps.count)
            })
    }

    @Test(
        "have the bits of the graph, window after window",
        arguments: [(CellKind.rnn, Activation.tanh), (.rnn, .relu), (.lstm, .tanh), (.gru, .tanh), (.mgu, .tanh)])
    func bits(_ cell: CellKind, _ activation: Activation) {
        for (layers, batch, dropout, type) in [
            (1, 1, 0, .float32), (1, 3, 0, .float64), (2, 1, 0, .float64), (2, 3, 0, .float32), (2, 3, 0.5, .float32),
        ] as [(Int, Int, Double, ElementType)] {
            let streams = makeStreams(batch: batch, type: type)
            let planned = makeNetwork(cell, activation, layers: layers, dropout: dropout, type: type)
            let recorded = makeNetwork(cell, activation, layers: layers, dropout: dropout, type: type)
            let trainer = TruncatedBPTT(
                network: planned, optimizer: Adam(planned), streams: streams, windowLength: 6)
            let other = graphTrainer(recorded, streams)
            for window in 0..<15 {
                let (loss, wanted) = (trainer.trainWindow(), other.trainWindow())
                #expect(loss == wanted && trainer.lossSum == other.lossSum, "\(cell) window \(window)")
                #expect(bits(planned) == bits(recorded), "\(cell) \(layers) \(batch) window \(window)")
                let states = [planned, recorded].map { $0.state.map { $0.map(\.scalars) } }
                #expect(states[0] == states[1], "\(cell) window \(window)")
            }
        }
    }

    @Test("a plan is there for cells with kernels for a window, and for no other")
    func possible() {
        for (cell, dropout, isPlanned) in [
            (.rnn, 0, true), (.lstm, 0, true), (.gru, 0, true), (.mgu, 0, false), (.rnn, 0.5, false),
        ] as [(CellKind, Double, Bool)] {
            let network = makeNetwork(cell, .tanh, layers: 2, dropout: dropout, type: .float32)
            #expect((WindowPlan(network, steps: 3, batch: 1) != nil) == isPlanned, "\(cell), dropout \(dropout)")
        }
    }

    @Test("what is frozen has no gradient, and a gradient that was kept does not change")
    func kept() throws {
        let network = makeNetwork(.lstm, .tanh, layers: 1, dropout: 0, type: .float32)
        let streams = makeStreams(batch: 1, type: .float32)
        let trainer = TruncatedBPTT(network: network, optimizer: Adam(network), streams: streams, windowLength: 6)
        let (frozen, other) = (network.parameters[0].parameter, network.parameters[1].parameter)
        frozen.requiresGradient = false
        let before = frozen.value.scalars
        _ = trainer.trainWindow()
        #expect(frozen.gradient == nil && frozen.value.scalars == before)
        let variable = try #require(other.gradient)
        let (tensor, scalars) = (variable.value, variable.value.scalars)
        for _ in 0..<3 { _ = trainer.trainWindow() }
        #expect(variable.value.scalars == scalars && tensor.scalars == scalars)
        #expect(other.gradient?.value.scalars != scalars)
    }

    @Test("gradients that nobody cleared are added to")
    func added() throws {
        let network = makeNetwork(.gru, .tanh, layers: 1, dropout: 0, type: .float64)
        let (inputs, targets) = makeStreams(batch: 1, type: .float64).window(0..<5)
        let plan = try #require(WindowPlan(network, steps: 6, batch: 1))
        func pass() {
            network.resetState()
            meanSquaredError(plan.samples(inputs), .constant(targets.rows)).backward()
            plan.backward()
        }
        pass()
        let once = network.parameters.map { $0.parameter.gradient?.value.scalars ?? [] }
        pass()
        for (named, once) in zip(network.parameters, once) {
            #expect(named.parameter.gradient?.value.scalars == once.map { 2 * $0 }, "\(named.name)")
        }
    }

    @Test("outputs that were kept do not change, and a longer window than was planned has a plan of its own")
    func longer() throws {
        let network = makeNetwork(.rnn, .tanh, layers: 2, dropout: 0, type: .float32)
        let plans = WindowPlans(of: network, steps: 2)
        let streams = makeStreams(batch: 3, type: .float32)
        let short = try #require(plans.plan(for: streams.window(0..<2).inputs))
        let kept = short.samples(streams.window(0..<2).inputs)
        let scalars = kept.value.scalars
        _ = short.samples(streams.window(2..<4).inputs)
        #expect(kept.value.scalars == scalars)
        let xs = streams.window(0..<9).inputs
        network.resetState()
        let wanted = network.samples(.constant(xs)).value.scalars
        network.resetState()
        let long = try #require(plans.plan(for: xs))
        #expect(long !== short && long.samples(xs).value.scalars == wanted)
        #expect(plans.plan(for: xs) === long)
    }

    @Test("the loss of a window that is asked for by itself is a graph down to the parameters")
    func graph() {
        let network = makeNetwork(.rnn, .tanh, layers: 1, dropout: 0, type: .float64)
        let trainer = TruncatedBPTT(
            network: network, optimizer: Adam(network), streams: makeStreams(batch: 1, type: .float64), windowLength: 6)
        _ = trainer.trainWindow()
        network.clearGradients()
        let loss = trainer.windowLoss(0..<6)
        loss.backward(createGraph: true)
        #expect(network.parameters.allSatisfy { $0.parameter.gradient != nil })
        #expect(loss.creator != nil)
    }
}

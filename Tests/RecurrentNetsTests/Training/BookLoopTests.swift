import Foundation
import RecurrentNets
import Testing

@Suite("The book's training loop")
struct BookLoopTests {
    @Test("training by windows is the book's loop")
    func windows() throws {
        var random = SeededGenerator(seed: 1)
        let series = (0..<65).map { sin(0.1 * Double($0)) }
        let cell = ElmanCell(inputSize: 1, hiddenSize: 5, elementType: .float64, using: &random)
        let fc = Linear(outputSize: 1, inputSize: 5, elementType: .float64, using: &random)

        // The book's loop, on copies of the parameters.
        let rnn = RNN(ElmanCell(wx: cell.wx.value, wh: cell.wh.value, b: cell.b.value))
        let readout = Linear(w: fc.parameters[0].parameter.value, b: fc.parameters[1].parameter.value)
        let copy = RecurrentNetwork(layers: [rnn], fc: readout)
        let optimizer = Adam(copy)
        var expected: [Double] = []
        for _ in 0..<3 {
            copy.resetState()
            var loss = Variable(0, elementType: .float64)
            for (index, (value, next)) in zip(series, series.dropFirst()).enumerated() {
                let y = copy(Variable(Tensor([value], shape: [1, 1], elementType: .float64)))
                loss += meanSquaredError(y, Variable(Tensor([next], shape: [1, 1], elementType: .float64)))
                if (index + 1) % 30 == 0 || index == 63 {
                    copy.clearGradients()
                    loss.backward()
                    loss.unchainBackward()
                    optimizer.update()
                }
            }
            expected.append(loss.value.scalar / 64)
        }

        let network = RecurrentNetwork(layers: [RNN(cell)], fc: fc)
        let trainer = TruncatedBPTT(
            network: network, optimizer: Adam(network),
            streams: Streams(series, batchSize: 1, elementType: .float64), windowLength: 30)
        var losses: [Double] = []
        while losses.count < 3 {
            if let loss = trainer.trainWindow() { losses.append(loss) }
        }
        for (loss, wanted) in zip(losses, expected) {
            #expect(abs(loss - wanted) <= 1e-12 * abs(wanted))
        }
    }

    @Test("windows at random begin from zero states within an epoch too")
    func zeroStates() throws {
        var random = SeededGenerator(seed: 1)
        let network = RecurrentNetwork(
            layers: [RNN(ElmanCell(inputSize: 1, hiddenSize: 5, elementType: .float64, using: &random))],
            fc: Linear(outputSize: 1, inputSize: 5, elementType: .float64, using: &random))
        let column = Tensor([1, 2, 3], shape: [3, 1], elementType: .float64)
        let source = RandomWindows(
            inputs: column, targets: column, lengths: [3], windowLength: 3, batchSize: 1, windowsPerEpoch: 2,
            random: random)
        let trainer = TruncatedBPTT(
            network: network, optimizer: SGD(network, learningRate: 0), streams: source, windowLength: 3)
        #expect(trainer.trainWindow() == nil)
        let first = trainer.lossSum / 3
        // There is but one window, and nothing is learnt: both have the same loss.
        let both = try #require(trainer.trainWindow())
        #expect(abs(both - first) < 1e-12 * first)
    }
}

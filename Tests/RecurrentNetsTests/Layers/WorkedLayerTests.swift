import RecurrentNets
import Testing

/// Values of layers that are put together of others, and what is left alone.
@Suite struct WorkedLayerTests {
    private func random(_ shape: [Int], seed: UInt64) -> Tensor {
        var generator = SeededGenerator(seed: seed)
        return .standardNormal(shape, elementType: .float64, using: &generator)
    }

    @Test func bothDirectionsSayOfEachStepWhatTheyHaveReadUpToIt() {
        var generator = SeededGenerator(seed: 1)
        let both = Bidirectional(
            forward: RNN(hiddenSize: 3, inputSize: 2, elementType: .float64, using: &generator),
            backward: RNN(hiddenSize: 5, inputSize: 2, elementType: .float64, using: &generator))
        let xs = Variable(random([4, 2, 2], seed: 2))
        let codes = both(xs).value
        #expect(codes.shape == [4, 2, 8])
        both.forward.resetState()
        both.backward.resetState()
        var (ahead, back): ([Tensor], [Tensor]) = ([], [])
        for step in 0..<4 { ahead.append(both.forward(xs[step]).value) }
        for step in [3, 2, 1, 0] { back.insert(both.backward(xs[step]).value, at: 0) }
        for step in 0..<4 {
            for row in 0..<2 {
                for column in 0..<8 {
                    let expected =
                        column < 3
                        ? ahead[step].scalars[row * 3 + column] : back[step].scalars[row * 5 + column - 3]
                    #expect(abs(codes.scalars[(step * 2 + row) * 8 + column] - expected) < 1e-12)
                }
            }
        }
    }

    @Test func dropoutStandsBetweenLayersAlone() {
        func network(_ layerCount: Int, _ rate: Double) -> RecurrentNetwork {
            var generator = SeededGenerator(seed: 3)
            return RecurrentNetwork(
                cell: .rnn, layerCount: layerCount, inputSize: 2, hiddenSize: 6, outputSize: 2, dropoutRate: rate,
                elementType: .float64, using: &generator)
        }
        let x = Variable(random([3, 2], seed: 4))
        // Neither before the first layer nor behind the last.
        #expect(network(1, 0.5)(x).value.scalars == network(1, 0)(x).value.scalars)
        let (dropped, whole) = (network(2, 0.5), network(2, 0))
        let outputs = (dropped(x).value, whole(x).value)
        #expect(outputs.0.scalars != outputs.1.scalars)
        #expect(dropped.state[0][0].scalars == whole.state[0][0].scalars)
        #expect(dropped.state[1][0].scalars != whole.state[1][0].scalars)
        let read = dropped.fc(Variable(dropped.state[1][0])).value
        #expect(zip(read.scalars, outputs.0.scalars).allSatisfy { abs($0 - $1) < 1e-12 })
        let used = network(2, 0.5)
        #expect(testMode { used(x).value.scalars } == outputs.1.scalars)
    }

    @Test func lossesThatAreNoBetterAreWaitedFor() {
        let plateau = ReduceOnPlateau(patience: 2, by: 0.5)
        func factor(_ losses: Double...) -> Double { plateau.factor(at: 0, losses: losses) }
        // Equal is not better; the third epoch without a better one is one too many.
        #expect([factor(1, 1, 1), factor(1, 1, 1, 1)] == [1, 0.5])
        // One part in ten thousand is not enough, a little more is.
        #expect(factor(1, 1 - 1e-4, 1 - 1e-4, 1 - 1e-4) == 0.5)
        #expect(factor(1, 1, 1, 1 - 1.001e-4, 1, 1) == 1)
        // The wait begins anew after a fall, and counts against the best.
        #expect(factor(1, 1, 1, 1, 1, 1) == 0.5 && factor(1, 1, 1, 1, 1, 1, 1) == 0.25)
        #expect(factor(1, 2, 1.5, 1.2) == 0.5)
    }

    @Test func gradientsAreClippedBeforeTheyDecay() {
        var generator = SeededGenerator(seed: 5)
        let layer = Linear(outputSize: 1, inputSize: 1, elementType: .float64, using: &generator)
        let parameters = layer.parameters.map(\.parameter)
        for parameter in parameters {
            parameter.value = Tensor([10.0], shape: parameter.shape, elementType: .float64)
            parameter.gradient = Variable(Tensor([3.0], shape: parameter.shape, elementType: .float64))
        }
        // Their norm is 3√2 or 3, limited to 1, and then a tenth of ten is added.
        let count = Double(parameters.count)
        for hook in [ClipNorm(limit: 1), WeightDecay(rate: 0.1)] as [any GradientHook] { hook(parameters) }
        for parameter in parameters {
            let expected = 1 / count.squareRoot() + 1
            #expect(abs((parameter.gradient?.value.scalars[0] ?? 0) - expected) < 1e-5)
        }
    }
}

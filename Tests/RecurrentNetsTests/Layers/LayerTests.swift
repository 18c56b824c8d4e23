import RecurrentNets
import Testing

@Suite("Layers")
struct LayerTests {
    private func random(_ shape: [Int], seed: UInt64) -> Tensor {
        var generator = SeededGenerator(seed: seed)
        return .standardNormal(shape, elementType: .float64, using: &generator)
    }

    /// Checks gradients with respect to the input and all parameters of a layer, first and second order.
    private func check(_ layer: any Layer, _ input: Tensor, _ function: (Variable) -> Variable) {
        let parameters = layer.parameters.map(\.parameter)

        /// A number made of the layer's output, and its gradients, at a point of input and parameters.
        func scalar(_ inputs: [Variable], _ number: (Variable, [Variable]) -> Variable) -> Variable {
            // A parameter's value is that of the point; its gradient goes on to the point's variable.
            let before = parameters.map(\.value)
            defer { for (parameter, value) in zip(parameters, before) { parameter.value = value } }
            for (parameter, point) in zip(parameters, inputs.dropFirst()) { parameter.value = point.value }
            let leaves = [inputs[0]] + parameters
            let y = function(inputs[0])
            let result = number(sum(y * y * y), leaves)
            let found = gradients(of: result, withRespectTo: leaves)
            return Variable(result.value, by: "layer", of: inputs) { _, dy in found.map { dy * $0 } }
        }
        let point = [input] + parameters.map(\.value)
        let first = checkGradients(at: point) { scalar($0) { y, _ in y } }
        #expect(first.agrees(within: 1e-7), "\(type(of: layer)): \(first)")
        let second = checkGradients(at: point) { inputs in
            scalar(inputs) { y, leaves in
                let found = gradients(of: y, withRespectTo: leaves, createGraph: true)
                return found.map { sum($0 * $0) }.reduce(Variable(0, elementType: .float64), +)
            }
        }
        #expect(second.agrees(within: 1e-5), "\(type(of: layer)), second order: \(second)")
    }

    @Test(
        "gradients of layers that go on from what others read are those of central differences, on three shapes",
        arguments: [(time: 3, steps: 2, batch: 2, inputs: 1, layers: 2), (1, 3, 1, 2, 1), (2, 1, 3, 1, 2)])
    func encoderDecoder(time: Int, steps: Int, batch: Int, inputs: Int, layers: Int) {
        var generator = SeededGenerator(seed: 17)
        func compare<Cell: RecurrentCell>(_ cell: Cell.Type) {
            let layer = EncoderDecoder<Cell>(
                contextInputs: inputs, stepInputs: inputs + 2, hiddenSize: 2, layerCount: layers, elementType: .float64,
                using: &generator)
            let coming = Variable(random([steps, batch, inputs + 2], seed: 18), requiresGradient: false)
            check(layer, random([time, batch, inputs], seed: 19)) { known in layer(known, coming) }
            // What is to come has gradients too.
            let known = Variable(random([time, batch, inputs], seed: 20))
            let found = checkGradients(at: [coming.value]) { layer(known, $0[0]) }
            #expect(found.agrees(within: 1e-7), "\(found)")
        }
        compare(GRUCell.self)
        compare(LSTMCell.self)
    }

    @Test(
        "gradients of every layer are those of central differences, on three shapes",
        arguments: [(time: 3, batch: 2, input: 1, hidden: 2), (1, 3, 2, 1), (2, 1, 3, 2)])
    func gradientsAgree(time: Int, batch: Int, input: Int, hidden: Int) {
        var generator = SeededGenerator(seed: 11)
        let xs = random([time, batch, input], seed: 12)
        func recurrent<Cell: RecurrentCell>(_ cell: Cell) {
            check(Recurrent(cell), xs) { x in Recurrent(cell).window(x) }
            let layer = Recurrent(cell)
            check(layer, xs) { x in
                layer.resetState()
                return stack((0..<time).map { layer(x[$0]) })
            }
        }
        recurrent(ElmanCell(inputSize: input, hiddenSize: hidden, elementType: .float64, using: &generator))
        recurrent(
            ElmanCell(
                inputSize: input, hiddenSize: hidden, activation: .relu, elementType: .float64, using: &generator))
        recurrent(LSTMCell(inputSize: input, hiddenSize: hidden, elementType: .float64, using: &generator))
        recurrent(GRUCell(inputSize: input, hiddenSize: hidden, elementType: .float64, using: &generator))
        recurrent(GRUV1Cell(inputSize: input, hiddenSize: hidden, elementType: .float64, using: &generator))
        recurrent(FeedForwardCell(inputSize: input, hiddenSize: hidden, elementType: .float64, using: &generator))
        recurrent(MGUCell(inputSize: input, hiddenSize: hidden, elementType: .float64, using: &generator))
        recurrent(MinGRUCell(inputSize: input, hiddenSize: hidden, elementType: .float64, using: &generator))
        recurrent(MinLSTMCell(inputSize: input, hiddenSize: hidden, elementType: .float64, using: &generator))
        recurrent(SLSTMCell(inputSize: input, hiddenSize: hidden, elementType: .float64, using: &generator))
        recurrent(LRUCell(inputSize: input, hiddenSize: hidden, elementType: .float64, using: &generator))
        let both = Bidirectional(
            forward: LSTM(hiddenSize: hidden, inputSize: input, elementType: .float64, using: &generator),
            backward: RNN(hiddenSize: hidden, inputSize: input, elementType: .float64, using: &generator))
        check(both, xs) { both($0) }
        let linear = Linear(outputSize: hidden, inputSize: input, elementType: .float64, using: &generator)
        check(linear, xs) { linear($0) }
        let network = RecurrentNetwork(
            cell: .gru, layerCount: 2, inputSize: input, hiddenSize: hidden, outputSize: 2, elementType: .float64,
            using: &generator)
        check(network, xs) { x in
            network.resetState()
            return network.window(x)
        }
    }

    @Test("a window and steps one by one give the same states, and go on from each other")
    func windowsAndSteps() {
        var generator = SeededGenerator(seed: 13)
        let xs = Variable(random([6, 2, 3], seed: 14))
        for kind in CellKind.allCases {
            let layer = kind.makeLayer(inputSize: 3, hiddenSize: 5, elementType: .float64, using: &generator)
            let steps = stack((0..<6).map { layer(xs[$0]) }).value.scalars
            layer.resetState()
            let first = layer.window(xs.sliced(0..<4))
            let last = layer(xs[4])
            let rest = layer.window(xs.sliced(5..<6))
            let mixed = concatenate([first, stack([last]), rest]).value.scalars
            for (a, b) in zip(steps, mixed) { #expect((a - b).magnitude < 1e-14, "\(kind)") }
        }
    }

    @Test("input sizes left open are those of the first input, and the same numbers are drawn")
    func deferred() {
        var (a, b) = (SeededGenerator(seed: 1), SeededGenerator(seed: 1))
        let open = LSTM(hiddenSize: 4, using: &a)
        let given = LSTM(hiddenSize: 4, inputSize: 3, using: &b)
        #expect(open.parameters.isEmpty)
        let x = Variable(random([2, 3], seed: 2).converted(to: .float32))
        #expect(open(x).value == given(x).value)
        #expect(open.parameters.map(\.parameter.value) == given.parameters.map(\.parameter.value))
        let (c, d) = (Linear(outputSize: 2, using: &a), Linear(outputSize: 2, inputSize: 3, using: &b))
        #expect(c(x).value == d(x).value)
    }

    @Test("a detached state stays as numbers, and gradients go no further")
    func detached() {
        var generator = SeededGenerator(seed: 15)
        let layer = GRU(hiddenSize: 4, inputSize: 3, elementType: .float64, using: &generator)
        let x = Variable(random([2, 3], seed: 16))
        _ = layer(x)
        let state = layer.state
        layer.detachState()
        #expect(layer.state == state)
        sum(layer(Variable(random([2, 3], seed: 17)))).backward()
        #expect(x.gradient == nil)
        layer.resetState()
        #expect(layer.state.isEmpty)
        layer.restoreState(state)
        #expect(layer.state == state)
    }

    @Test("dropout drops its part, keeps the mean, and does nothing in use")
    func dropout() {
        var generator = SeededGenerator(seed: 18)
        let layer = Dropout(rate: 0.3, using: &generator)
        let ones = Variable(Tensor(repeating: 1, shape: [100, 100], elementType: .float64))
        let dropped = layer(ones).value.scalars
        let zeros = Double(dropped.count { $0 == 0 }) / 10_000
        #expect((zeros - 0.3).magnitude < 0.02)
        #expect(dropped.allSatisfy { $0 == 0 || ($0 - 1 / 0.7).magnitude < 1e-12 })
        #expect(testMode { layer(ones) }.value == ones.value)
    }

    @Test("a model made of parts names its parameters in their order, counts them and prints a table")
    func summary() {
        var generator = SeededGenerator(seed: 19)
        let model = Sequential(
            Linear(outputSize: 4, inputSize: 3, using: &generator), Function(tanh),
            Linear(outputSize: 2, inputSize: 4, using: &generator))
        #expect(model.parameters.map(\.name) == ["0.w", "0.b", "2.w", "2.b"])
        #expect(model.parameterCount == 12 + 4 + 8 + 2)
        #expect(model(Variable(Tensor([1, 2, 3], shape: [1, 3]))).shape == [1, 2])
        model.parts[0].freeze()
        #expect(
            model.summary == """
                parameter  shape   count
                0.w        [3, 4]     12  frozen
                0.b        [4]         4  frozen
                2.w        [4, 2]      8
                2.b        [2]         2
                total                 26
                """)
    }

    @Test("a variable prints itself, and its graph draws itself")
    func descriptions() {
        let x = Variable(Tensor([1, 2]), name: "x")
        let y = x * 2
        #expect("\(x)" == "x = variable([1.0, 2.0], shape [2], float32)")
        #expect("\(y)" == "variable([2.0, 4.0], shape [2], float32, by *)")
        #expect(
            dotGraph(of: y) == """
                digraph {
                  v0 [label="[2]", color=orange, style=filled]
                  o0 [label="*", color=lightblue, style=filled, shape=box]
                  o0 -> v0
                  v1 [label="x: [2]", color=orange, style=filled]
                  v1 -> o0
                  v2 [label="[]", color=orange, style=filled]
                  v2 -> o0
                }

                """)
    }
}

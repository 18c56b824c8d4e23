import RecurrentNets

/// The square of every element, in the shape of `x`.
///
/// Gradient: dx = 2·dy ⊙ x.
func square(_ x: Variable) -> Variable {
    Variable(power(x, 2).value, by: "square", of: x) { _, dy in [2 * dy * x] }
}

/// The checks of “How to add an operation”.
func checksOfSquare() -> [GradientCheck] {
    let point = [Tensor([0.3, -1.2, 0.8], elementType: .float64)]
    let first = checkGradients(at: point) { square($0[0]) }
    let second = checkGradients(at: point) { inputs in
        gradients(of: square(square(inputs[0])), withRespectTo: inputs, createGraph: true)[0]
    }
    return [first, second]
}

/// A cell that mixes its state with the input's image: h′ = σ(a) ⊙ h + (1 − σ(a)) ⊙ tanh(x·wx).
struct LeakyCell: RecurrentCell {
    let wx: Parameter
    let a: Parameter

    init(inputSize: Int, hiddenSize: Int, elementType: ElementType, using random: inout SeededGenerator) {
        wx = Parameter(.standardNormal([inputSize, hiddenSize], elementType: elementType, using: &random))
        a = Parameter(.zeros([hiddenSize], elementType: elementType))
    }

    var inputSize: Int { wx.shape[0] }
    var hiddenSize: Int { wx.shape[1] }
    var parameters: [NamedParameter] { [NamedParameter("wx", wx), NamedParameter("a", a)] }

    func step(_ x: Variable, _ h: Variable) -> Variable {
        let kept = sigmoid(a)
        return kept * h + (1 - kept) * tanh(matmul(x, wx))
    }
}

/// The network of “How to add a cell”.
func networkOfLeakyCells(using random: inout SeededGenerator) -> RecurrentNetwork {
    let cell = LeakyCell(inputSize: 1, hiddenSize: 8, elementType: .float32, using: &random)
    let fc = Linear(outputSize: 1, inputSize: 8, using: &random)
    let network = RecurrentNetwork(layers: [Recurrent(cell)], fc: fc)
    return network
}

/// The code of “From the book to this library” on step 59.
func step59(cosine: [Double], using random: inout SeededGenerator) -> [Double] {
    let rnn = RNN(hiddenSize: 10, using: &random)
    let x = Variable(Tensor.standardNormal([1, 1], using: &random))
    let h = rnn(x)

    let model = SimpleRNN(hiddenSize: 10, outputSize: 1, using: &random)
    let optimizer = Adam(model)
    let loss = meanSquaredError(model(x), Variable(.zeros([1, 1]))) + sum(h)
    loss.backward()
    loss.unchainBackward()
    optimizer.update()

    model.resetState()
    let forecasts = withoutGradients {
        cosine.map { value in model(Variable(Tensor([value], shape: [1, 1]))).value.scalar }
    }
    return forecasts
}

/// The code of “From the book to this library” on step 60.
func step60(series: [Double], maxEpoch: Int, using random: inout SeededGenerator, print: (String) -> Void) {
    let better = RecurrentNetwork(cell: .lstm, inputSize: 1, hiddenSize: 100, outputSize: 1, using: &random)
    let streams = Streams(series, batchSize: 30)
    let training = TruncatedBPTT(network: better, optimizer: Adam(better), streams: streams, windowLength: 30)
    for epoch in 1...maxEpoch {
        var loss: Double?
        while loss == nil { loss = training.trainWindow() }
        print("| epoch \(epoch) | loss \(loss ?? 0)")
    }
}

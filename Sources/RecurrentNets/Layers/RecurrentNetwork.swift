/// Recurrent layers on top of each other, and a ``Linear`` layer that reads the last one: what `seqcast train` trains.
///
/// Shapes: a step `[batch, inputs]` → `[batch, outputs]`; a window `[time, batch, inputs]` → `[time, batch, outputs]`.
public final class RecurrentNetwork: Model, TrainedNetwork {
    /// The recurrent layers, the first one nearest to the input.
    public let layers: [any RecurrentLayer]
    /// The layer that reads the last recurrent one.
    public let fc: Linear

    /// What stands between the recurrent layers, and drops elements while training; nil for nothing.
    public let dropout: Dropout?

    /// The kind of cell of all recurrent layers; nil where they were put together by hand.
    public let cell: CellKind?

    private let names: [String]
    /// The parameters, once all layers have drawn theirs: an update asks for them twice.
    @exclusivity(unchecked) private var drawn: [NamedParameter] = []

    /// Puts a network together.
    public init(layers: [any RecurrentLayer], fc: Linear, dropout: Dropout? = nil, cell: CellKind? = nil) {
        self.layers = layers
        self.cell = cell
        self.fc = fc
        names = layers.indices.map { "layers.\($0)" }
        self.dropout = dropout
    }

    /// Puts a network of one kind of cell together, with its parameters drawn.
    ///
    /// - Parameters:
    ///   - cell: The kind of cell of all recurrent layers.
    ///   - activation: The function of ``CellKind/rnn`` cells.
    ///   - layerCount: The number of recurrent layers.
    ///   - inputSize: The number of inputs at each step.
    ///   - hiddenSize: The number of hidden units of each recurrent layer.
    ///   - outputSize: The number of outputs at each step.
    ///   - dropoutRate: The probability of elements between recurrent layers to be dropped while training.
    ///   - elementType: The type of the parameters.
    ///   - random: What the parameters are drawn with.
    public convenience init(
        cell: CellKind, activation: Activation = .tanh, layerCount: Int = 1, inputSize: Int, hiddenSize: Int,
        outputSize: Int,
        dropoutRate: Double = 0, elementType: ElementType = .float32, using random: inout SeededGenerator
    ) {
        let layers = (0..<layerCount).map { index in
            cell.makeLayer(
                inputSize: index == 0 ? inputSize : hiddenSize, hiddenSize: hiddenSize, activation: activation,
                elementType: elementType, using: &random)
        }
        let fc = Linear(outputSize: outputSize, inputSize: hiddenSize, elementType: elementType, using: &random)
        self.init(
            layers: layers, fc: fc, dropout: dropoutRate > 0 ? Dropout(rate: dropoutRate, using: &random) : nil,
            cell: cell)
    }

    public var parameters: [NamedParameter] {
        guard drawn.isEmpty else { return drawn }
        let parts = layers.map(\.parameters) + [fc.parameters]
        let all = zip(parts, names + ["fc"]).flatMap { $0.prefixed($1) }
        if parts.allSatisfy({ !$0.isEmpty }) { drawn = all }
        return all
    }

    /// Forgets what was seen.
    public func resetState() {
        for layer in layers { layer.resetState() }
    }

    /// Keeps the states as numbers and cuts them off from the graph that they came from.
    public func detachState() {
        for layer in layers { layer.detachState() }
    }

    /// What each layer remembers.
    public var state: [[Tensor]] { layers.map(\.state) }

    /// Remembers what ``state`` gave.
    public func restoreState(_ state: [[Tensor]]) {
        for (layer, tensors) in zip(layers, state) { layer.restoreState(tensors) }
    }

    public func callAsFunction(_ x: Variable) -> Variable {
        fc(through(x) { layer, input in layer(input) })
    }

    /// The outputs after each of several steps.
    public func window(_ xs: Variable) -> Variable {
        fc(through(xs) { layer, input in layer.window(input) })
    }

    /// The outputs after each of several steps, sample by sample: `[time · batch, outputs]`.
    func samples(_ xs: Variable) -> Variable {
        fc.rows(through(xs) { layer, input in layer.window(input) })
    }

    /// What the last recurrent layer has after the last of several more steps `[time, batch, inputs]`: `[batch, hidden]`.
    func lastHidden(_ xs: Variable) -> Variable {
        through(xs) { layer, input in layer.window(input) }[xs.shape[0] - 1]
    }

    /// The input through all recurrent layers, with dropout between them.
    private func through(_ x: Variable, _ apply: (any RecurrentLayer, Variable) -> Variable) -> Variable {
        var output = x
        for (index, layer) in layers.enumerated() {
            if let dropout, index > 0 { output = dropout(output) }
            output = apply(layer, output)
        }
        return output
    }
}

/// The cells of a ``RecurrentNetwork`` that have a name.
public enum CellKind: String, CaseIterable, Sendable {
    /// ``ElmanCell``.
    case rnn
    /// ``LSTMCell``.
    case lstm
    /// ``GRUCell``.
    case gru
    /// ``GRUV1Cell``.
    case gruV1 = "gru-v1"
    /// ``FeedForwardCell``.
    case feedforward

    /// How many vectors of the hidden size the cell computes from its input.
    public var gateCount: Int {
        switch self {
        case .rnn, .feedforward: 1
        case .lstm: 4
        case .gru, .gruV1: 3
        }
    }

    /// How many tensors such a cell remembers from step to step.
    public var stateCount: Int { self == .lstm ? 2 : 1 }

    /// A layer of such cells with its parameters drawn.
    ///
    /// - Parameters:
    ///   - inputSize: The number of inputs.
    ///   - hiddenSize: The number of hidden units.
    ///   - activation: The function of an ``rnn`` cell; others have their own.
    ///   - elementType: The type of the parameters.
    ///   - random: What the parameters are drawn with.
    /// - Returns: The layer.
    public func makeLayer(
        inputSize: Int, hiddenSize: Int, activation: Activation = .tanh, elementType: ElementType,
        using random: inout SeededGenerator
    ) -> any RecurrentLayer {
        func layer<Cell: RecurrentCell>(of cell: Cell.Type) -> any RecurrentLayer {
            Recurrent<Cell>(
                hiddenSize: hiddenSize, inputSize: inputSize, elementType: elementType, using: &random)
        }
        switch self {
        case .rnn:
            var own = random.split()
            return RNN(
                ElmanCell(
                    inputSize: inputSize, hiddenSize: hiddenSize, activation: activation, elementType: elementType,
                    using: &own))
        case .lstm: return layer(of: LSTMCell.self)
        case .gru: return layer(of: GRUCell.self)
        case .gruV1: return layer(of: GRUV1Cell.self)
        case .feedforward: return layer(of: FeedForwardCell.self)
        }
    }
}

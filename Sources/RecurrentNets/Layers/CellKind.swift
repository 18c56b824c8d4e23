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
    /// ``MGUCell``.
    case mgu
    /// ``MinGRUCell``.
    case minGRU = "mingru"
    /// ``MinLSTMCell``.
    case minLSTM = "minlstm"
    /// ``SLSTMCell``.
    case sLSTM = "slstm"
    /// ``LRUCell``.
    case lru
    /// ``FeedForwardCell``.
    case feedforward

    /// How many vectors of the hidden size the cell computes from its input.
    public var gateCount: Int {
        switch self {
        case .rnn, .feedforward: 1
        case .mgu, .minGRU, .lru: 2
        case .gru, .gruV1, .minLSTM: 3
        case .lstm, .sLSTM: 4
        }
    }

    /// How many tensors such a cell remembers from step to step.
    public var stateCount: Int {
        switch self {
        case .rnn, .gru, .gruV1, .mgu, .minGRU, .minLSTM, .feedforward: 1
        case .lstm: LSTMCell.stateCount
        case .sLSTM: SLSTMCell.stateCount
        case .lru: LRUCell.stateCount
        }
    }

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
        case .mgu: return layer(of: MGUCell.self)
        case .minGRU: return layer(of: MinGRUCell.self)
        case .minLSTM: return layer(of: MinLSTMCell.self)
        case .sLSTM: return layer(of: SLSTMCell.self)
        case .lru: return layer(of: LRUCell.self)
        case .feedforward: return layer(of: FeedForwardCell.self)
        }
    }
}

/// The cells of a ``RecurrentNetwork`` that have a name.
public enum CellKind: String, CaseIterable, Sendable {
    /// ``ElmanCell``.
    case rnn

    /// How many vectors of the hidden size the cell computes from its input.
    public var gateCount: Int {
        switch self {
        case .rnn: 1
        }
    }

    /// A layer of such cells with its parameters drawn.
    public func makeLayer(
        inputSize: Int, hiddenSize: Int, elementType: ElementType, using random: inout SeededGenerator
    ) -> any RecurrentLayer {
        switch self {
        case .rnn:
            RNN(hiddenSize: hiddenSize, inputSize: inputSize, elementType: elementType, using: &random)
        }
    }
}

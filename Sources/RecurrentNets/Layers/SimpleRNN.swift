/// The book's model of step 59: an ``RNN`` and a ``Linear`` layer after it.
///
/// Shapes: x `[batch, inputs]`; y `[batch, outputSize]`.
public final class SimpleRNN: Model {
    /// The recurrent layer.
    public let rnn: RNN
    /// The layer that reads the hidden state.
    public let fc: Linear

    /// Makes a model; the input size is that of the first input.
    public init(
        hiddenSize: Int, outputSize: Int, elementType: ElementType = .float32, using random: inout SeededGenerator
    ) {
        rnn = RNN(hiddenSize: hiddenSize, elementType: elementType, using: &random)
        fc = Linear(outputSize: outputSize, inputSize: hiddenSize, elementType: elementType, using: &random)
    }

    public var parameters: [NamedParameter] {
        rnn.parameters.prefixed("rnn") + fc.parameters.prefixed("fc")
    }

    /// Forgets what was seen.
    public func resetState() {
        rnn.resetState()
    }

    public func callAsFunction(_ x: Variable) -> Variable {
        fc(rnn(x))
    }
}

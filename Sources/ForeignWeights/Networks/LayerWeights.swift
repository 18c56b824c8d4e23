import RecurrentNets

/// A recurrent layer in the layout of PyTorch: gates below each other, i f g o of an LSTM, r z n of a GRU.
package struct LayerWeights: Sendable {
    package var cell: CellKind
    /// What the file says of an ``CellKind/rnn``'s function; nil where it says nothing.
    package var activation: Activation?
    /// `[gates·H, I]`.
    package var input: Matrix
    /// `[gates·H, H]`.
    package var hidden: Matrix
    /// `[gates·H, 1]`; that of the input's part.
    package var inputBias: Matrix
    /// The same of the state's part; of ``CellKind/gru`` its last third is under the reset gate.
    package var hiddenBias: Matrix
    /// The name of the layer in its file.
    package let name: String
    /// Which framework's names they were.
    package let framework: String

    package var hiddenSize: Int { hidden.columnCount }
    package var inputSize: Int { input.columnCount }

    /// A layer with one bias, or none.
    init(
        _ cell: CellKind, _ activation: Activation? = nil, input: Matrix, hidden: Matrix, bias: Matrix? = nil,
        hiddenBias: Matrix? = nil, name: String, framework: String
    ) {
        (self.cell, self.activation, self.input, self.hidden) = (cell, activation, input, hidden)
        inputBias = bias ?? .zeros(input.rowCount, 1)
        self.hiddenBias = hiddenBias ?? .zeros(input.rowCount, 1)
        (self.name, self.framework) = (name, framework)
    }
}

/// A recurrent cell with a memory that gates protect.
///
/// i, f, g, o = x·wx + h·wh + b, cut into four; c′ = σ(f) ⊙ c + σ(i) ⊙ tanh(g); h′ = σ(o) ⊙ tanh(c′).
///
/// Shapes: x `[batch, inputSize]`; h, c `[batch, hiddenSize]`; wx `[inputSize, 4·hiddenSize]`; wh
/// `[hiddenSize, 4·hiddenSize]`; b `[4·hiddenSize]`. The four parts stand in the order i, f, g, o.
/// Source: S. Hochreiter and J. Schmidhuber, “Long Short-Term Memory”, 1997; DeZero `layers.py`, `LSTM`.
public struct LSTMCell: RecurrentCell {
    /// What the cell remembers.
    public struct State {
        /// The output, `[batch, hiddenSize]`.
        public let h: Variable
        /// The memory, `[batch, hiddenSize]`.
        public let c: Variable

        /// Puts a state together.
        public init(h: Variable, c: Variable) {
            self.h = h
            self.c = c
        }
    }

    /// The weight of the input.
    public let wx: Parameter
    /// The weight of the hidden state.
    public let wh: Parameter
    /// The bias.
    public let b: Parameter

    /// Makes a cell from its parameters.
    public init(wx: Tensor, wh: Tensor, b: Tensor) {
        let hiddenSize = wh.shape.first ?? 0
        precondition(
            wx.rank == 2 && wx.shape[1] == 4 * hiddenSize && wh.shape == [hiddenSize, 4 * hiddenSize]
                && b.shape == [4 * hiddenSize],
            "LSTMCell: found wx \(wx.shape), wh \(wh.shape), b \(b.shape); expected [I, 4H], [H, 4H], [4H]")
        self.wx = Parameter(wx)
        self.wh = Parameter(wh)
        self.b = Parameter(b)
    }

    public init(inputSize: Int, hiddenSize: Int, elementType: ElementType, using random: inout SeededGenerator) {
        self.init(
            wx: .initialWeight([inputSize, 4 * hiddenSize], hiddenSize, elementType: elementType, using: &random),
            wh: .initialWeight([hiddenSize, 4 * hiddenSize], hiddenSize, elementType: elementType, using: &random),
            b: .initialWeight([4 * hiddenSize], hiddenSize, elementType: elementType, using: &random))
    }

    public static var stateCount: Int { 2 }
    public var inputSize: Int { wx.shape[0] }
    public var hiddenSize: Int { wh.shape[0] }
    public var parameters: [NamedParameter] {
        [NamedParameter("wx", wx), NamedParameter("wh", wh), NamedParameter("b", b)]
    }

    public func step(_ x: Variable, _ state: State) -> State {
        Self.step(x, state, wx: wx, wh: wh, b: b)
    }

    static func step(_ x: Variable, _ state: State, wx: Variable, wh: Variable, b: Variable) -> State {
        let gates = (linear(x, wx, b) + matmul(state.h, wh)).split(into: 4, axis: 1)
        let (i, f, g, o) = (sigmoid(gates[0]), sigmoid(gates[1]), tanh(gates[2]), sigmoid(gates[3]))
        let c = f * state.c + i * g
        return State(h: o * tanh(c), c: c)
    }

    public func output(of state: State) -> Variable { state.h }
    public func variables(of state: State) -> [Variable] { [state.h, state.c] }
    public func state(of variables: [Variable]) -> State { State(h: variables[0], c: variables[1]) }
}

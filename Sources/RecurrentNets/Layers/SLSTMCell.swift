/// An LSTM whose input gate is exponential, with a second memory that counts what was let in and a third that keeps both small.
///
/// i, f, z, o = x·wx + h·wh + b, cut into four; m′ = max(ln σ(f) + m, i); i′ = exp(i − m′); f′ = exp(ln σ(f) + m − m′);
/// c′ = f′ ⊙ c + i′ ⊙ tanh(z); n′ = f′ ⊙ n + i′; h′ = σ(o) ⊙ c′/n′. Before anything was seen, where n is 0, m′ = i.
///
/// m changes no output, as c and n are both divided by its exponential; with it no exponential is above 1, and n is 1 or more.
/// Shapes: x `[batch, inputSize]`; h, c, n, m `[batch, hiddenSize]`; wx `[inputSize, 4·hiddenSize]`; wh
/// `[hiddenSize, 4·hiddenSize]`; b `[4·hiddenSize]`. The four parts stand in the order i, f, z, o.
/// Source: M. Beck et al., “xLSTM: Extended Long Short-Term Memory”, 2024, equations 8 to 17, with one head. In the layer of the
/// `xlstm` package what is called `fgate` makes i, and `igate` f.
public struct SLSTMCell: RecurrentCell {
    /// What the cell remembers.
    public struct State {
        /// The output, `[batch, hiddenSize]`.
        public let h: Variable
        /// The memory, `[batch, hiddenSize]`.
        public let c: Variable
        /// What was let in, `[batch, hiddenSize]`.
        public let n: Variable
        /// The logarithm that both are divided by the exponential of, `[batch, hiddenSize]`.
        public let m: Variable
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
            "SLSTMCell: found wx \(wx.shape), wh \(wh.shape), b \(b.shape); expected [I, 4H], [H, 4H], [4H]")
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

    public static var stateCount: Int { 4 }
    public var inputSize: Int { wx.shape[0] }
    public var hiddenSize: Int { wh.shape[0] }
    public var parameters: [NamedParameter] {
        [NamedParameter("wx", wx), NamedParameter("wh", wh), NamedParameter("b", b)]
    }

    public func step(_ x: Variable, _ state: State) -> State { step(read: linear(x, wx, b), state) }

    /// A step of which the input's part is there already.
    private func step(read: Variable, _ state: State) -> State {
        let gates = (read + matmul(state.h, wh)).split(into: 4, axis: 1)
        let (i, o) = (gates[0], sigmoid(gates[3]))
        let seen = Variable.constant(.greaterOrEqual(state.n.value, Tensor(0.5, elementType: elementType)))
        // ln f + m − i: what the memory has in advance of the input.
        let lead = state.m - softplus(-gates[1]) - i
        let m = i + relu(lead) * seen
        let (input, kept) = (exp(-relu(lead) * seen), exp(-relu(-lead)) * seen)
        let c = kept * state.c + input * tanh(gates[2])
        let n = kept * state.n + input
        return State(h: o * c / n, c: c, n: n, m: m)
    }

    /// The input's part of all steps in one product, and then step by step.
    public func unroll(_ xs: Variable, from state: State) -> (outputs: Variable, state: State) {
        let read = linear(xs, wx, b)
        var state = state
        let outputs = (0..<xs.shape[0]).map { time in
            state = step(read: read[time], state)
            return state.h
        }
        return (stack(outputs), state)
    }

    public func output(of state: State) -> Variable { state.h }
    public func variables(of state: State) -> [Variable] { [state.h, state.c, state.n, state.m] }
    public func state(of variables: [Variable]) -> State {
        State(h: variables[0], c: variables[1], n: variables[2], m: variables[3])
    }
}

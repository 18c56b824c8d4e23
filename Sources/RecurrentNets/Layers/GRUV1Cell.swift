/// A gated recurrent unit as it was first published: the reset gate acts on the state, before the product.
///
/// r = σ(x·wxᵣ + h·whᵣ + bᵣ); z = σ(x·wx_z + h·wh_z + b_z); n = tanh(x·wxₙ + (r ⊙ h)·wn + bₙ); h′ = (1 − z) ⊙ n + z ⊙ h.
///
/// Shapes: x `[batch, inputSize]`; h, h′ `[batch, hiddenSize]`; wx `[inputSize, 3·hiddenSize]`, its parts in the order r, z, n;
/// wh `[hiddenSize, 2·hiddenSize]`, r and z; wn `[hiddenSize, hiddenSize]`; b `[3·hiddenSize]`.
/// Source: K. Cho et al., “Learning Phrase Representations using RNN Encoder–Decoder for Statistical Machine Translation”,
/// 2014; Keras' `GRU` with `reset_after=False`, ONNX's with `linear_before_reset=0`.
public struct GRUV1Cell: RecurrentCell {
    /// The weight of the input.
    public let wx: Parameter
    /// The weight of the state for the two gates.
    public let wh: Parameter
    /// The weight of the state that was reset, for the candidate.
    public let wn: Parameter
    /// The bias.
    public let b: Parameter

    /// Makes a cell from its parameters.
    public init(wx: Tensor, wh: Tensor, wn: Tensor, b: Tensor) {
        let hiddenSize = wn.shape.first ?? 0
        precondition(
            wx.rank == 2 && wx.shape[1] == 3 * hiddenSize && wh.shape == [hiddenSize, 2 * hiddenSize]
                && wn.shape == [hiddenSize, hiddenSize] && b.shape == [3 * hiddenSize],
            "GRUV1Cell: found wx \(wx.shape), wh \(wh.shape), wn \(wn.shape), b \(b.shape); "
                + "expected [I, 3H], [H, 2H], [H, H], [3H]")
        self.wx = Parameter(wx)
        self.wh = Parameter(wh)
        self.wn = Parameter(wn)
        self.b = Parameter(b)
    }

    public init(inputSize: Int, hiddenSize: Int, elementType: ElementType, using random: inout SeededGenerator) {
        self.init(
            wx: .initialWeight([inputSize, 3 * hiddenSize], hiddenSize, elementType: elementType, using: &random),
            wh: .initialWeight([hiddenSize, 2 * hiddenSize], hiddenSize, elementType: elementType, using: &random),
            wn: .initialWeight([hiddenSize, hiddenSize], hiddenSize, elementType: elementType, using: &random),
            b: .initialWeight([3 * hiddenSize], hiddenSize, elementType: elementType, using: &random))
    }

    public var inputSize: Int { wx.shape[0] }
    public var hiddenSize: Int { wn.shape[0] }
    public var parameters: [NamedParameter] {
        [NamedParameter("wx", wx), NamedParameter("wh", wh), NamedParameter("wn", wn), NamedParameter("b", b)]
    }

    public func step(_ x: Variable, _ h: Variable) -> Variable { step(read: linear(x, wx, b), h) }

    /// A step of which the input's part is there already.
    private func step(read: Variable, _ h: Variable) -> Variable {
        let input = read.split(into: 3, axis: 1)
        let gates = matmul(h, wh).split(into: 2, axis: 1)
        let r = sigmoid(input[0] + gates[0])
        let z = sigmoid(input[1] + gates[1])
        let n = tanh(input[2] + matmul(r * h, wn))
        return (1 - z) * n + z * h
    }

    /// The input's part of all steps in one product, and then step by step.
    public func unroll(_ xs: Variable, from h: Variable) -> (outputs: Variable, state: Variable) {
        let read = linear(xs, wx, b)
        var h = h
        let outputs = (0..<xs.shape[0]).map { time in
            h = step(read: read[time], h)
            return h
        }
        return (stack(outputs), h)
    }
}

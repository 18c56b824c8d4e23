/// A recurrent cell whose one gate both forgets and chooses: a gated recurrent unit with a third less to learn.
///
/// f = σ(x·wx_f + h·wh + b_f); n = tanh(x·wxₙ + (f ⊙ h)·wn + bₙ); h′ = (1 − f) ⊙ h + f ⊙ n.
///
/// Shapes: x `[batch, inputSize]`; h, h′ `[batch, hiddenSize]`; wx `[inputSize, 2·hiddenSize]` and b `[2·hiddenSize]`, their
/// parts in the order f, n; wh, wn `[hiddenSize, hiddenSize]`.
/// Source: G.-B. Zhou, J. Wu, C.-L. Zhang, Z.-H. Zhou, “Minimal Gated Unit for Recurrent Neural Networks”, 2016.
public struct MGUCell: RecurrentCell {
    /// The weight of the input.
    public let wx: Parameter
    /// The weight of the state for the gate.
    public let wh: Parameter
    /// The weight of the state behind the gate, for the candidate.
    public let wn: Parameter
    /// The bias.
    public let b: Parameter

    /// Makes a cell from its parameters.
    public init(wx: Tensor, wh: Tensor, wn: Tensor, b: Tensor) {
        let hiddenSize = wh.shape.first ?? 0
        precondition(
            wx.rank == 2 && wx.shape[1] == 2 * hiddenSize && wh.shape == [hiddenSize, hiddenSize]
                && wn.shape == [hiddenSize, hiddenSize] && b.shape == [2 * hiddenSize],
            "MGUCell: found wx \(wx.shape), wh \(wh.shape), wn \(wn.shape), b \(b.shape); "
                + "expected [I, 2H], [H, H], [H, H], [2H]")
        self.wx = Parameter(wx)
        self.wh = Parameter(wh)
        self.wn = Parameter(wn)
        self.b = Parameter(b)
    }

    public init(inputSize: Int, hiddenSize: Int, elementType: ElementType, using random: inout SeededGenerator) {
        self.init(
            wx: .initialWeight([inputSize, 2 * hiddenSize], hiddenSize, elementType: elementType, using: &random),
            wh: .initialWeight([hiddenSize, hiddenSize], hiddenSize, elementType: elementType, using: &random),
            wn: .initialWeight([hiddenSize, hiddenSize], hiddenSize, elementType: elementType, using: &random),
            b: .initialWeight([2 * hiddenSize], hiddenSize, elementType: elementType, using: &random))
    }

    public var inputSize: Int { wx.shape[0] }
    public var hiddenSize: Int { wh.shape[0] }
    public var parameters: [NamedParameter] {
        [NamedParameter("wx", wx), NamedParameter("wh", wh), NamedParameter("wn", wn), NamedParameter("b", b)]
    }

    public func step(_ x: Variable, _ h: Variable) -> Variable { step(read: linear(x, wx, b), h) }

    /// A step of which the input's part is there already.
    private func step(read: Variable, _ h: Variable) -> Variable {
        let input = read.split(into: 2, axis: 1)
        let f = sigmoid(input[0] + matmul(h, wh))
        let n = tanh(input[1] + matmul(f * h, wn))
        return (1 - f) * h + f * n
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

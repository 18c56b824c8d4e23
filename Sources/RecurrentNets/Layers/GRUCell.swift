/// A recurrent cell whose gates choose, unit by unit, between its state and a new candidate.
///
/// r = σ(x·wxᵣ + bxᵣ + h·whᵣ + bhᵣ); z = σ(x·wx_z + bx_z + h·wh_z + bh_z); n = tanh(x·wxₙ + bxₙ + r ⊙ (h·whₙ + bhₙ));
/// h′ = (1 − z) ⊙ n + z ⊙ h.
///
/// Shapes: x `[batch, inputSize]`; h, h′ `[batch, hiddenSize]`; wx `[inputSize, 3·hiddenSize]`; wh
/// `[hiddenSize, 3·hiddenSize]`; bx, bh `[3·hiddenSize]`. The three parts stand in the order r, z, n.
/// Source: K. Cho et al., “Learning Phrase Representations”, 2014, in the form of PyTorch's `nn.GRU`, where the reset gate
/// acts after the product.
public struct GRUCell: RecurrentCell {
    /// The weight of the input.
    public let wx: Parameter
    /// The weight of the hidden state.
    public let wh: Parameter
    /// The bias of the input's part.
    public let bx: Parameter
    /// The bias of the hidden state's part.
    public let bh: Parameter

    /// Makes a cell from its parameters.
    public init(wx: Tensor, wh: Tensor, bx: Tensor, bh: Tensor) {
        let hiddenSize = wh.shape.first ?? 0
        precondition(
            wx.rank == 2 && wx.shape[1] == 3 * hiddenSize && wh.shape == [hiddenSize, 3 * hiddenSize]
                && bx.shape == [3 * hiddenSize] && bh.shape == [3 * hiddenSize],
            "GRUCell: found wx \(wx.shape), wh \(wh.shape), bx \(bx.shape), bh \(bh.shape); "
                + "expected [I, 3H], [H, 3H], [3H], [3H]")
        self.wx = Parameter(wx)
        self.wh = Parameter(wh)
        self.bx = Parameter(bx)
        self.bh = Parameter(bh)
    }

    public init(inputSize: Int, hiddenSize: Int, elementType: ElementType, using random: inout SeededGenerator) {
        self.init(
            wx: .initialWeight([inputSize, 3 * hiddenSize], hiddenSize, elementType: elementType, using: &random),
            wh: .initialWeight([hiddenSize, 3 * hiddenSize], hiddenSize, elementType: elementType, using: &random),
            bx: .initialWeight([3 * hiddenSize], hiddenSize, elementType: elementType, using: &random),
            bh: .initialWeight([3 * hiddenSize], hiddenSize, elementType: elementType, using: &random))
    }

    public var inputSize: Int { wx.shape[0] }
    public var hiddenSize: Int { wh.shape[0] }
    public var parameters: [NamedParameter] {
        [NamedParameter("wx", wx), NamedParameter("wh", wh), NamedParameter("bx", bx), NamedParameter("bh", bh)]
    }

    public func step(_ x: Variable, _ h: Variable) -> Variable {
        Self.step(x, h, wx: wx, wh: wh, bx: bx, bh: bh)
    }

    static func step(
        _ x: Variable, _ h: Variable, wx: Variable, wh: Variable, bx: Variable, bh: Variable
    ) -> Variable {
        let input = linear(x, wx, bx).split(into: 3, axis: 1)
        let hidden = linear(h, wh, bh).split(into: 3, axis: 1)
        let r = sigmoid(input[0] + hidden[0])
        let z = sigmoid(input[1] + hidden[1])
        let n = tanh(input[2] + r * hidden[2])
        return (1 - z) * n + z * h
    }
}

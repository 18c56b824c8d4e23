/// A cell with a forget and an input gate that see the input alone and add up to one, so that its state is a linear recurrence.
///
/// f = σ(x·wx_f + b_f); i = σ(x·wxᵢ + bᵢ); n = x·wxₙ + bₙ; h′ = f/(f + i) ⊙ h + i/(f + i) ⊙ n.
///
/// f/(f + i) is computed as σ(ln f − ln i) with ln σ(k) = −softplus(−k), which no input makes 0/0. A window is one product and
/// one scan (``linearScan(_:_:from:)``).
/// Shapes: x `[batch, inputSize]`; h, h′ `[batch, hiddenSize]`; wx `[inputSize, 3·hiddenSize]`, b `[3·hiddenSize]`, their parts
/// in the order f, i, n.
/// Source: L. Feng et al., “Were RNNs All We Needed?”, 2024, minLSTM with its gates normalised.
public struct MinLSTMCell: InputGatedCell {
    /// The weight of the input.
    public let wx: Parameter
    /// The bias.
    public let b: Parameter

    /// Makes a cell from its parameters.
    public init(wx: Tensor, b: Tensor) {
        precondition(
            wx.rank == 2 && wx.shape[1].isMultiple(of: 3) && b.shape == [wx.shape[1]],
            "MinLSTMCell: found wx \(wx.shape), b \(b.shape); expected [I, 3H], [3H]")
        self.wx = Parameter(wx)
        self.b = Parameter(b)
    }

    public init(inputSize: Int, hiddenSize: Int, elementType: ElementType, using random: inout SeededGenerator) {
        self.init(
            wx: .initialWeight([inputSize, 3 * hiddenSize], inputSize, elementType: elementType, using: &random),
            b: .initialWeight([3 * hiddenSize], inputSize, elementType: elementType, using: &random))
    }

    public var inputSize: Int { wx.shape[0] }
    public var hiddenSize: Int { wx.shape[1] / 3 }
    public var parameters: [NamedParameter] { [NamedParameter("wx", wx), NamedParameter("b", b)] }

    public func parts(_ x: Variable) -> (kept: Variable, added: Variable) {
        let read = linear(x, wx, b).split(into: 3, axis: -1)
        let difference = softplus(-read[1]) - softplus(-read[0])
        return (sigmoid(difference), sigmoid(-difference) * read[2])
    }
}

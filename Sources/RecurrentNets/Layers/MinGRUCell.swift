/// A gated recurrent unit whose gate and candidate see the input alone, so that its state is a linear recurrence.
///
/// z = σ(x·wx_z + b_z); n = x·wxₙ + bₙ; h′ = (1 − z) ⊙ h + z ⊙ n.
///
/// A window is one product and one scan (``linearScan(_:_:from:)``).
/// Shapes: x `[batch, inputSize]`; h, h′ `[batch, hiddenSize]`; wx `[inputSize, 2·hiddenSize]`, b `[2·hiddenSize]`, their parts
/// in the order z, n.
/// Source: L. Feng et al., “Were RNNs All We Needed?”, 2024, minGRU, not in its logarithmic form: the scan goes from step to step,
/// where nothing can overflow.
public struct MinGRUCell: InputGatedCell {
    /// The weight of the input.
    public let wx: Parameter
    /// The bias.
    public let b: Parameter

    /// Makes a cell from its parameters.
    public init(wx: Tensor, b: Tensor) {
        precondition(
            wx.rank == 2 && wx.shape[1].isMultiple(of: 2) && b.shape == [wx.shape[1]],
            "MinGRUCell: found wx \(wx.shape), b \(b.shape); expected [I, 2H], [2H]")
        self.wx = Parameter(wx)
        self.b = Parameter(b)
    }

    public init(inputSize: Int, hiddenSize: Int, elementType: ElementType, using random: inout SeededGenerator) {
        self.init(
            wx: .initialWeight([inputSize, 2 * hiddenSize], inputSize, elementType: elementType, using: &random),
            b: .initialWeight([2 * hiddenSize], inputSize, elementType: elementType, using: &random))
    }

    public var inputSize: Int { wx.shape[0] }
    public var hiddenSize: Int { wx.shape[1] / 2 }
    public var parameters: [NamedParameter] { [NamedParameter("wx", wx), NamedParameter("b", b)] }

    public func parts(_ x: Variable) -> (kept: Variable, added: Variable) {
        let read = linear(x, wx, b).split(into: 2, axis: -1)
        let z = sigmoid(read[0])
        return (1 - z, z * read[1])
    }
}

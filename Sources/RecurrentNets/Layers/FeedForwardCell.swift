/// A cell without a memory: h′ = tanh(x·w + b), whatever came before; for comparison with cells that have one.
///
/// Shapes: x `[batch, inputSize]`; h′ `[batch, hiddenSize]`; w `[inputSize, hiddenSize]`; b `[hiddenSize]`.
public struct FeedForwardCell: RecurrentCell {
    /// The weight of the input.
    public let wx: Parameter
    /// The bias.
    public let b: Parameter

    /// Makes a cell from its parameters.
    public init(wx: Tensor, b: Tensor) {
        precondition(
            wx.rank == 2 && b.shape == [wx.shape[1]],
            "FeedForwardCell: found wx \(wx.shape), b \(b.shape); expected [I, H], [H]")
        self.wx = Parameter(wx)
        self.b = Parameter(b)
    }

    public init(inputSize: Int, hiddenSize: Int, elementType: ElementType, using random: inout SeededGenerator) {
        self.init(
            wx: .initialWeight([inputSize, hiddenSize], inputSize, elementType: elementType, using: &random),
            b: .initialWeight([hiddenSize], inputSize, elementType: elementType, using: &random))
    }

    public var inputSize: Int { wx.shape[0] }
    public var hiddenSize: Int { wx.shape[1] }
    public var parameters: [NamedParameter] { [NamedParameter("wx", wx), NamedParameter("b", b)] }

    public func step(_ x: Variable, _ state: Variable) -> Variable {
        tanh(linear(x, wx, b))
    }

    public func unroll(_ xs: Variable, from state: Variable) -> (outputs: Variable, state: Variable) {
        let outputs = tanh(linear(xs, wx, b))
        return (outputs, outputs[xs.shape[0] - 1])
    }
}

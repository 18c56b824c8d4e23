/// A recurrent cell with one layer: h′ = tanh(x·wx + h·wh + b), or with relu for tanh.
///
/// Shapes: x `[batch, inputSize]`; h, h′ `[batch, hiddenSize]`; wx `[inputSize, hiddenSize]`; wh
/// `[hiddenSize, hiddenSize]`; b `[hiddenSize]`.
/// Source: J. Elman, “Finding Structure in Time”, 1990; DeZero `layers.py`, `RNN`.
public struct ElmanCell: RecurrentCell {
    /// The weight of the input.
    public let wx: Parameter
    /// The weight of the hidden state.
    public let wh: Parameter
    /// The bias.
    public let b: Parameter
    /// What is applied to the sum.
    public let activation: Activation

    /// Makes a cell from its parameters.
    public init(wx: Tensor, wh: Tensor, b: Tensor, activation: Activation = .tanh) {
        let hiddenSize = b.shape.first ?? 0
        precondition(
            wx.rank == 2 && wx.shape[1] == hiddenSize && wh.shape == [hiddenSize, hiddenSize] && b.rank == 1,
            "ElmanCell: found wx \(wx.shape), wh \(wh.shape), b \(b.shape); expected [I, H], [H, H], [H]")
        self.wx = Parameter(wx)
        self.wh = Parameter(wh)
        self.b = Parameter(b)
        self.activation = activation
    }

    /// Draws the parameters of a new cell.
    public init(
        inputSize: Int, hiddenSize: Int, activation: Activation, elementType: ElementType,
        using random: inout SeededGenerator
    ) {
        self.init(
            wx: .initialWeight([inputSize, hiddenSize], hiddenSize, elementType: elementType, using: &random),
            wh: .initialWeight([hiddenSize, hiddenSize], hiddenSize, elementType: elementType, using: &random),
            b: .initialWeight([hiddenSize], hiddenSize, elementType: elementType, using: &random),
            activation: activation)
    }

    public init(inputSize: Int, hiddenSize: Int, elementType: ElementType, using random: inout SeededGenerator) {
        self.init(
            inputSize: inputSize, hiddenSize: hiddenSize, activation: .tanh, elementType: elementType, using: &random)
    }

    public var inputSize: Int { wx.shape[0] }
    public var hiddenSize: Int { wx.shape[1] }
    public var parameters: [NamedParameter] {
        [NamedParameter("wx", wx), NamedParameter("wh", wh), NamedParameter("b", b)]
    }

    public func step(_ x: Variable, _ h: Variable) -> Variable {
        activation(linear(x, wx, b) + matmul(h, wh))
    }
}

/// A layer that maps its input affinely: y = x·w + b.
///
/// Shapes: x `[…, inputSize]`; w `[inputSize, outputSize]`; b `[outputSize]`; y `[…, outputSize]`.
/// Source: DeZero `layers.py`, `Linear`: w is drawn from the normal distribution with deviation √(1/inputSize), b is 0.
public final class Linear: Model {
    /// The number of outputs.
    public let outputSize: Int
    private let elementType: ElementType
    private var random: SeededGenerator
    private var w: Parameter?
    private var b: Parameter?

    /// Makes the layer; its weight is drawn here, or at the first call where the input size is left open.
    public init(
        outputSize: Int, inputSize: Int? = nil, bias: Bool = true, elementType: ElementType = .float32,
        using random: inout SeededGenerator
    ) {
        self.outputSize = outputSize
        self.elementType = elementType
        self.random = random.split()
        if bias {
            b = Parameter(Tensor.zeros([outputSize], elementType: elementType))
        }
        if let inputSize {
            w = drawWeight(inputSize: inputSize)
        }
    }

    /// Makes the layer from its weight `[inputSize, outputSize]` and bias `[outputSize]`.
    public init(w: Tensor, b: Tensor?) {
        precondition(
            w.rank == 2 && (b.map { $0.shape == [w.shape[1]] } ?? true),
            "Linear: found w \(w.shape) and b \(b?.shape ?? []); expected [inputs, outputs] and [outputs]")
        outputSize = w.shape[1]
        elementType = w.elementType
        random = SeededGenerator(seed: 0)
        self.w = Parameter(w)
        self.b = b.map(Parameter.init)
    }

    public var parameters: [NamedParameter] {
        [w.map { NamedParameter("w", $0) }, b.map { NamedParameter("b", $0) }].compactMap { $0 }
    }

    /// The layer's output `[…, outputSize]` for the input `x` `[…, inputSize]`.
    public func callAsFunction(_ x: Variable) -> Variable {
        linear(x, w ?? drawWeight(inputSize: x.shape.last ?? 0), b)
    }

    private func drawWeight(inputSize: Int) -> Parameter {
        let weight = Parameter(Tensor.initialWeight(inputSize, outputSize, elementType: elementType, using: &random))
        w = weight
        return weight
    }
}

extension Tensor {
    /// The first value of a weight `[inputSize, outputSize]`: normal with deviation √(1/inputSize).
    ///
    /// Source: DeZero `layers.py`, `Linear._init_W`.
    static func initialWeight(
        _ inputSize: Int, _ outputSize: Int, elementType: ElementType, using random: inout SeededGenerator
    ) -> Tensor {
        standardNormal([inputSize, outputSize], elementType: elementType, using: &random)
            * Tensor((1 / Double(inputSize)).squareRoot(), elementType: elementType)
    }
}

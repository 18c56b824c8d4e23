import CKernels

/// A layer that maps its input affinely: y = x·w + b.
///
/// Shapes: x `[…, inputSize]`; w `[inputSize, outputSize]`; b `[outputSize]`; y `[…, outputSize]`.
/// Source: DeZero `layers.py`, `Linear`; w and b are drawn as PyTorch's `nn.Linear` draws them.
public final class Linear: Model {
    /// The number of outputs.
    public let outputSize: Int
    private let elementType: ElementType
    private var random: SeededGenerator
    private let hasBias: Bool
    /// Unchecked for the same reason as the properties of ``Variable``.
    @exclusivity(unchecked) private var w: Parameter?
    @exclusivity(unchecked) private var b: Parameter?

    /// Makes the layer; its weight is drawn here, or at the first call where the input size is left open.
    public init(
        outputSize: Int, inputSize: Int? = nil, bias: Bool = true, elementType: ElementType = .float32,
        using random: inout SeededGenerator
    ) {
        self.outputSize = outputSize
        self.elementType = elementType
        self.random = random.split()
        hasBias = bias
        if let inputSize { _ = weights(inputSize: inputSize) }
    }

    /// Makes the layer from its weight `[inputSize, outputSize]` and bias `[outputSize]`.
    public init(w: Tensor, b: Tensor?) {
        precondition(
            w.rank == 2 && (b.map { $0.shape == [w.shape[1]] } ?? true),
            "Linear: found w \(w.shape) and b \(b?.shape ?? []); expected [inputs, outputs] and [outputs]")
        outputSize = w.shape[1]
        elementType = w.elementType
        random = SeededGenerator(seed: 0)
        hasBias = b != nil
        self.w = Parameter(w)
        self.b = b.map(Parameter.init)
    }

    public var parameters: [NamedParameter] {
        [w.map { NamedParameter("w", $0) }, b.map { NamedParameter("b", $0) }].compactMap { $0 }
    }

    /// The layer's output `[…, outputSize]` for the input `x` `[…, inputSize]`.
    public func callAsFunction(_ x: Variable) -> Variable {
        let (w, b) = weights(inputSize: x.shape.last ?? 0)
        return linear(x, w, b)
    }

    /// The output for the rows along the last axis of `x`, as a matrix `[rows, outputSize]`.
    func rows(_ x: Variable) -> Variable {
        let (w, b) = weights(inputSize: x.shape.last ?? 0)
        return linearRows(x, w, b)
    }

    /// The output as numbers, without a graph, for a step `x` `[batch, inputSize]`; `output` gives its memory where it can.
    func write(_ x: Tensor, to output: inout Tensor) {
        let (w, b) = weights(inputSize: x.shape.last ?? 0)
        guard let b, output.rank == 2, output.shape[0] == x.shape[0] else {
            output = b.map { Tensor.affine(x, w.value, $0.value) } ?? x.product(w.value)
            return
        }
        ck_affine(
            w.elementType.kernel, x.shape[0], outputSize, w.shape[0], x.address, w.value.address, b.value.address,
            output.mutableAddress())
    }

    /// The weight and the bias, where there are both.
    var affineParameters: (w: Parameter, b: Parameter)? {
        guard let w, let b else { return nil }
        return (w, b)
    }

    /// The weight and the bias, drawn where that was left open.
    private func weights(inputSize: Int) -> (w: Parameter, b: Parameter?) {
        if let w { return (w, b) }
        let drawn = Parameter(
            .initialWeight([inputSize, outputSize], inputSize, elementType: elementType, using: &random))
        w = drawn
        if hasBias {
            b = Parameter(.initialWeight([outputSize], inputSize, elementType: elementType, using: &random))
        }
        return (drawn, b)
    }
}

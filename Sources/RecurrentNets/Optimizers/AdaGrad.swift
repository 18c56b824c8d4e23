import CKernels

/// Steps that shrink where gradients were large: h += g²; w −= α·g ∕ (√h + ε).
///
/// Source: J. Duchi, E. Hazan and Y. Singer, 2011; DeZero `optimizers.py`, `AdaGrad`.
public final class AdaGrad: Optimizer {
    /// What is added to the denominator.
    public let epsilon: Double

    /// Makes an optimiser of the parameters of `model`.
    public init(_ model: any Layer, learningRate: Double = 0.001, epsilon: Double = 1e-8) {
        self.epsilon = epsilon
        super.init(model, learningRate: learningRate)
    }

    public override var slots: [String] { ["h"] }

    public override func move(_ w: inout Tensor, by gradient: Tensor, remembering memory: inout [Tensor]) {
        let (type, count) = (w.elementType.kernel, w.count)
        ck_adagrad(
            type, learningRate, epsilon, gradient.address, memory[0].mutableAddress(), w.mutableAddress(), count)
    }
}

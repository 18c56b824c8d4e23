import CKernels

/// Steps scaled by a running mean of squared gradients: v = α·v + (1 − α)·g²; w −= rate·g ∕ (√v + ε).
///
/// Source: G. Hinton's lectures, 2012; PyTorch `torch.optim.RMSprop`.
public final class RMSprop: Optimizer {
    /// How much of the mean is kept at each step.
    public let alpha: Double
    /// What is added to the denominator.
    public let epsilon: Double

    /// Makes an optimiser of the parameters of `model`.
    public init(_ model: any Layer, learningRate: Double = 0.01, alpha: Double = 0.99, epsilon: Double = 1e-8) {
        self.alpha = alpha
        self.epsilon = epsilon
        super.init(model, learningRate: learningRate)
    }

    public override var slots: [String] { ["v"] }

    public override func move(_ w: inout Tensor, by gradient: Tensor, remembering memory: inout [Tensor]) {
        let (type, count) = (w.elementType.kernel, w.count)
        ck_rmsprop(
            type, learningRate, alpha, epsilon, gradient.address, memory[0].mutableAddress(), w.mutableAddress(), count)
    }
}

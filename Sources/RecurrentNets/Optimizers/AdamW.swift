import CKernels

/// Adam with the decay of weights apart from the gradients.
///
/// w −= α·decay·w; m += (1 − β₁)(g − m); v += (1 − β₂)(g² − v);
/// w −= α ∕ (1 − β₁ᵗ) · m ∕ (√v ∕ √(1 − β₂ᵗ) + ε).
/// Source: I. Loshchilov and F. Hutter, “Decoupled Weight Decay Regularization”, 2019; PyTorch `torch.optim.AdamW`.
public final class AdamW: Optimizer {
    /// How much of the mean of gradients is kept at each step.
    public let beta1: Double
    /// How much of the mean of squared gradients is kept at each step.
    public let beta2: Double
    /// What is added to the denominator.
    public let epsilon: Double
    /// The part of a weight that is taken away, times the learning rate.
    public let weightDecay: Double
    @exclusivity(unchecked) private var correction: BiasCorrection

    /// Makes an optimiser of the parameters of `model`.
    public init(
        _ model: any Layer, learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999,
        epsilon: Double = 1e-8, weightDecay: Double = 0.01
    ) {
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        self.weightDecay = weightDecay
        correction = BiasCorrection(beta1, beta2)
        super.init(model, learningRate: learningRate)
    }

    public override var slots: [String] { ["m", "v"] }

    public override func move(_ w: inout Tensor, by gradient: Tensor, remembering memory: inout [Tensor]) {
        // ε beside √v is ε·√(1 − β₂ᵗ) beside √v ∕ √(1 − β₂ᵗ) in the kernel's form of the step.
        let (mean, deviation) = correction.factors(at: stepCount)
        let rate = learningRate * deviation / mean
        let (type, count) = (w.elementType.kernel, w.count)
        ck_adam(
            type, rate, beta1, beta2, epsilon * deviation, learningRate * weightDecay, gradient.address,
            memory[0].mutableAddress(), memory[1].mutableAddress(), w.mutableAddress(), count)
    }
}

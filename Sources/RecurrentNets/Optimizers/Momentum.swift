import CKernels

/// Descent with a velocity that gradients change: v = μ·v − α·g; w += v.
///
/// With Nesterov's form the step looks ahead: w += μ·v − α·g.
/// Source: DeZero `optimizers.py`, `MomentumSGD`; Y. Nesterov, 1983, in the form of PyTorch's `SGD(nesterov=True)`.
public final class Momentum: Optimizer {
    /// How much of the velocity is kept at each step.
    public let momentum: Double
    /// Whether the step looks ahead.
    public let nesterov: Bool

    /// Makes an optimiser of the parameters of `model`.
    public init(_ model: any Layer, learningRate: Double = 0.01, momentum: Double = 0.9, nesterov: Bool = false) {
        self.momentum = momentum
        self.nesterov = nesterov
        super.init(model, learningRate: learningRate)
    }

    public override var slots: [String] { ["v"] }

    public override func move(_ w: inout Tensor, by gradient: Tensor, remembering memory: inout [Tensor]) {
        let (type, count) = (w.elementType.kernel, w.count)
        ck_momentum(
            type, learningRate, momentum, nesterov ? 1 : 0, gradient.address, memory[0].mutableAddress(),
            w.mutableAddress(), count)
    }
}

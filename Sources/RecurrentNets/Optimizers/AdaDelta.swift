import CKernels

/// Steps in the units of earlier steps: v = ρ·v + (1 − ρ)·g²; d = √((u + ε) ∕ (v + ε))·g; u = ρ·u + (1 − ρ)·d²; w −= d.
///
/// The learning rate, 1 here and none in the paper, multiplies d in the last step.
/// Source: M. Zeiler, “ADADELTA”, 2012; DeZero `optimizers.py`, `AdaDelta`.
public final class AdaDelta: Optimizer {
    /// How much of the running means is kept at each step.
    public let rho: Double
    /// What is added to both means.
    public let epsilon: Double

    /// Makes an optimiser of the parameters of `model`.
    public init(_ model: any Layer, learningRate: Double = 1, rho: Double = 0.95, epsilon: Double = 1e-6) {
        self.rho = rho
        self.epsilon = epsilon
        super.init(model, learningRate: learningRate)
    }

    public override var slots: [String] { ["v", "u"] }

    public override func move(_ w: inout Tensor, by gradient: Tensor, remembering memory: inout [Tensor]) {
        let (type, count) = (w.elementType.kernel, w.count)
        ck_adadelta(
            type, learningRate, rho, epsilon, gradient.address, memory[0].mutableAddress(),
            memory[1].mutableAddress(), w.mutableAddress(), count)
    }
}

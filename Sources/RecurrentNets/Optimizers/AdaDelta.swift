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
        func constant(_ value: Double) -> Tensor { Tensor(value, elementType: w.elementType) }
        let (kept, added, small) = (constant(rho), constant(1 - rho), constant(epsilon))
        memory[0] = memory[0] * kept + gradient * gradient * added
        let step = Tensor.sqrt((memory[1] + small) / (memory[0] + small)) * gradient
        memory[1] = memory[1] * kept + step * step * added
        w = w - step * constant(learningRate)
    }
}

import CKernels

/// Steps scaled by running means of each gradient and of its square.
///
/// m += (1 − β₁)(g − m); v += (1 − β₂)(g² − v); w −= α·√(1 − β₂ᵗ) ∕ (1 − β₁ᵗ) · m ∕ (√v + ε).
/// Source: D. Kingma and J. Ba, “Adam”, 2015; DeZero `optimizers.py`, `Adam`, whose ε is not scaled with the rest.
public final class Adam: Optimizer {
    /// How much of the mean of gradients is kept at each step.
    public let beta1: Double
    /// How much of the mean of squared gradients is kept at each step.
    public let beta2: Double
    /// What is added to the denominator.
    public let epsilon: Double
    @exclusivity(unchecked) private var correction: BiasCorrection

    /// Makes an optimiser of the parameters of `model`.
    public init(
        _ model: any Layer, learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999,
        epsilon: Double = 1e-8
    ) {
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        correction = BiasCorrection(beta1, beta2)
        super.init(model, learningRate: learningRate)
    }

    public override var slots: [String] { ["m", "v"] }

    public override func move(_ w: inout Tensor, by gradient: Tensor, remembering memory: inout [Tensor]) {
        let (mean, deviation) = correction.factors(at: stepCount)
        let rate = learningRate * deviation / mean
        let (type, count) = (w.elementType.kernel, w.count)
        ck_adam(
            type, rate, beta1, beta2, epsilon, 0, gradient.address, memory[0].mutableAddress(),
            memory[1].mutableAddress(), w.mutableAddress(), count)
    }
}

/// The bias correction of running means that begin with zeros: what they have of what they would be without a beginning.
///
/// It is 1 − β₁ᵗ of the mean, and √(1 − β₂ᵗ) of the root of the mean of squares. All parameters of an update ask for the same.
struct BiasCorrection {
    private let betas: (Double, Double)
    private var (step, mean, deviation) = (0, 0.0, 0.0)

    init(_ beta1: Double, _ beta2: Double) {
        betas = (beta1, beta2)
    }

    mutating func factors(at step: Int) -> (mean: Double, deviation: Double) {
        if step != self.step {
            self.step = step
            mean = 1 - power(betas.0, step)
            deviation = (1 - power(betas.1, step)).squareRoot()
        }
        return (mean, deviation)
    }
}

/// `base` to a whole power, by repeated squaring: the same bits on every machine.
func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, square, rest) = (1.0, base, exponent)
    while rest > 0 {
        if rest & 1 == 1 { result *= square }
        square *= square
        rest >>= 1
    }
    return result
}

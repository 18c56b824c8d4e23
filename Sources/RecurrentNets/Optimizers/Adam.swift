import CKernels

/// Steps scaled by running means of each gradient and of its square.
///
/// m += (1 − β₁)(g − m); v += (1 − β₂)(g² − v); w −= α·√(1 − β₂ᵗ) ∕ (1 − β₁ᵗ) · m ∕ (√v + ε).
/// Source: D. Kingma and J. Ba, “Adam”, 2015; DeZero `optimizers.py`, `Adam`, whose ε is not scaled with the rest.
public final class Adam: Optimizer {
    public var learningRate: Double
    public private(set) var stepCount = 0
    /// How much of the mean of gradients is kept at each step.
    public let beta1: Double
    /// How much of the mean of squared gradients is kept at each step.
    public let beta2: Double
    /// What is added to the denominator.
    public let epsilon: Double
    private let model: any Layer
    private var moments: [Moments] = []

    private struct Moments {
        var m: Tensor
        var v: Tensor

        mutating func withMutableBytes(_ body: (UnsafeMutableRawPointer, UnsafeMutableRawPointer) -> Void) {
            let mean = m.withMutableBytes { $0 }
            let square = v.withMutableBytes { $0 }
            withExtendedLifetime(self) { body(mean, square) }
        }
    }

    /// Makes an optimiser of the parameters of `model`.
    public init(
        _ model: any Layer, learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999,
        epsilon: Double = 1e-8
    ) {
        self.model = model
        self.learningRate = learningRate
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
    }

    public func update() {
        stepCount += 1
        let parameters = model.parameters
        prepare(parameters)
        let fix1 = 1 - power(beta1, stepCount)
        let fix2 = 1 - power(beta2, stepCount)
        let rate = learningRate * fix2.squareRoot() / fix1
        for (index, named) in parameters.enumerated() {
            guard let gradient = named.parameter.gradient?.value else { continue }
            let (type, count) = (gradient.elementType.kernel, gradient.count)
            moments[index].withMutableBytes { m, v in
                named.parameter.value.withMutableBytes { w in
                    gradient.withBytes { g in ck_adam(type, rate, beta1, beta2, epsilon, g, m, v, w, count) }
                }
            }
        }
    }

    public var state: [NamedTensor] {
        let parameters = model.parameters
        prepare(parameters)
        return zip(parameters, moments).flatMap { named, moments in
            [NamedTensor("m.\(named.name)", moments.m), NamedTensor("v.\(named.name)", moments.v)]
        }
    }

    public func restore(_ state: [NamedTensor], stepCount: Int) {
        self.stepCount = stepCount
        let tensors = Dictionary(state.map { ($0.name, $0.tensor) }, uniquingKeysWith: { first, _ in first })
        moments = model.parameters.map { named in
            guard let m = tensors["m.\(named.name)"], let v = tensors["v.\(named.name)"] else {
                preconditionFailure("Adam.restore: no moments of the parameter \(named.name)")
            }
            return Moments(m: m, v: v)
        }
    }

    /// Moments start at zero when a parameter is first seen.
    private func prepare(_ parameters: [NamedParameter]) {
        for named in parameters.dropFirst(moments.count) {
            let zeros = Tensor.zeros(named.parameter.shape, elementType: named.parameter.elementType)
            moments.append(Moments(m: zeros, v: zeros))
        }
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

/// Something done to the gradients between ``Variable/backward(retainGradients:createGraph:)`` and the update.
///
/// The book's optimiser hooks.
public protocol GradientHook {
    /// Changes the gradients of the parameters.
    func callAsFunction(_ parameters: [Parameter])
}

/// Adds a part of each parameter to its gradient, which pulls it towards zero: g += rate·w.
public struct WeightDecay: GradientHook {
    private let rate: Double

    /// Decays by `rate`.
    public init(rate: Double) {
        self.rate = rate
    }

    public func callAsFunction(_ parameters: [Parameter]) {
        for parameter in parameters {
            guard let gradient = parameter.gradient else { continue }
            let factor = Tensor(rate, elementType: parameter.elementType)
            parameter.gradient = .constant(gradient.value + parameter.value * factor)
        }
    }
}

/// Scales all gradients together when their norm is above a limit: by limit ∕ (norm + 1e-6), as PyTorch does.
public struct ClipNorm: GradientHook {
    private let limit: Double

    /// Limits the norm of all gradients together to `limit`.
    public init(limit: Double) {
        self.limit = limit
    }

    public func callAsFunction(_ parameters: [Parameter]) {
        let gradients = parameters.compactMap(\.gradient)
        let square = gradients.reduce(0.0) { total, gradient in
            let exact = gradient.value.converted(to: .float64)
            return total + (exact * exact).summed(to: Shape.reduced(exact.shape, along: Array(0..<exact.rank))).scalar
        }
        let norm = square.squareRoot()
        guard norm > limit else { return }
        let factor = limit / (norm + 1e-6)
        for parameter in parameters {
            guard let gradient = parameter.gradient?.value else { continue }
            parameter.gradient = .constant(gradient * Tensor(factor, elementType: gradient.elementType))
        }
    }
}

/// Limits every element of every gradient to ±limit.
public struct ClipValue: GradientHook {
    private let limit: Double

    /// Limits elements to ±`limit`.
    public init(limit: Double) {
        self.limit = limit
    }

    public func callAsFunction(_ parameters: [Parameter]) {
        for parameter in parameters {
            guard let gradient = parameter.gradient else { continue }
            parameter.gradient = withoutGradients { clip(gradient, to: -limit...limit) }
        }
    }
}

/// The optimisers by name.
public enum OptimizerKind: String, CaseIterable, Sendable {
    /// ``Adam``.
    case adam
    /// ``SGD``.
    case sgd
    /// ``Momentum`` of 0.9.
    case momentum
    /// ``AdaGrad``.
    case adagrad
    /// ``AdaDelta``.
    case adadelta
    /// ``RMSprop``.
    case rmsprop
    /// ``AdamW``.
    case adamw

    /// An optimiser of the parameters of `model`.
    ///
    /// - Parameters:
    ///   - model: The model whose parameters are changed.
    ///   - learningRate: The step size; ``adadelta`` finds its own.
    ///   - weightDecay: Added to the gradients as a ``WeightDecay`` hook; decoupled in ``adamw``.
    /// - Returns: The optimiser.
    public func makeOptimizer(
        _ model: any Layer, learningRate: Double, weightDecay: Double = 0
    ) -> Optimizer {
        let optimizer: Optimizer
        switch self {
        case .adam: optimizer = Adam(model, learningRate: learningRate)
        case .sgd: optimizer = SGD(model, learningRate: learningRate)
        case .momentum: optimizer = Momentum(model, learningRate: learningRate)
        case .adagrad: optimizer = AdaGrad(model, learningRate: learningRate)
        case .adadelta: optimizer = AdaDelta(model)
        case .rmsprop: optimizer = RMSprop(model, learningRate: learningRate)
        case .adamw: return AdamW(model, learningRate: learningRate, weightDecay: weightDecay)
        }
        if weightDecay != 0 { optimizer.hooks.append(WeightDecay(rate: weightDecay)) }
        return optimizer
    }
}

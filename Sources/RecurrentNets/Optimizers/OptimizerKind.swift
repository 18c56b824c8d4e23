/// The optimisers by name.
public enum OptimizerKind: String, CaseIterable, Sendable {
    /// ``Adam``.
    case adam

    /// An optimiser of the parameters of `model`.
    public func makeOptimizer(_ model: any Layer, learningRate: Double) -> any Optimizer {
        switch self {
        case .adam: Adam(model, learningRate: learningRate)
        }
    }
}

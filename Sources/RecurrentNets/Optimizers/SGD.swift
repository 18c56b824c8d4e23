import CKernels

/// Stochastic gradient descent: w −= α·g.
///
/// Source: DeZero `optimizers.py`, `SGD`.
public final class SGD: Optimizer {
    /// Makes an optimiser of the parameters of `model`.
    public override init(_ model: any Layer, learningRate: Double = 0.01) {
        super.init(model, learningRate: learningRate)
    }

    public override func move(_ w: inout Tensor, by gradient: Tensor, remembering memory: inout [Tensor]) {
        let (type, count) = (w.elementType.kernel, w.count)
        ck_sgd(type, learningRate, gradient.address, w.mutableAddress(), count)
    }
}

/// A part of a model: it has parameters, in an order that never changes.
public protocol Layer: AnyObject {
    /// The parameters that there are so far, in their fixed order.
    ///
    /// A layer with a deferred input size has none before its first call.
    var parameters: [NamedParameter] { get }
}

extension Layer {
    /// Forgets the gradients of all parameters, which would else be added to.
    public func clearGradients() {
        for named in parameters { named.parameter.clearGradient() }
    }

    /// The number of trained numbers.
    public var parameterCount: Int {
        parameters.reduce(0) { $0 + $1.parameter.value.count }
    }
}

/// A layer that is used as a whole: the book's `Model`.
public protocol Model: Layer {
    /// The model's output for a batch of inputs.
    func callAsFunction(_ x: Variable) -> Variable
}

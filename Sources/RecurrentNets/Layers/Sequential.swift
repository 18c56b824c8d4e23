/// Models one after the other: each gets the output of the one before it.
public final class Sequential: Model {
    /// The parts, in their order.
    public let parts: [any Model]

    /// Puts the parts together.
    public init(_ parts: any Model...) {
        self.parts = parts
    }

    public var parameters: [NamedParameter] {
        parts.enumerated().flatMap { $1.parameters.prefixed("\($0)") }
    }

    public func callAsFunction(_ x: Variable) -> Variable {
        parts.reduce(x) { $1($0) }
    }
}

/// A function as a part of a ``Sequential``: `Function(tanh)`.
public final class Function: Model {
    private let function: (Variable) -> Variable

    /// Wraps a function that has no parameters.
    public init(_ function: @escaping (Variable) -> Variable) {
        self.function = function
    }

    public var parameters: [NamedParameter] { [] }

    public func callAsFunction(_ x: Variable) -> Variable { function(x) }
}

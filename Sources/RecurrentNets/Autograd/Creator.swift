/// How gradients pass through an operation: from its result and the result's gradient, the gradient of every input, nil for
/// those that have none.
public typealias GradientRule = (_ y: Variable, _ dy: Variable) -> [Variable?]

/// The operation that made a variable: its name, what it was computed from, and how gradients pass through it.
public struct Creator {
    /// The operation's name.
    public let operation: StaticString
    /// What the operation was applied to.
    public let inputs: [Variable]
    /// From the result and its gradient, the gradient of every input.
    let gradient: GradientRule
}

/// A gradient for an input that may not need it: computed only where it does.
func needed(by input: Variable, _ gradient: @autoclosure () -> Variable) -> Variable? {
    input.requiresGradient ? gradient() : nil
}

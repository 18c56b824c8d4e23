/// The gradients of the sum of `y` with respect to each of `inputs`: ``Variable/backward(retainGradients:createGraph:)``
/// as a function, which leaves every variable's ``Variable/gradient`` as it is.
///
/// - Parameters:
///   - y: The result.
///   - inputs: Variables that it was computed from, leaves or not.
///   - createGraph: Whether the gradients can be differentiated again.
/// - Returns: A gradient for each input, in its shape; zeros where `y` does not depend on it.
public func gradients(
    of y: Variable, withRespectTo inputs: [Variable], createGraph: Bool = false
) -> [Variable] {
    var found: [ObjectIdentifier: Variable] = [:]
    let wanted = Set(inputs.map(ObjectIdentifier.init))
    let start = Variable(Tensor(repeating: 1, shape: y.shape, elementType: y.elementType), requiresGradient: false)
    y.sweep(from: start, createGraph: createGraph) { variable, gradient in
        let identifier = ObjectIdentifier(variable)
        if wanted.contains(identifier) { found[identifier] = gradient }
    }
    return inputs.map { input in
        found[ObjectIdentifier(input)]
            ?? Variable(.zeros(input.shape, elementType: input.elementType), requiresGradient: false)
    }
}

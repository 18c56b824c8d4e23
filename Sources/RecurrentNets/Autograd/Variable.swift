/// A tensor that remembers how it was computed, so that gradients can be computed backwards from it.
///
/// ```swift
/// let x = Variable(Tensor([1, 2, 3]))
/// let y = sum(x * x)
/// y.backward()
/// if let gradient = x.gradient { print(gradient.value) }  // [2.0, 4.0, 6.0]
/// ```
/// Every operation on variables makes a new one that holds its ``creator``: the graph is defined by running it. A variable
/// that was made from a tensor is a leaf.
///
/// A graph belongs to one thread, and a step of a graph is short work: the run-time check for overlapping access, which would
/// be a tenth of it, is left out.
public class Variable {
    /// The numbers.
    @exclusivity(unchecked) public final var value: Tensor
    /// What ``backward(retainGradients:createGraph:)`` found; nil before, and after ``clearGradient()``.
    @exclusivity(unchecked) public final var gradient: Variable?
    /// A name for pictures of the graph.
    @exclusivity(unchecked) public final var name: String?
    /// Whether gradients are computed for it: true for leaves unless said otherwise, and for what depends on such a leaf.
    @exclusivity(unchecked) public final var requiresGradient: Bool
    /// The operation that made it; nil for a leaf.
    public final var creator: Creator? { rule.map { Creator(operation: operation, operands: operands, gradient: $0) } }
    // Apart from each other, since an optional structure of them would be released by a call of the run-time library.
    private(set) final var operation: StaticString = "leaf"
    @exclusivity(unchecked) private(set) final var operands = Operands()
    /// How gradients pass through the operation; nil for a leaf.
    @exclusivity(unchecked) private(set) final var rule: GradientRule?
    /// The longest path from a leaf, in operations: gradients are computed from the highest generation down.
    @exclusivity(unchecked) public private(set) final var generation: Int

    /// The gradient as far as a running sweep has collected it.
    @exclusivity(unchecked) final var pendingGradient: Variable?

    /// Makes a leaf.
    ///
    /// - Parameters:
    ///   - value: The numbers.
    ///   - requiresGradient: Whether gradients are computed for it: not needed for data.
    ///   - name: A name for pictures of the graph.
    public init(_ value: Tensor, requiresGradient: Bool = true, name: String? = nil) {
        self.value = value
        self.requiresGradient = requiresGradient
        self.name = name
        generation = 0
    }

    /// Makes a leaf of a single number.
    public convenience init(_ scalar: Double, elementType: ElementType = .float32) {
        self.init(Tensor(scalar, elementType: elementType))
    }

    /// Makes the result of an operation.
    ///
    /// - Parameters:
    ///   - value: What the operation computed.
    ///   - operation: The operation's name.
    ///   - inputs: What it was computed from.
    ///   - gradient: The rule. It gets the result and the result's gradient, and gives the gradient of every input in
    ///     the input's shape, or nil for an input that has none. Written in operations on variables, it can be
    ///     differentiated again. It may hold the inputs; the result is handed in, so that nothing holds itself alive.
    public convenience init(
        _ value: Tensor, by operation: StaticString, of inputs: Variable...,
        gradient: @autoclosure () -> GradientRule
    ) {
        self.init(value, by: operation, of: inputs, gradient: gradient())
    }

    /// Makes the result of an operation on any number of inputs.
    public convenience init(
        _ value: Tensor, by operation: StaticString, of inputs: [Variable], gradient: @autoclosure () -> GradientRule
    ) {
        self.init(value, requiresGradient: inputs.contains { $0.requiresGradient } && GradientRecording.isOn)
        if requiresGradient {
            let generation = inputs.reduce(0) { max($0, $1.generation) } + 1
            record(operation, Operands(inputs), gradient(), generation: generation)
        }
    }

    /// Makes the result of an operation on one input: as above, but nothing is allocated for a rule that is not recorded.
    @inline(__always)
    convenience init(
        _ value: Tensor, by operation: StaticString, of x: Variable, gradient: @autoclosure () -> GradientRule
    ) {
        self.init(value, requiresGradient: x.requiresGradient && GradientRecording.isOn)
        if requiresGradient {
            record(operation, Operands(x), gradient(), generation: x.generation + 1)
        }
    }

    /// Makes the result of an operation on two inputs: as above, but nothing is allocated for a rule that is not recorded.
    @inline(__always)
    convenience init(
        _ value: Tensor, by operation: StaticString, of a: Variable, _ b: Variable,
        gradient: @autoclosure () -> GradientRule
    ) {
        self.init(value, requiresGradient: (a.requiresGradient || b.requiresGradient) && GradientRecording.isOn)
        if requiresGradient {
            record(operation, Operands(a, b), gradient(), generation: max(a.generation, b.generation) + 1)
        }
    }

    /// Makes the result of an operation on three inputs: as above, but nothing is allocated for a rule that is not recorded.
    @inline(__always)
    convenience init(
        _ value: Tensor, by operation: StaticString, of a: Variable, _ b: Variable, _ c: Variable,
        gradient: @autoclosure () -> GradientRule
    ) {
        let isNeeded = a.requiresGradient || b.requiresGradient || c.requiresGradient
        self.init(value, requiresGradient: isNeeded && GradientRecording.isOn)
        if requiresGradient {
            record(
                operation, Operands(a, b, c), gradient(), generation: max(a.generation, b.generation, c.generation) + 1)
        }
    }

    private func record(
        _ operation: StaticString, _ operands: consuming Operands, _ rule: consuming @escaping GradientRule,
        generation: Int
    ) {
        self.operation = operation
        self.operands = operands
        self.rule = rule
        self.generation = generation
    }

    /// Releases the graph behind it in a loop: a release in a recursion would overflow the stack on a long sequence.
    deinit {
        guard rule != nil || gradient != nil else { return }
        var released = VariableChain()
        giveUpReferences(to: &released)
        while let variable = released.pop() { variable.giveUpReferences(to: &released) }
    }

    /// Gives up what it holds of the graph; what nobody else holds is left to be released from the chain.
    private func giveUpReferences(to chain: inout VariableChain) {
        var operands = cut()
        while let operand = operands.pop() { chain.push(ifUnique: operand) }
        if let gradient = exchange(&gradient, with: nil) { chain.push(ifUnique: gradient) }
    }

    /// Becomes a leaf, and says what it was computed from; the rule, which may hold that too, is gone when it returns.
    private func cut() -> Operands {
        generation = 0
        rule = nil
        return exchange(&operands, with: Operands())
    }

    /// The size along each axis.
    public final var shape: [Int] { value.shape }

    /// The type of the elements.
    public final var elementType: ElementType { value.elementType }

    /// Forgets the gradient, which would else be added to by the next ``backward(retainGradients:createGraph:)``.
    public final func clearGradient() {
        gradient = nil
    }

    /// Cuts the variable off from its creator: it becomes a leaf, and gradients go no further.
    public final func unchain() {
        _ = cut()
    }

    /// Cuts off every variable behind this one.
    ///
    /// This is the truncation in truncated backpropagation through time: after a window's gradients are computed, the
    /// graph behind its loss is let go, while the hidden state that it led to stays as a number.
    public final func unchainBackward() {
        var waiting = VariableChain()
        var operands = operands
        while true {
            while let operand = operands.pop() {
                // Of what waits the generation is 0 already: it is met once for each result of it.
                guard operand.rule != nil && operand.generation > 0 else { continue }
                operand.generation = 0
                waiting.push(operand)
            }
            guard let next = waiting.pop() else { return }
            operands = next.cut()
        }
    }
}

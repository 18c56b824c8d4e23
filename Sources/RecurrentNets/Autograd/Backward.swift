extension Variable {
    /// Computes the gradient of this variable with respect to every leaf that it depends on, and adds it to theirs.
    ///
    /// Starts from ``gradient`` where it is set, else from ones. Walks the graph from the highest generation down, so
    /// that a variable's gradient is complete before it is passed on.
    ///
    /// - Parameters:
    ///   - retainGradients: Whether variables between the leaves and this one keep their gradients too.
    ///   - createGraph: Whether the gradients can be differentiated again. They then hold the graph that they came
    ///     from, which is let go only when they are cleared.
    public final func backward(retainGradients: Bool = false, createGraph: Bool = false) {
        let start = gradient ?? Variable(Tensor(repeating: 1, shape: shape, elementType: elementType))
        gradient = nil
        sweep(from: start, createGraph: createGraph) { variable, gradient in
            guard retainGradients || variable.rule == nil else { return }
            variable.gradient = variable.gradient.map { $0 + gradient } ?? gradient
        }
    }

    /// The walk behind every form of differentiation.
    ///
    /// `deposit` is called once for every variable that the gradient reaches, when its gradient is complete. It goes no
    /// further than the variables in `ends`.
    func sweep(
        from start: Variable, createGraph: Bool, stoppingAt ends: Set<ObjectIdentifier> = [],
        deposit: (Variable, Variable) -> Void
    ) {
        precondition(
            start.shape == shape, "backward: the gradient has the shape \(start.shape); the variable has \(shape)")
        GradientRecording.$isOn.withValue(createGraph) {
            var queue = GenerationQueue()
            pendingGradient = start
            queue.push(self)
            while let variable = queue.popNewest() {
                guard let gradient = exchange(&variable.pendingGradient, with: nil) else { continue }
                deposit(variable, gradient)
                guard let rule = variable.rule,
                    ends.isEmpty || !ends.contains(ObjectIdentifier(variable))
                else { continue }
                variable.pass(rule(variable, gradient), to: &queue, createGraph: createGraph)
            }
        }
    }

    /// Hands every input that needs one its gradient.
    private func pass(_ gradients: consuming [Variable?], to queue: inout GenerationQueue, createGraph: Bool) {
        precondition(
            gradients.count == operands.count,
            "\(operation): \(gradients.count) gradients for \(operands.count) inputs")
        for index in gradients.indices {
            // Taken out of the array, since each count of a reference is an atomic instruction.
            guard let gradient = exchange(&gradients[index], with: nil),
                let input = operands[index], input.requiresGradient
            else { continue }
            precondition(
                gradient.shape == input.shape,
                "\(operation): a gradient of shape \(gradient.shape) for an input of \(input.shape)")
            if input.pendingGradient == nil {
                queue.push(input)
                input.pendingGradient = gradient
            } else {
                input.collect(gradient, createGraph: createGraph)
            }
        }
    }

    /// Adds to the pending gradient: in place where nobody else sees it and no graph is wanted.
    private func collect(_ gradient: Variable, createGraph: Bool) {
        if !createGraph && isKnownUniquelyReferenced(&pendingGradient) {
            pendingGradient?.value.add(gradient.value)
        } else {
            pendingGradient = pendingGradient.map { $0 + gradient } ?? gradient
        }
    }

    /// Adds the outer product of `a` and `b` to the pending gradient, in one pass over its memory, where ``collect`` would add in
    /// place too; false where nothing is pending that could be added to.
    final func collectsOuterProduct(_ a: Variable, _ b: Variable) -> Bool {
        guard !GradientRecording.isOn && isKnownUniquelyReferenced(&pendingGradient) else { return false }
        pendingGradient?.value.addOuterProduct(a.value, b.value)
        return true
    }
}

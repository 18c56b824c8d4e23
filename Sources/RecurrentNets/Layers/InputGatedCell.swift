/// A cell whose gates see the input alone, so that its state is a linear recurrence: h′ = kept ⊙ h + added.
///
/// A window is one scan in place of a loop. Source: L. Feng et al., “Were RNNs All We Needed?”, 2024.
public protocol InputGatedCell: RecurrentCell where State == Variable {
    /// What is kept of the state, and what is added to it, of shape `[…, hiddenSize]` for inputs `[…, inputSize]`.
    func parts(_ x: Variable) -> (kept: Variable, added: Variable)
}

extension InputGatedCell {
    public func step(_ x: Variable, _ h: Variable) -> Variable {
        let (kept, added) = parts(x)
        return kept * h + added
    }

    /// A window in one scan (``linearScan(_:_:from:)``), which agrees with the loop over ``step(_:_:)``.
    public func unroll(_ xs: Variable, from h: Variable) -> (outputs: Variable, state: Variable) {
        let (kept, added) = parts(xs)
        let outputs = linearScan(kept, added, from: h)
        return (outputs, outputs[xs.shape[0] - 1])
    }
}

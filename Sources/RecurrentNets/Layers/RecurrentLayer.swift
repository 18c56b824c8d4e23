/// A layer that remembers: each call continues from where the last one ended, until the state is reset.
public protocol RecurrentLayer: Layer {
    /// The number of outputs.
    var hiddenSize: Int { get }

    /// Forgets what was seen: the next call starts from zeros.
    func resetState()

    /// Keeps the state as numbers and cuts it off from the graph that it came from.
    func detachState()

    /// What is remembered, each tensor `[batch, hiddenSize]`; empty after ``resetState()``.
    var state: [Tensor] { get }

    /// Remembers `tensors` as ``state`` gave them.
    func restoreState(_ tensors: [Tensor])

    /// The output `[batch, hiddenSize]` after one more step `x` `[batch, inputSize]`.
    func callAsFunction(_ x: Variable) -> Variable

    /// The outputs `[time, batch, hiddenSize]` after each of several more steps `xs` `[time, batch, inputSize]`.
    func window(_ xs: Variable) -> Variable

    /// The output `[batch, hiddenSize]` after one more step `x` from `state`, as numbers and without a graph: for forecasts.
    ///
    /// - Parameters:
    ///   - x: The input, `[batch, inputSize]`.
    ///   - state: What is remembered, empty at first; replaced by what follows. The layer's own state stays as it is.
    /// - Returns: The output.
    func advance(_ x: Tensor, _ state: inout [Tensor]) -> Tensor
}

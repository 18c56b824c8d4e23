/// Two recurrent layers that read a sequence from both ends, for encoding one that is known whole.
///
/// Shapes: xs `[time, batch, inputSize]`; result `[time, batch, 2·hiddenSize]`, of each step what the forward layer made of
/// the steps up to it and the backward layer of those from it on.
/// Source: M. Schuster and K. Paliwal, “Bidirectional Recurrent Neural Networks”, 1997.
public final class Bidirectional: Layer {
    /// The layer that reads from the first step on.
    public let forward: any RecurrentLayer
    /// The layer that reads from the last step back.
    public let backward: any RecurrentLayer

    /// Puts the two layers together.
    public init(forward: any RecurrentLayer, backward: any RecurrentLayer) {
        self.forward = forward
        self.backward = backward
    }

    public var parameters: [NamedParameter] {
        forward.parameters.prefixed("forward") + backward.parameters.prefixed("backward")
    }

    /// The codes of a whole sequence, which starts from zero states.
    public func callAsFunction(_ xs: Variable) -> Variable {
        forward.resetState()
        backward.resetState()
        let last = xs.shape[0] - 1
        let reversed = stack((0...last).map { xs[last - $0] })
        let codes = backward.window(reversed)
        return concatenate([forward.window(xs), stack((0...last).map { codes[last - $0] })], axis: 2)
    }
}

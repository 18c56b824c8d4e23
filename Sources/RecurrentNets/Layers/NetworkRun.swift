/// A network that reads a sequence step by step, as numbers and without a graph: what forecasts are made with.
///
/// It has a state of its own; the network's stays as it is, and dropout is not applied.
public struct NetworkRun {
    private let network: RecurrentNetwork
    private var states: [[Tensor]]
    /// The last output: its memory is used again when the caller has let it go.
    private var output = Tensor(0)

    /// Starts before anything was seen.
    public init(_ network: RecurrentNetwork) {
        self.network = network
        states = network.layers.map { _ in [] }
    }

    /// The output `[batch, outputs]` after one more step `x` `[batch, inputs]`.
    public mutating func next(_ x: Tensor) -> Tensor {
        var hidden = x
        for (index, layer) in network.layers.enumerated() {
            hidden = layer.advance(hidden, &states[index])
        }
        network.fc.write(hidden, to: &output)
        return output
    }
}

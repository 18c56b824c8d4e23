/// A network that reads a sequence step by step, as numbers and without a graph: what forecasts are made with.
///
/// It has a state of its own; the network's stays as it is, and dropout is not applied.
public struct NetworkRun {
    private let network: RecurrentNetwork
    private var states: [[Tensor]]

    /// Starts before anything was seen.
    public init(_ network: RecurrentNetwork) {
        self.network = network
        states = network.layers.map { _ in [] }
    }

    /// The output `[batch, outputs]` after one more step `x` `[batch, inputs]`.
    public mutating func next(_ x: Tensor) -> Tensor {
        var output = x
        for (index, layer) in network.layers.enumerated() {
            output = layer.advance(output, &states[index])
        }
        return network.fc.output(of: output)
    }
}

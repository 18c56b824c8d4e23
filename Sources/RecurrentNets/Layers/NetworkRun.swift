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

    /// The outputs `[steps, outputs]` of one sequence after each of several more steps `xs` `[steps, inputs]`.
    public mutating func outputs(of xs: Tensor) -> Tensor {
        let steps = (0..<xs.shape[0]).map { next(xs.steps($0..<($0 + 1))) }
        return Tensor.concatenate(steps, axis: 0)
    }

    /// The same run as `count` of them side by side, all at the same place: for forecasts that part from here.
    public func repeated(_ count: Int) -> NetworkRun {
        var run = self
        run.states = states.map { parts in
            parts.map { part in Tensor.concatenate(Array(repeating: part, count: count), axis: 0) }
        }
        return run
    }
}

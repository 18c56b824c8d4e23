/// Where training takes its windows from: an epoch of steps, cut into windows that are asked for in their order.
public protocol WindowSource {
    /// The number of steps of an epoch.
    var stepCount: Int { get }
    /// Whether the network's state goes on from window to window; if not, each begins at zero.
    var keepsState: Bool { get }
    /// The inputs `[time, batch, inputs]` and the targets `[time, batch, targets]` at these steps of the epoch.
    func window(_ steps: Range<Int>) -> (inputs: Tensor, targets: Tensor)
}

extension WindowSource {
    /// The number of windows of `length` steps, the last of which may be shorter.
    public func windowCount(of length: Int) -> Int { (stepCount - 1) / length + 1 }
}

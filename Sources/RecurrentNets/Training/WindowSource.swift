/// Where training takes its windows from: an epoch of steps, cut into windows that are asked for in their order.
public protocol WindowSource {
    /// The number of steps of an epoch.
    var stepCount: Int { get }
    /// Whether the network's state goes on from window to window; if not, each begins at zero.
    var keepsState: Bool { get }
    /// The part of the targets that are there: the others are NaN, and a loss is to pass over them.
    var presentPart: Double { get }
    /// The inputs `[time, batch, inputs]` and the targets `[time, batch, targets]` at these steps of the epoch.
    func window(_ steps: Range<Int>) -> (inputs: Tensor, targets: Tensor)
}

extension Tensor {
    /// The part of the scalars that are not NaN.
    var presentPart: Double {
        isFinite ? 1 : Double(scalars.count { !$0.isNaN }) / Double(scalars.count)
    }
}

extension WindowSource {
    public var presentPart: Double { 1 }

    /// The number of windows of `length` steps, the last of which may be shorter.
    public func windowCount(of length: Int) -> Int { (stepCount - 1) / length + 1 }
}

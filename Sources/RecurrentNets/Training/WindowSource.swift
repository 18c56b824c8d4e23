/// Where training takes its windows from: an epoch of steps, cut into windows that are asked for in their order.
public protocol WindowSource: TrainingSource {
    /// The inputs `[time, batch, inputs]` and the targets `[time, batch, targets]` at these steps of the epoch.
    func window(_ steps: Range<Int>) -> (inputs: Tensor, targets: Tensor)
}

extension Tensor {
    /// The part of the scalars that are not NaN.
    var presentPart: Double {
        isFinite ? 1 : Double(scalars.count { !$0.isNaN }) / Double(scalars.count)
    }
}

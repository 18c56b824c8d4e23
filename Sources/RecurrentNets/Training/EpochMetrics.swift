/// What is written down of an epoch.
public struct EpochMetrics: Equatable, Sendable {
    /// The sum of the windows' losses over the number of steps.
    public let loss: Double
    /// The learning rate at the end of the epoch.
    public let learningRate: Double

    /// Puts the two down.
    public init(loss: Double, learningRate: Double) {
        self.loss = loss
        self.learningRate = learningRate
    }
}

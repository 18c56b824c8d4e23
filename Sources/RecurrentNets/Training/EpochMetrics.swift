/// What is written down of an epoch.
public struct EpochMetrics: Equatable, Sendable {
    /// The sum of the windows' losses over the number of steps.
    public let loss: Double
    /// The learning rate at the end of the epoch.
    public let learningRate: Double
    /// The loss on what was kept from training; nil where nothing was.
    public let validationLoss: Double?

    /// Puts them down.
    public init(loss: Double, learningRate: Double, validationLoss: Double? = nil) {
        self.loss = loss
        self.learningRate = learningRate
        self.validationLoss = validationLoss
    }

    /// The loss that decides how training goes on: that of the validation, where there is one.
    public var decisiveLoss: Double { validationLoss ?? loss }
}

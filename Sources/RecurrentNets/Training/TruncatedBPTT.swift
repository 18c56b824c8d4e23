/// Truncated backpropagation through time: the network reads streams in windows, and each window ends in an update.
///
/// Gradients go back to the start of the window and no further; the state goes on from window to window and is zero at the
/// start of an epoch. The last window of an epoch may be shorter; it is trained too.
public final class TruncatedBPTT {
    /// The network that is trained.
    public let network: RecurrentNetwork
    /// What changes its parameters.
    public let optimizer: Optimizer
    /// What it is trained on.
    public let streams: Streams
    /// The number of steps that gradients go back, the book's `bptt_length`.
    public let windowLength: Int
    /// How the optimiser's learning rate changes.
    public let schedule: any LearningRateSchedule
    /// What is written down of each epoch that is done.
    public private(set) var history: [EpochMetrics] = []
    /// The step that the next window starts at; 0 at the start of an epoch.
    public private(set) var position = 0
    /// The sum of the losses of the epoch's windows so far.
    public private(set) var lossSum = 0.0

    private let learningRate: Double
    /// The losses in the history.
    private var losses: [Double] = []

    /// Prepares training from the start.
    public init(
        network: RecurrentNetwork, optimizer: Optimizer, streams: Streams, windowLength: Int,
        schedule: any LearningRateSchedule = ConstantRate()
    ) {
        self.network = network
        self.optimizer = optimizer
        self.streams = streams
        self.windowLength = windowLength
        self.schedule = schedule
        learningRate = optimizer.learningRate
    }

    /// Goes on from where an earlier training stopped.
    ///
    /// - Parameters:
    ///   - history: What was written down of each epoch that was done.
    ///   - position: The step that the next window starts at.
    ///   - lossSum: The sum of the losses of the windows before it.
    ///   - state: What the network remembers there.
    public func resume(history: [EpochMetrics], position: Int, lossSum: Double, state: [[Tensor]]) {
        precondition(position < streams.stepCount, "resume: there is no step \(position) of \(streams.stepCount)")
        self.history = history
        losses = history.map(\.loss)
        self.position = position
        self.lossSum = lossSum
        network.restoreState(state)
    }

    /// Trains on the next window.
    ///
    /// - Returns: The epoch's loss where the window was its last: the sum of the windows' losses over the number of steps.
    public func trainWindow() -> Double? {
        let end = min(position + windowLength, streams.stepCount)
        if position == 0 {
            network.resetState()
            lossSum = 0
        }
        let loss = windowLoss(position..<end)
        network.clearGradients()
        loss.backward()
        network.detachState()
        optimizer.learningRate = learningRate * schedule.factor(at: optimizer.stepCount, losses: losses)
        optimizer.update()
        lossSum += loss.value.scalar
        position = end
        guard position == streams.stepCount else { return nil }
        position = 0
        let epochLoss = lossSum / Double(streams.stepCount)
        losses.append(epochLoss)
        history.append(EpochMetrics(loss: epochLoss, learningRate: optimizer.learningRate))
        return epochLoss
    }

    /// The sum over the steps of a window of the mean squared error.
    ///
    /// Gradients go back to the window's first step.
    public func windowLoss(_ steps: Range<Int>) -> Variable {
        func window(_ tensor: Tensor) -> Variable {
            .constant(tensor.steps(steps))
        }
        let y = network.window(window(streams.inputs))
        let t = window(streams.targets)
        let samples = [y.shape[0] * y.shape[1], y.shape[2]]
        return meanSquaredError(y.reshaped(samples), t.reshaped(samples)) * Double(steps.count)
    }
}

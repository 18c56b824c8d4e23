/// Truncated backpropagation through time: the network reads sequences in windows, and each window ends in an update.
///
/// Gradients go back to the start of the window and no further; with ``Streams`` the state goes on from window to window and
/// is zero at the start of an epoch. The last window of an epoch may be shorter; it is trained too.
public final class TruncatedBPTT {
    /// The network that is trained.
    public let network: any TrainedNetwork
    /// What changes its parameters.
    public let optimizer: Optimizer
    /// What it is trained on.
    public let source: any TrainingSource
    /// The number of steps that gradients go back, the book's `bptt_length`.
    public let windowLength: Int
    /// How the optimiser's learning rate changes.
    public let schedule: any LearningRateSchedule
    /// What is written down of each epoch that is done.
    public private(set) var history: [EpochMetrics] = []
    /// The step that the next window starts at; 0 at the start of an epoch.
    @exclusivity(unchecked) public private(set) var position = 0
    /// The sum of the losses of the epoch's windows so far.
    @exclusivity(unchecked) public private(set) var lossSum = 0.0

    private let learningRate: Double
    private let lossOfWindow: (_ steps: Range<Int>, _ isGraphWanted: Bool) -> WindowLoss
    private let validate: (() -> Double)?
    /// The losses in the history that the schedule looks at.
    @exclusivity(unchecked) private var losses: [Double] = []

    /// Prepares training from the start.
    ///
    /// - Parameters:
    ///   - network: The network that is trained.
    ///   - optimizer: What changes its parameters.
    ///   - source: What it is trained on.
    ///   - windowLength: The steps of a window.
    ///   - schedule: How the learning rate changes.
    ///   - loss: Of outputs `[samples, …]` and targets `[samples, …]`, averaged over the samples.
    ///   - validate: The loss on what is kept from training, asked for at the end of each epoch; nil where nothing is.
    public convenience init(
        network: RecurrentNetwork, optimizer: Optimizer, streams source: any WindowSource, windowLength: Int,
        schedule: any LearningRateSchedule = ConstantRate(),
        loss: @escaping (_ y: Variable, _ t: Variable) -> Variable = meanSquaredError, validate: (() -> Double)? = nil
    ) {
        let plans = WindowPlans(of: network, steps: min(windowLength, source.stepCount))
        self.init(
            network: network, optimizer: optimizer, source: source, windowLength: windowLength, schedule: schedule,
            lossOfWindow: { steps, isGraphWanted in
                let (inputs, targets) = source.window(steps)
                let plan = isGraphWanted ? nil : plans.plan(for: inputs)
                let y = plan?.samples(inputs) ?? network.samples(.constant(inputs))
                return WindowLoss(mean: loss(y, .constant(targets.rows)), steps: Double(steps.count), plan: plan)
            }, validate: validate)
    }

    /// Prepares training of a network that reads its source in a way of its own.
    ///
    /// - Parameters:
    ///   - network: The network that is trained.
    ///   - optimizer: What changes its parameters.
    ///   - source: What it is trained on.
    ///   - windowLength: The steps of a window.
    ///   - schedule: How the learning rate changes.
    ///   - windowLoss: The sum over the steps of a window of the loss, which is averaged over the batch.
    ///   - validate: The loss on what is kept from training, asked for at the end of each epoch; nil where nothing is.
    public convenience init(
        network: any TrainedNetwork, optimizer: Optimizer, source: any TrainingSource, windowLength: Int,
        schedule: any LearningRateSchedule = ConstantRate(), windowLoss: @escaping (Range<Int>) -> Variable,
        validate: (() -> Double)? = nil
    ) {
        self.init(
            network: network, optimizer: optimizer, source: source, windowLength: windowLength, schedule: schedule,
            lossOfWindow: { steps, _ in WindowLoss(mean: windowLoss(steps), steps: 1, plan: nil) }, validate: validate)
    }

    private init(
        network: any TrainedNetwork, optimizer: Optimizer, source: any TrainingSource, windowLength: Int,
        schedule: any LearningRateSchedule,
        lossOfWindow: @escaping (_ steps: Range<Int>, _ isGraphWanted: Bool) -> WindowLoss,
        validate: (() -> Double)?
    ) {
        self.network = network
        self.optimizer = optimizer
        self.source = source
        self.windowLength = windowLength
        self.schedule = schedule
        self.lossOfWindow = lossOfWindow
        self.validate = validate
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
        precondition(position < source.stepCount, "resume: there is no step \(position) of \(source.stepCount)")
        self.history = history
        losses = history.map(\.decisiveLoss)
        self.position = position
        self.lossSum = lossSum
        network.restoreState(state)
    }

    /// Trains on the next window.
    ///
    /// - Returns: The epoch's loss where the window was its last: the sum of the windows' losses over the number of steps, as far
    ///   as their targets are there.
    public func trainWindow() -> Double? {
        let end = min(position + windowLength, source.stepCount)
        if position == 0 { lossSum = 0 }
        if position == 0 || !source.keepsState { network.resetState() }
        let loss = lossOfWindow(position..<end, false)
        network.clearGradients()
        loss.backward()
        network.detachState()
        optimizer.learningRate = learningRate * schedule.factor(at: optimizer.stepCount, losses: losses)
        optimizer.update()
        lossSum += loss.scalar
        position = end
        guard position == source.stepCount else { return nil }
        position = 0
        let epoch = EpochMetrics(
            loss: lossSum / (Double(source.stepCount) * source.presentPart), learningRate: optimizer.learningRate,
            validationLoss: validate?())
        losses.append(epoch.decisiveLoss)
        history.append(epoch)
        return epoch.loss
    }

    /// The sum over the steps of a window of the loss, which is averaged over the batch.
    ///
    /// Gradients go back to the window's first step.
    public func windowLoss(_ steps: Range<Int>) -> Variable { lossOfWindow(steps, true).sum }
}

/// The loss of a window: its mean over the steps, and how many times that is to be counted.
///
/// The product is no operation of the graph, but where the gradient begins.
private struct WindowLoss {
    let mean: Variable
    let steps: Double
    /// What the graph of the mean stands on, where that is no graph.
    let plan: WindowPlan?

    /// The loss as an operation of the graph.
    var sum: Variable { steps == 1 ? mean : mean * steps }

    /// The same as a number, rounded as the operation rounds it.
    var scalar: Double { (mean.value * Tensor(steps, elementType: mean.elementType)).scalar }

    func backward() {
        mean.gradient = .constant(Tensor(repeating: steps, shape: mean.shape, elementType: mean.elementType))
        mean.backward()
        plan?.backward()
    }
}

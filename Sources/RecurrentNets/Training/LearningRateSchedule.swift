import CFunctions

/// How the learning rate changes in the course of training: a function of what is done so far, without a state.
public protocol LearningRateSchedule: Sendable {
    /// What the learning rate is multiplied by.
    ///
    /// - Parameters:
    ///   - step: The number of updates made before.
    ///   - losses: The losses of the epochs that are done.
    /// - Returns: The factor.
    func factor(at step: Int, losses: [Double]) -> Double
}

/// The learning rate stays as it is.
public struct ConstantRate: LearningRateSchedule {
    /// Makes the schedule.
    public init() {}

    public func factor(at step: Int, losses: [Double]) -> Double { 1 }
}

/// The learning rate is multiplied by a decay after every so many updates: decay^⌊step ∕ length⌋.
public struct StepDecay: LearningRateSchedule {
    private let length: Int
    private let decay: Double

    /// Multiplies by `decay` after every `length` updates.
    public init(every length: Int, by decay: Double) {
        self.length = length
        self.decay = decay
    }

    public func factor(at step: Int, losses: [Double]) -> Double { cf_pow(decay, Double(step / length)) }
}

/// The learning rate falls by the same part at each update: decay^(step ∕ length).
public struct ExponentialDecay: LearningRateSchedule {
    private let length: Int
    private let decay: Double

    /// Falls to `decay` within `length` updates, and so on.
    public init(every length: Int, by decay: Double) {
        self.length = length
        self.decay = decay
    }

    public func factor(at step: Int, losses: [Double]) -> Double { cf_pow(decay, Double(step) / Double(length)) }
}

/// The learning rate falls to zero along half a cosine: (1 + cos(π·step ∕ length)) ∕ 2.
///
/// Source: I. Loshchilov and F. Hutter, “SGDR”, 2017, without restarts.
public struct CosineDecay: LearningRateSchedule {
    private let length: Int

    /// Falls to zero over `length` updates, and stays there.
    public init(over length: Int) {
        self.length = length
    }

    public func factor(at step: Int, losses: [Double]) -> Double {
        step >= length ? 0 : (1 + cf_cos(.pi * Double(step) / Double(length))) / 2
    }
}

/// The learning rate is multiplied by a decay when the loss has not fallen for a number of epochs.
///
/// A loss has fallen when it is below the best one by more than one part in ten thousand, as in PyTorch.
public struct ReduceOnPlateau: LearningRateSchedule {
    private static let threshold = 1e-4
    private let patience: Int
    private let decay: Double

    /// Multiplies by `decay` after more than `patience` epochs without a better loss.
    public init(patience: Int, by decay: Double) {
        self.patience = patience
        self.decay = decay
    }

    public func factor(at step: Int, losses: [Double]) -> Double {
        var (factor, best, waited) = (1.0, Double.infinity, 0)
        for loss in losses {
            if loss < best * (1 - Self.threshold) {
                (best, waited) = (loss, 0)
            } else {
                waited += 1
            }
            if waited > patience {
                factor *= decay
                waited = 0
            }
        }
        return factor
    }
}

/// The learning rate rises evenly over the first updates, and then follows another schedule.
public struct Warmup: LearningRateSchedule {
    private let length: Int
    private let next: any LearningRateSchedule

    /// Rises over the first `length` updates: at the first, to one part in `length`.
    public init(over length: Int, then next: any LearningRateSchedule = ConstantRate()) {
        self.length = length
        self.next = next
    }

    public func factor(at step: Int, losses: [Double]) -> Double {
        let rise = step < length ? Double(step + 1) / Double(length) : 1
        return rise * next.factor(at: step, losses: losses)
    }
}

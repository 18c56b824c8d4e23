/// The learning rate stays as it is, and in the end falls to zero: by 1 − √part.
///
/// Until the fall begins, how long training is to last makes no difference: a run can be lengthened or shortened up to there.
/// Source: A. Hägele et al., “Scaling Laws and Compute-Optimal Training Beyond Fixed Training Durations”, 2024.
public struct LateCooldown: LearningRateSchedule {
    private let start: Int
    private let length: Int

    /// Falls over `length` updates from the update `start` on, and stays at zero.
    public init(from start: Int, over length: Int) {
        (self.start, self.length) = (start, length)
    }

    public func factor(at step: Int, losses: [Double]) -> Double {
        guard step > start else { return 1 }
        return step >= start + length ? 0 : 1 - (Double(step - start) / Double(length)).squareRoot()
    }
}

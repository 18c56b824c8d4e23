import RecurrentNets

/// The schedules of the learning rate by name.
package enum ScheduleKind: String, CaseIterable, Sendable {
    case constant
    case step
    case exponential
    case cosine
    case plateau
}

extension TrainSettings {
    /// The schedule that was asked for, after its warm-up.
    func makeSchedule(stepsPerEpoch: Int) -> any LearningRateSchedule {
        let (length, overflow) = scheduleEpochs.multipliedReportingOverflow(by: stepsPerEpoch)
        let steps = overflow ? Int.max : length
        let (total, tooMany) = epochs.multipliedReportingOverflow(by: stepsPerEpoch)
        let next: any LearningRateSchedule =
            switch schedule {
            case .constant: ConstantRate()
            case .step: StepDecay(every: steps, by: scheduleFactor)
            case .exponential: ExponentialDecay(every: steps, by: scheduleFactor)
            case .cosine: CosineDecay(over: tooMany ? Int.max : total)
            case .plateau: ReduceOnPlateau(patience: scheduleEpochs, by: scheduleFactor)
            }
        return warmupSteps > 0 ? Warmup(over: warmupSteps, then: next) : next
    }
}

/// What made-up series are made of, under the names that `generate --family` takes.
package enum PriorFamily: String, CaseIterable, Sendable {
    /// A mixture of all the others, as networks are trained on in advance.
    case prior
    /// ``PriorLevel``: where a series stands and where it goes.
    case level
    /// ``PriorSeason``: what comes again after a fixed time.
    case season
    /// ``PriorCycle``: waves of no fixed length.
    case cycle
    /// ``PriorAutoregression``: sums of the values before.
    case autoregression
    /// ``PriorSmoothing``: what exponential smoothing would be right about.
    case smoothing
    /// ``PriorKernel``: draws from Gaussian processes.
    case kernel
    /// ``PriorRegimes``: one behaviour after another.
    case regime
    /// ``PriorDemand``: mostly nothing, now and then something.
    case intermittent
    /// ``PriorDemand``: whole numbers around a mean that moves.
    case count
    /// ``PriorNoise``: what follows from nothing.
    case noise
    /// Noise with values that lie far off; see ``PriorFaults``.
    case outliers
    /// A season with values that are missing; see ``PriorFaults``.
    case gaps
}

/// What a network is trained to say, under the name of the option: a value, a distribution, or quantiles.
package enum LossKind: String, CaseIterable, Sendable {
    /// The mean: squared errors.
    case mse
    /// The median: absolute errors.
    case mae
    /// Between the two, so that outliers weigh less: the Huber loss.
    case huber
    /// The mean and the deviation of a normal distribution.
    case gaussian
    /// The place, the width and the degrees of freedom of Student's t distribution, whose tails are as heavy as the data say.
    case student = "student-t"
    /// The mean and the dispersion of a negative binomial distribution: of counts, with whole numbers for quantiles.
    case negativeBinomial = "negative-binomial"
    /// Quantiles.
    case quantile
}

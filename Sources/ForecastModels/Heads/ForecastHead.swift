import RecurrentNets

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How a network's outputs are meant, and the loss that teaches it to.
///
/// With n numbers to forecast at once the outputs are, for a loss of values, these numbers; for `gaussian` n means and then n
/// numbers s of which the variance is softplus(s)² + 10⁻⁶; for `student-t` n places, then n numbers s of which the widths are
/// the roots of softplus(s)² + 10⁻⁶, then n numbers d of which the degrees of freedom are 2 + softplus(d); for `negative-binomial`
/// n numbers m of which the means are softplus(m) + 10⁻⁶, then n numbers s of which the dispersions are softplus(s) + 10⁻³; for
/// `quantile` the quantiles of the first number, of the next, and so on.
package struct ForecastHead: Equatable, Sendable {
    package let loss: LossKind
    /// Ascending, 0.5 among them; empty with another loss.
    package let quantiles: [Double]

    package static let plain = ForecastHead(loss: .mse, quantiles: [])

    /// So that no variance is 0.
    private static let leastVariance = 1e-6
    /// So that Student's distribution has a variance.
    private static let leastDegrees = 2.0
    /// So that counts can come.
    private static let leastMean = 1e-6
    /// Nearly Poisson's distribution; logarithms of the gamma function stay exact enough.
    private static let leastDispersion = 1e-3

    package init(loss: LossKind, quantiles: [Double]) {
        (self.loss, self.quantiles) = (loss, quantiles)
    }

    /// In what form a network with this head says how sure it is.
    package var says: SaidKind {
        switch loss {
        case .mse, .mae, .huber: .value
        case .gaussian, .student, .negativeBinomial: .distribution
        case .quantile: .quantiles(quantiles)
        }
    }

    /// How outputs stand: groups of all numbers one after another, in each of which so many stand side by side for a number.
    package var form: (groups: Int, side: Int) {
        switch loss {
        case .mse, .mae, .huber: (1, 1)
        case .gaussian, .negativeBinomial: (2, 1)
        case .student: (3, 1)
        case .quantile: (1, quantiles.count)
        }
    }

    /// The outputs for so many numbers to forecast.
    package func outputSize(for count: Int) -> Int { form.groups * form.side * count }

    /// How many of so many outputs, from the first on, are the number that is forecast, or quantiles of it; 0 where it is made of
    /// one in another way.
    package func placeCount(of outputs: Int) -> Int {
        switch loss {
        case .mse, .mae, .huber, .quantile: outputs
        case .gaussian: outputs / 2
        case .student: outputs / 3
        case .negativeBinomial: 0
        }
    }

    /// The loss of outputs y `[samples, outputs]` on targets t `[samples, numbers]`, averaged over the samples.
    ///
    /// What is missing in t (NaN) is neither counted nor learnt: its error has the weight 0, and the variance that it was given
    /// is taken for 1; of the other distributions all of its part is left out.
    package func loss(_ y: Variable, _ t: Variable) -> Variable {
        let (samples, count) = (t.shape[0], t.shape[1])
        let weights = Self.weights(of: t.value)
        let t = weights == nil ? t : Self.withoutMissing(t.value)
        func weighted(_ x: Variable) -> Variable { weights.map { x * $0 } ?? x }
        switch loss {
        case .mse: return meanSquaredError(weighted(y), t)
        case .mae: return meanAbsoluteError(weighted(y), t)
        case .huber: return huberLoss(weighted(y), t)
        case .gaussian:
            let mean = y.sliced(0..<samples, 0..<count)
            let deviation = RecurrentNets.softplus(y.sliced(0..<samples, count..<(2 * count)))
            let variance = deviation * deviation + Self.leastVariance
            return gaussianNegativeLogLikelihood(
                mean: weighted(mean), variance: weights.map { variance * $0 + (1 - $0) } ?? variance, t)
        case .student:
            let parts = y.split(into: 3, axis: 1)
            let width = RecurrentNets.softplus(parts[1])
            return studentNegativeLogLikelihood(
                location: parts[0], scale: sqrt(width * width + Self.leastVariance),
                degrees: RecurrentNets.softplus(parts[2]) + Self.leastDegrees, t, weights: weights)
        case .negativeBinomial:
            let parts = y.split(into: 2, axis: 1)
            return negativeBinomialNegativeLogLikelihood(
                mean: RecurrentNets.softplus(parts[0]) + Self.leastMean,
                dispersion: RecurrentNets.softplus(parts[1]) + Self.leastDispersion, t, weights: weights)
        case .quantile:
            let quantiles = y.reshaped(samples, count, quantiles.count)
            return quantileLoss(
                weights.map { quantiles * $0.reshaped(samples, count, 1) } ?? quantiles, t.reshaped(samples, count, 1),
                quantiles: self.quantiles)
        }
    }

    /// 1 for each target that is there and 0 for each that is missing; nil where none is.
    private static func weights(of targets: Tensor) -> Variable? {
        targets.isFinite ? nil : constant(targets) { $0.isNaN ? 0 : 1 }
    }

    private static func withoutMissing(_ targets: Tensor) -> Variable { constant(targets) { $0.isNaN ? 0 : $0 } }

    private static func constant(_ targets: Tensor, _ value: (Double) -> Double) -> Variable {
        Variable(
            Tensor(targets.scalars.map(value), shape: targets.shape, elementType: targets.elementType),
            requiresGradient: false)
    }

    /// What the networks of an ensemble together say of the number at `index`, of `count`.
    package func distribution(of outputs: [[Double]], at index: Int, of count: Int) -> ForecastDistribution {
        switch loss {
        case .mse, .mae, .huber:
            return .value(outputs.count == 1 ? outputs[0][index] : Self.mean(outputs.map { $0[index] }))
        case .gaussian:
            return .normals(
                outputs.map { outputs in
                    let deviation = softplus(outputs[count + index])
                    return NormalPart(
                        mean: outputs[index], deviation: (deviation * deviation + Self.leastVariance).squareRoot())
                })
        case .student:
            return .normals(
                outputs.map { outputs in
                    let width = softplus(outputs[count + index])
                    return NormalPart(
                        mean: outputs[index], deviation: (width * width + Self.leastVariance).squareRoot(),
                        degreesOfFreedom: softplus(outputs[2 * count + index]) + Self.leastDegrees)
                })
        case .negativeBinomial:
            return .counts(
                outputs.map { outputs in
                    CountPart(
                        mean: softplus(outputs[index]) + Self.leastMean,
                        dispersion: softplus(outputs[count + index]) + Self.leastDispersion)
                })
        case .quantile:
            let start = index * quantiles.count
            // A network may say them out of order.
            let sorted = outputs.map { Array($0[start..<(start + quantiles.count)].sorted()) }
            return .quantiles(quantiles.indices.map { place in Self.mean(sorted.map { $0[place] }) }, at: quantiles)
        }
    }

    /// log(1 + eˢ).
    private func softplus(_ s: Double) -> Double { max(s, 0) + log1p(exp(-abs(s))) }

    private static func mean(_ values: [Double]) -> Double {
        values.count == 1 ? values[0] : values.reduce(0, +) / Double(values.count)
    }
}

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
/// numbers s of which the variance is softplus(s)² + 10⁻⁶; for `quantile` the quantiles of the first number, of the next, and
/// so on.
struct ForecastHead: Equatable, Sendable {
    let loss: LossKind
    /// Ascending, 0.5 among them; empty with another loss.
    let quantiles: [Double]

    static let plain = ForecastHead(loss: .mse, quantiles: [])

    /// So that no variance is 0.
    private static let leastVariance = 1e-6

    /// The outputs for so many numbers to forecast.
    func outputSize(for count: Int) -> Int {
        switch loss {
        case .mse, .mae, .huber: count
        case .gaussian: 2 * count
        case .quantile: quantiles.count * count
        }
    }

    /// The loss of outputs y `[samples, outputs]` on targets t `[samples, numbers]`, averaged over the samples.
    func loss(_ y: Variable, _ t: Variable) -> Variable {
        let (samples, count) = (t.shape[0], t.shape[1])
        switch loss {
        case .mse: return meanSquaredError(y, t)
        case .mae: return meanAbsoluteError(y, t)
        case .huber: return huberLoss(y, t)
        case .gaussian:
            let mean = y.sliced(0..<samples, 0..<count)
            let deviation = RecurrentNets.softplus(y.sliced(0..<samples, count..<(2 * count)))
            return gaussianNegativeLogLikelihood(
                mean: mean, variance: deviation * deviation + Self.leastVariance, t)
        case .quantile:
            return quantileLoss(
                y.reshaped(samples, count, quantiles.count), t.reshaped(samples, count, 1), quantiles: quantiles)
        }
    }

    /// What the networks of an ensemble together say of the number at `index`, of `count`.
    func distribution(of outputs: [[Double]], at index: Int, of count: Int) -> ForecastDistribution {
        switch loss {
        case .mse, .mae, .huber:
            return .value(outputs.count == 1 ? outputs[0][index] : Self.mean(outputs.map { $0[index] }))
        case .gaussian:
            return .normals(
                outputs.map { outputs in
                    let deviation = softplus(outputs[count + index])
                    return NormalDistribution(
                        mean: outputs[index], deviation: (deviation * deviation + Self.leastVariance).squareRoot())
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

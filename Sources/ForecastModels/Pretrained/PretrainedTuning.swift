import RecurrentNets
import SeriesData

/// Training a network that was trained in advance on, with the windows of a user's own series.
///
/// The last values of each series are kept from it; on forecasts of these it is tried, at first and now and then, and the weights
/// that did best are those it ends with: so it ends no worse there than it began.
package struct PretrainedTuning {
    /// A series is told by its values; NaN where one is missing.
    private let series: [[Double]]
    private let season: Int
    private let horizon: Int
    private let settings: Settings
    /// By series, the values that windows are cut from.
    private let trainedCounts: [Int]
    private let tried: [ContextExamples]

    /// How it goes on.
    package struct Settings: Sendable {
        /// The most updates.
        package let updates: Int
        package let seed: UInt64

        package init(updates: Int, seed: UInt64) {
            (self.updates, self.seed) = (updates, seed)
        }
    }

    /// What came of it.
    package struct Result: Sendable, Equatable {
        /// The updates that were made.
        package let updates: Int
        /// The update after which the error was lowest; 0 for none.
        package let best: Int
        /// The mean quantile loss of the values that were kept, before and at its best, in units of MASE.
        package let losses: (before: Double, best: Double)

        package static func == (a: Result, b: Result) -> Bool {
            a.updates == b.updates && a.best == b.best && a.losses == b.losses
        }
    }

    private static let learningRate = 3e-4
    private static let clipNorm = 1.0
    /// Updates from one look at the values that were kept to the next, and looks without a lower loss after which it ends.
    private static let (updatesBetweenLooks, patience) = (10, 5)
    /// The windows of an update, and the steps that they have together, at most.
    private static let (mostWindows, mostSteps) = (32, 6000)
    /// The most series that are tried, and the origins in each.
    private static let (mostTried, originsTried) = (64, 3)
    /// The fewest values of a window before those that are to be foretold.
    private static let shortestContext = 8

    /// The values of the shortest series that can be learnt and tried.
    package static func fewestValues(forHorizon horizon: Int) -> Int {
        let least = shortestContext + min(horizon, PretrainedForecast.blockLength)
        return least + max(min(horizon, PretrainedForecast.blockLength), least / 4)
    }

    /// Prepares it; nil where no series is long enough to be learnt and tried.
    package init?(_ series: [[Double]], season: Int, horizon: Int, _ settings: Settings) {
        let horizon = min(horizon, PretrainedForecast.blockLength)
        let least = Self.shortestContext + horizon
        // A fifth is kept, or as much as one forecast needs.
        let counts = series.map { $0.count - max(horizon, $0.count / 5) }
        guard counts.contains(where: { $0 >= least }) else { return nil }
        (self.series, self.season, self.horizon, self.settings) = (series, season, horizon, settings)
        trainedCounts = counts
        var tried: [ContextExamples] = []
        let long = counts.indices.filter { counts[$0] >= least }
        let step = (long.count - 1) / Self.mostTried + 1
        for index in stride(from: 0, to: long.count, by: step).map({ long[$0] }) {
            let room = series[index].count - horizon - counts[index]
            let origins = Set((0..<Self.originsTried).map { counts[index] + room * $0 / max(1, Self.originsTried - 1) })
            for origin in origins.sorted() {
                let start = max(0, origin - PretrainedForecast.longestContext)
                tried.append(
                    ContextExamples(
                        [Array(series[index][start..<origin + horizon])], seasons: [season], horizon: horizon,
                        elementType: .float32))
            }
        }
        self.tried = tried
    }

    /// Trains the network, which ends with the weights that did best.
    ///
    /// - Parameters:
    ///   - network: The network.
    ///   - isStopped: Asked before each update whether to end.
    /// - Returns: What came of it.
    package func tune(_ network: PretrainedNetwork, isStopped: () -> Bool) -> Result {
        let optimizer = AdamW(network, learningRate: Self.learningRate)
        optimizer.hooks.append(ClipNorm(limit: Self.clipNorm))
        var random = SeededGenerator(seed: settings.seed)
        let before = loss(of: network)
        var (best, bestLoss, bestWeights) = (0, before, network.parameters.map(\.parameter.value))
        while optimizer.stepCount < settings.updates, !isStopped() {
            let examples = draw(using: &random)
            let loss = PretrainedNetwork.loss(network(examples.batch), examples.targets, weights: examples.weights)
            network.clearGradients()
            loss.backward()
            optimizer.update()
            let count = optimizer.stepCount
            guard count % Self.updatesBetweenLooks == 0 || count == settings.updates else { continue }
            let now = self.loss(of: network)
            if now < bestLoss {
                (best, bestLoss, bestWeights) = (count, now, network.parameters.map(\.parameter.value))
            }
            if count - best >= Self.updatesBetweenLooks * Self.patience { break }
        }
        for (named, value) in zip(network.parameters, bestWeights) { named.parameter.value = value }
        return Result(updates: optimizer.stepCount, best: best, losses: (before, bestLoss))
    }

    /// The mean loss on what was kept.
    private func loss(of network: PretrainedNetwork) -> Double {
        let losses = tried.map { examples in
            withoutGradients {
                PretrainedNetwork.loss(network(examples.batch), examples.targets, weights: examples.weights).value
                    .scalar
            }
        }
        return losses.reduce(0, +) / Double(losses.count)
    }

    /// Windows of one length from random places: a longer series gives more.
    private func draw(using random: inout SeededGenerator) -> ContextExamples {
        let longest = min(PretrainedForecast.longestContext, (trainedCounts.max() ?? 0) - horizon)
        let shortest = min(longest, max(Self.shortestContext, 2 * season))
        let context = shortest + Int(random.uniform() * Double(longest - shortest + 1))
        let places = trainedCounts.map { max(0, $0 - context - horizon + 1) }
        let total = places.reduce(0, +)
        let count = min(Self.mostWindows, max(1, Self.mostSteps / (context + horizon)), total)
        let windows = (0..<count).map { _ in
            var place = Int(random.uniform() * Double(total))
            var index = 0
            while place >= places[index] {
                place -= places[index]
                index += 1
            }
            return Array(series[index][place..<place + context + horizon])
        }
        return ContextExamples(
            windows, seasons: windows.map { _ in season }, horizon: horizon, elementType: .float32)
    }

}

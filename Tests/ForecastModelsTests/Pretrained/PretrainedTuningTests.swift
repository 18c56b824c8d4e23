import RecurrentNets
import SeriesData
import Testing

@testable import ForecastModels

@Suite("Training the network that comes trained on")
struct PretrainedTuningTests {
    /// Series of a kind of their own: saw teeth that are cut off in every third season.
    private func panel(_ count: Int, _ length: Int) -> [[Double]] {
        (0..<count).map { index in
            (0..<length).map { time in
                let phase = (time + 3 * index) % 18
                return Double(phase % 6) * (phase < 6 ? 3 : 1) + Double((time * 7 + index) % 5) * 0.05
            }
        }
    }

    private func tuning(_ updates: Int) throws -> PretrainedTuning {
        try #require(PretrainedTuning(panel(4, 130), season: 6, horizon: 12, .init(updates: updates, seed: 3)))
    }

    @Test("lowers the loss on values that were kept from it, and ends with the weights that did best")
    func lowers() throws {
        let network = try ShippedNetwork.make()
        let result = try tuning(60).tune(network) { false }
        #expect(result.best > 0 && result.best % 10 == 0 && result.updates <= 60)
        #expect(result.losses.best < 0.95 * result.losses.before, "\(result)")
        // Tried again without an update, it is where the best was.
        let again = try tuning(1).tune(network) { true }
        #expect(again.losses.before == result.losses.best && again.updates == 0)
    }

    @Test("is the same each time, and ends where it is asked to")
    func reproducible() throws {
        func weights(stopAfter: Int) throws -> ([Tensor], Int) {
            let network = try ShippedNetwork.make()
            var asked = 0
            let result = try tuning(20).tune(network) {
                asked += 1
                return asked > stopAfter
            }
            return (network.parameters.map(\.parameter.value), result.updates)
        }
        let (a, b) = (try weights(stopAfter: 99), try weights(stopAfter: 99))
        #expect(a.0 == b.0 && a.1 == 20)
        #expect(try weights(stopAfter: 7).1 == 7)
    }

    @Test("needs a series that is long enough to be learnt and tried")
    func tooShort() {
        for horizon in [1, 2, 3, 12, 64, 500] {
            let fewest = PretrainedTuning.fewestValues(forHorizon: horizon)
            func canTune(_ count: Int) -> Bool {
                PretrainedTuning(
                    [(0..<count).map { Double($0 % 3) }], season: 1, horizon: horizon, .init(updates: 1, seed: 0))
                    != nil
            }
            #expect(canTune(fewest) && !canTune(fewest - 1), "\(horizon)")
        }
    }
}

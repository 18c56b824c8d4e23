import Foundation
import RecurrentNets
import SeriesData
import Testing

@testable import ForecastModels

@Suite("What a network's outputs mean")
struct ForecastHeadTests {
    private func loss(_ head: ForecastHead, _ y: [[Double]], _ t: [[Double]]) -> Double {
        func variable(_ rows: [[Double]]) -> Variable {
            Variable(Tensor(rows.flatMap(\.self), shape: [rows.count, rows[0].count], elementType: .float64))
        }
        return head.loss(variable(y), variable(t)).value.scalar
    }

    @Test("the loss of a normal distribution is that of its density, by the outputs that it is made from")
    func gaussian() {
        let head = ForecastHead(loss: .gaussian, quantiles: [])
        #expect(head.outputSize(for: 3) == 6)
        // Means 1 and 2, then s with softplus(s) = 1 and = 2.
        let (one, two) = (log(exp(1.0) - 1), log(exp(2.0) - 1))
        let found = loss(head, [[1, 2, one, two]], [[3, 5]])
        let (first, second) = (1 + 1e-6, 4 + 1e-6)
        let expected: Double = (log(first) + 4 / first + log(second) + 9 / second) / 2
        #expect(abs(found - expected) < 1e-12)
        let said = head.distribution(of: [[1, 2, one, two], [5, 2, one, two]], at: 1, of: 2)
        #expect(said.prediction == 2)
        #expect(abs((said.quantile(0.975) ?? 0) - 5.919927969080108) < 1e-5)  // 2 + 2·1.95996…
        let mixture = head.distribution(of: [[1, 2, one, two], [5, 2, one, two]], at: 0, of: 2)
        #expect(mixture.prediction == 3 && abs((mixture.quantile(0.5) ?? 0) - 3) < 1e-9)
    }

    @Test("the loss of Student's distribution is that of its density; quantiles, draws and mixtures are its own")
    func student() {
        let head = ForecastHead(loss: .student, quantiles: [])
        #expect(head.outputSize(for: 3) == 9)
        // A place of 1, a width of 2, and 2 + 3 degrees of freedom.
        let (two, three) = (log(exp(2.0) - 1), log(exp(3.0) - 1))
        let width = (4 + 1e-6).squareRoot()
        let error = (7 - 1) / width
        let power: Double = 3 * log(1 + error * error / 5)
        let gammas: (Double, Double) = (lgamma(2.5), lgamma(3))
        let expected = log(width) + power + gammas.0 - gammas.1 + log(5 * Double.pi) / 2
        #expect(abs(loss(head, [[1, two, three]], [[7]]) - expected) < 1e-12)
        let said = head.distribution(of: [[1, two, three]], at: 0, of: 1)
        #expect(said.prediction == 1)
        // t of 0.975 at 5 degrees of freedom: 2.5705818…; at 0.0001: −9.6775…
        #expect(abs((said.quantile(0.975) ?? 0) - (1 + width * 2.570581836)) < 1e-6)
        #expect(abs((said.quantile(0.0001) ?? 0) - (1 - width * 9.677566)) < 1e-3)
        var random = SeededGenerator(seed: 4)
        let draws = (0..<20_000).map { _ in (said.drawn(using: &random) - 1) / width }
        // The variance of 5 degrees is 5/3; beyond ±2.57 lies a twentieth.
        #expect(abs(Double(draws.count { abs($0) > 2.570581836 }) / 20_000 - 0.05) < 0.006)
        #expect(abs(draws.reduce(0) { $0 + $1 * $1 } / 20_000 - 5.0 / 3) < 0.15)
        let mixture = head.distribution(of: [[1, two, three], [5, two, three]], at: 0, of: 1)
        #expect(mixture.prediction == 3 && abs((mixture.quantile(0.5) ?? 0) - 3) < 1e-9)
        let scaled = said.inverted(by: Scaling(offset: 10, divisor: 3))
        #expect(abs((scaled.quantile(0.975) ?? 0) - (13 + 3 * width * 2.570581836)) < 1e-5)
    }

    @Test("of counts, quantiles and draws are whole numbers, those of scipy 1.17.1's nbinom, and so is the score")
    func counts() {
        let head = ForecastHead(loss: .negativeBinomial, quantiles: [])
        #expect(head.outputSize(for: 3) == 6)
        // A mean of 3 and a dispersion of 0.5; of 30 and 0.05.
        func outputs(_ mean: Double, _ dispersion: Double) -> [Double] {
            [log(expm1(mean - 1e-6)), log(expm1(dispersion - 1e-3))]
        }
        let one = head.distribution(of: [outputs(3, 0.5)], at: 0, of: 1)
        #expect(abs(one.prediction - 3) < 1e-9)
        #expect([0.05, 0.5, 0.9, 0.95, 0.999].map { one.quantile($0) } == [0, 2, 7, 8, 17])
        let both = head.distribution(of: [outputs(3, 0.5), outputs(30, 0.05)], at: 0, of: 1)
        #expect([0.05, 0.5, 0.51, 0.95].map { both.quantile($0) } == [0, 12, 15, 41])
        #expect(abs(loss(head, [outputs(3, 0.5)], [[2]]) - 1.7556204226121819) < 1e-9)
        #expect(one.inverted(by: Scaling(offset: 0, divisor: 1)) == one)

        let part = CountPart(mean: 3, dispersion: 0.5)
        #expect(abs(part.cumulative(5.9) - 0.8413696) < 1e-12 && part.cumulative(-0.1) == 0)
        for (actual, score) in [(0.0, 1.5644531249999996), (2, 0.588453125), (9, 4.733758417800001)] {
            #expect(abs(CountPart.score(actual, ofMixture: [part]) - score) < 1e-7)
        }
        // Of large ones only every so many are looked at: the sum over all is 647.99.
        let large = CountPart.score(4000, ofMixture: [CountPart(mean: 5000, dispersion: 0.3)])
        #expect(abs(large - 647.99) < 5)
        var random = SeededGenerator(seed: 2)
        let draws = (0..<20_000).map { _ in one.drawn(using: &random) }
        #expect(draws.allSatisfy { $0 >= 0 && $0 == $0.rounded() })
        #expect(abs(draws.reduce(0, +) / 20_000 - 3) < 0.1)
        #expect(abs(Double(draws.count { $0 <= 1 }) / 20_000 - 0.352) < 0.015)
    }

    @Test("the loss of quantiles is the pinball loss of each; a network that says them out of order is put in order")
    func quantiles() {
        let head = ForecastHead(loss: .quantile, quantiles: [0.1, 0.5, 0.9])
        #expect(head.outputSize(for: 2) == 6)
        // Of t = 2: 0.1·1, 0.5·0, 0.1·3; of t = 0: 0.1·1, 0.5·1 and 0.1·2, the last two said too high.
        let found = loss(head, [[1, 2, 5, -1, 1, 2]], [[2, 0]])
        let expected: Double = 1.2  // 0.1 + 0 + 0.3, and 0.1 + 0.5 + 0.2
        #expect(abs(found - expected) < 1e-12)
        let said = head.distribution(of: [[9, 9, 9, 3, 1, 2], [9, 9, 9, 1, 2, 3]], at: 1, of: 2)
        #expect(said == .quantiles([1, 2, 3], at: [0.1, 0.5, 0.9]) && said.prediction == 2)
        #expect(said.quantile((1 - 0.8) / 2) == 1 && said.quantile(0.05) == nil)
    }

    @Test("a target that is missing adds nothing to the loss and has no gradient, whatever was said of it")
    func missing() {
        for kind in LossKind.allCases {
            let head = ForecastHead(loss: kind, quantiles: kind == .quantile ? [0.1, 0.5, 0.9] : [])
            let size = head.outputSize(for: 2)
            let said = (0..<(3 * size)).map { Double($0 % 5) - 1.3 }
            let targets =
                kind == .negativeBinomial ? [4, .nan, .nan, .nan, 0, 2] : [0.4, .nan, .nan, .nan, -0.7, 2]
            let y = Variable(Tensor(said, shape: [3, size], elementType: .float64))
            let found = head.loss(y, Variable(Tensor(targets, shape: [3, 2], elementType: .float64)))
            found.backward()
            let slopes = y.gradient?.value.scalars ?? []
            // The outputs of a number: of a mean and a spread one each, of quantiles three, side by side.
            func outputs(of number: Int, in sample: Int) -> [Int] {
                let places =
                    switch kind {
                    case .gaussian, .negativeBinomial: [number, 2 + number]
                    case .student: [number, 2 + number, 4 + number]
                    case .quantile: Array((3 * number)..<(3 * number + 3))
                    default: [number]
                    }
                return places.map { sample * size + $0 }
            }
            var expected = 0.0
            for (index, target) in targets.enumerated() {
                let places = outputs(of: index % 2, in: index / 2)
                #expect(places.allSatisfy { (slopes[$0] == 0) == target.isNaN }, "\(kind) \(index): \(slopes)")
                if !target.isNaN { expected += loss(head, [places.map { said[$0] }], [[target]]) / 3 }
            }
            #expect(abs(found.value.scalar - expected) < 1e-12, "\(kind)")
        }
    }

    @Test("values are averaged over an ensemble, and say nothing of how sure they are")
    func values() {
        let head = ForecastHead(loss: .huber, quantiles: [])
        #expect(head.distribution(of: [[1, 2], [3, 6]], at: 1, of: 2) == .value(4))
        #expect(ForecastDistribution.value(4).quantile(0.5) == nil)
        // Errors 0.5 and 3: 0.125 and 2.5; absolute 3.5; squared 9.25.
        #expect(abs(loss(head, [[0.5, 3]], [[0, 0]]) - 2.625) < 1e-12)
        #expect(abs(loss(ForecastHead(loss: .mae, quantiles: []), [[0.5, 3]], [[0, 0]]) - 3.5) < 1e-12)
        #expect(abs(loss(.plain, [[0.5, 3]], [[0, 0]]) - 9.25) < 1e-12)
    }
}

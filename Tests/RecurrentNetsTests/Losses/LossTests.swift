import Foundation
import RecurrentNets
import Testing

@Suite("Losses")
struct LossTests {
    private func variable(_ scalars: [Double], _ shape: [Int]) -> Variable {
        Variable(Tensor(scalars, shape: shape, elementType: .float64))
    }

    @Test("worked examples")
    func examples() {
        let y = variable([1, 2, 3, 4, 5, 6], [2, 3])
        let t = variable([1, 0, 3, 4.5, 5, 9], [2, 3])
        // Errors 0, 2, 0, -0.5, 0, -3 over a batch of two.
        let squares: Double = 4 + 0.25 + 9
        expect(meanSquaredError(y, t), is: squares / 2)
        let magnitudes: Double = 2 + 0.5 + 3
        expect(meanAbsoluteError(y, t), is: magnitudes / 2)
        let huber: Double = 1.5 + 0.125 + 2.5
        expect(huberLoss(y, t, delta: 1), is: huber / 2)

        // Mean 1, variance 4, target 3: (log 4 + 4 / 4) / 2.
        let likelihood = gaussianNegativeLogLikelihood(
            mean: variable([1], [1, 1]), variance: variable([4], [1, 1]), variable([3], [1, 1]))
        let logFour: Double = 1.386294361119890619
        expect(likelihood, is: (logFour + 1) / 2)

        // Target 3 with the forecasts 1 (too low by 2) and 5 (too high by 2) of the quantiles 0.1 and 0.8.
        let pinball = quantileLoss(variable([1, 5], [1, 2]), variable([3], [1, 1]), quantiles: [0.1, 0.8])
        expect(pinball, is: 0.6)

        // Scores 1 and 0 for a sample of class 0: log(1 + 1/e); 0 and 0 for one of class 1: log 2.
        let (surprise, even): (Double, Double) = (0.313261687518222834, 0.693147180559945309)
        expect(softmaxCrossEntropy(variable([1, 0, 0, 0], [2, 2]), [0, 1]), is: (surprise + even) / 2)
    }

    @Test("the loss of counts is that of scipy 1.17.1's nbinom")
    func counts() {
        // n = 1/α, p = 1/(1 + α·μ): −nbinom.logpmf(t).
        let examples: [(mean: Double, dispersion: Double, count: Double, loss: Double)] = [
            (3, 0.5, 2, 1.7556204226121819), (0.4, 2, 0, 0.2938933324510595), (12, 0.1, 20, 3.8876946487159696),
        ]
        for example in examples {
            let loss = negativeBinomialNegativeLogLikelihood(
                mean: variable([example.mean], [1, 1]), dispersion: variable([example.dispersion], [1, 1]),
                variable([example.count], [1, 1]))
            #expect(abs(loss.value.scalar - example.loss) < 1e-12)
        }
    }

    @Test("the logarithm of Γ is that of the mathematical library, in both types")
    func logGammas() {
        for x in [0.01, 0.5, 1, 1.5, 2, 3.7, 10, 55.5, 1000, 123_456] {
            let expected: Double = lgamma(x)
            let scale = max(1, expected.magnitude)
            #expect((logGamma(variable([x], [1])).value.scalar - expected).magnitude < 4e-14 * scale, "\(x)")
            let single = logGamma(Variable(Tensor([x], elementType: .float32))).value.scalar
            #expect((single - expected).magnitude < 2e-5 * scale, "\(x): \(single)")
        }
    }

    private func expect(_ loss: Variable, is wanted: Double, _ location: SourceLocation = #_sourceLocation) {
        let error = (loss.value.scalar - wanted).magnitude
        #expect(error < 1e-15, sourceLocation: location)
    }

    @Test("gradients, first and second order, are those of central differences")
    func gradientsAgree() {
        let shapes: [[Int]] = [[2, 3], [4, 1], [3, 2, 2]]
        var random = SeededGenerator(seed: 5)
        for shape in shapes {
            let point = (0..<2).map { _ in Tensor.standardNormal(shape, elementType: .float64, using: &random) }
            let positive = Tensor(point[1].scalars.map { 0.5 + $0.magnitude }, shape: shape, elementType: .float64)
            check([point[0], point[1]]) { meanAbsoluteError($0[0], $0[1]) }
            check([point[0], point[1]]) { huberLoss($0[0], $0[1], delta: 0.8) }
            check([point[0], positive]) { inputs in
                gaussianNegativeLogLikelihood(mean: inputs[0], variance: inputs[1], Variable(point[1]))
            }
            let degrees = Tensor(positive.scalars.map { 2 + 3 * $0 }, shape: shape, elementType: .float64)
            check([point[0], positive, degrees]) { inputs in
                studentNegativeLogLikelihood(
                    location: inputs[0], scale: inputs[1], degrees: inputs[2], Variable(point[1]),
                    weights: Variable(positive, requiresGradient: false))
            }
            let counts = Tensor(
                (0..<positive.scalars.count).map { Double($0 % 4) }, shape: shape, elementType: .float64)
            check([positive, positive]) { inputs in
                negativeBinomialNegativeLogLikelihood(
                    mean: inputs[0], dispersion: inputs[1], Variable(counts, requiresGradient: false),
                    weights: Variable(positive, requiresGradient: false))
            }
            let quantiles = (1...(shape.last ?? 1)).map { Double($0) / 5 }
            check([point[0], point[1]]) { quantileLoss($0[0], $0[1], quantiles: quantiles) }
        }
        for (batch, classes) in [(2, 3), (4, 2), (1, 5)] {
            let scores = Tensor.standardNormal([batch, classes], elementType: .float64, using: &random)
            check([scores]) { softmaxCrossEntropy($0[0], (0..<batch).map { ($0 * 2 + 1) % classes }) }
        }
    }

    private func check(_ point: [Tensor], _ function: ([Variable]) -> Variable) {
        #expect(checkGradients(at: point, of: function).agrees(within: 1e-8), "\(point.map(\.shape))")
        let second = checkGradients(at: point) { inputs in
            let y = function(inputs)
            let found = gradients(of: y * y, withRespectTo: inputs, createGraph: true)
            return concatenate(found.map { ($0 * $0).reshaped($0.value.count) })
        }
        #expect(second.agrees(within: 1e-6), "\(point.map(\.shape)): \(second)")
    }
}

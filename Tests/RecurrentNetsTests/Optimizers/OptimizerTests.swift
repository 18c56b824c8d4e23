import Foundation
import RecurrentNets
import TestSupport
import Testing

/// A model of one parameter.
private final class Single: Layer {
    let parameter: Parameter

    init(_ scalars: [Double]) {
        parameter = Parameter(Tensor(scalars, elementType: .float64))
    }

    var parameters: [NamedParameter] { [NamedParameter("w", parameter)] }
}

@Suite("Optimisers")
struct OptimizerTests {
    private static let start = [-1.0, 2.0, 0.3, 4.0]

    private static func makeOptimizer(_ name: String, _ model: Single) -> Optimizer? {
        switch name {
        case "sgd": return SGD(model, learningRate: 0.01)
        case "momentum": return Momentum(model, learningRate: 0.01)
        case "nesterov": return Momentum(model, learningRate: 0.01, nesterov: true)
        case "adagrad": return AdaGrad(model, learningRate: 0.1)
        case "adadelta": return AdaDelta(model)
        case "adam": return Adam(model, learningRate: 0.05)
        case "rmsprop": return RMSprop(model, learningRate: 0.01)
        case "adamw": return AdamW(model, learningRate: 0.05, weightDecay: 0.1)
        case "sgd-decay":
            let optimizer = SGD(model, learningRate: 0.01)
            optimizer.hooks.append(WeightDecay(rate: 0.1))
            return optimizer
        default: return nil
        }
    }

    /// The quadratic of fixtures/optimizers/make.py, one step.
    private static func step(_ model: Single, _ optimizer: Optimizer) {
        let a = Variable(Tensor([1.0, 10.0, 0.1, 3.0], elementType: .float64), requiresGradient: false)
        let b = Variable(Tensor([0.5, -1.0, 2.0, 0.0], elementType: .float64), requiresGradient: false)
        let error = model.parameter - b
        model.clearGradients()
        (sum(a * error * error) / 2).backward()
        optimizer.update()
    }

    @Test("go where DeZero's and PyTorch's go on a quadratic, for 100 steps")
    func trajectories() throws {
        let text = String(decoding: try Fixtures.bytes("optimizers/trajectories.csv"), as: UTF8.self)
        let rows = text.split(separator: "\n").dropFirst().map { $0.split(separator: ",").map(String.init) }
        #expect(Set(rows.map { $0[0] }).count == 9 && rows.count == 9 * 6)
        for (name, group) in Dictionary(grouping: rows, by: { $0[0] }) {
            let model = Single(Self.start)
            let optimizer = try #require(Self.makeOptimizer(name, model))
            let kept = Dictionary(
                uniqueKeysWithValues: group.map { (Int($0[1]), $0.dropFirst(2).compactMap(Double.init)) })
            for step in 1...100 {
                Self.step(model, optimizer)
                guard let expected = kept[step] else { continue }
                for (value, wanted) in zip(model.parameter.value.scalars, expected) {
                    let error = (value - wanted).magnitude
                    #expect(error <= 1e-12 * Swift.max(1, wanted.magnitude), "\(name), step \(step)")
                }
            }
        }
    }

    @Test("saved half way and restored, go on to the same bits", arguments: OptimizerKind.allCases)
    func restored(_ kind: OptimizerKind) {
        let unbroken = Single(Self.start)
        let optimizer = kind.makeOptimizer(unbroken, learningRate: 0.01)
        for _ in 0..<5 { Self.step(unbroken, optimizer) }
        let copy = Single(unbroken.parameter.value.scalars)
        let other = kind.makeOptimizer(copy, learningRate: 0.01)
        #expect(other.restore(optimizer.state, stepCount: optimizer.stepCount))
        for _ in 0..<5 {
            Self.step(unbroken, optimizer)
            Self.step(copy, other)
        }
        #expect(copy.parameter.value == unbroken.parameter.value)
    }

    @Test("a state that does not fit is refused, and changes nothing")
    func wrongState() {
        let model = Single(Self.start)
        let optimizer = Adam(model)
        #expect(!optimizer.restore([], stepCount: 3))
        let short = ["m.w", "v.w"].map { NamedTensor($0, .zeros([3], elementType: .float64)) }
        #expect(!optimizer.restore(short, stepCount: 3))
        let otherType = ["m.w", "v.w"].map { NamedTensor($0, .zeros([4], elementType: .float32)) }
        #expect(!optimizer.restore(otherType, stepCount: 3))
        #expect(optimizer.stepCount == 0)
    }

    @Test("the norm of all gradients together is limited; a smaller one is left alone")
    func clipNorm() {
        // Gradients (3, 0) and (0, 4): norm 5, limited to 1 by the factor 1 / (5 + 1e-6).
        let (a, b) = (
            Parameter(Tensor([0, 0], elementType: .float64)), Parameter(Tensor([0, 0], elementType: .float64))
        )
        a.gradient = Variable(Tensor([3, 0], elementType: .float64))
        b.gradient = Variable(Tensor([0, 4], elementType: .float64))
        ClipNorm(limit: 5.5)([a, b])
        #expect(a.gradient?.value.scalars == [3, 0])
        ClipNorm(limit: 4)([a, b])
        #expect(a.gradient?.value.scalars == [3 * (4 / (5 + 1e-6)), 0])
        (a.gradient, b.gradient) = (
            Variable(Tensor([3, 0], elementType: .float64)), Variable(Tensor([0, 4], elementType: .float64))
        )
        ClipNorm(limit: 1)([a, b])
        let factor = 1 / (5 + 1e-6)
        #expect(a.gradient?.value.scalars == [3 * factor, 0])
        #expect(b.gradient?.value.scalars == [0, 4 * factor])
        ClipValue(limit: 0.5)([a, b])
        #expect(a.gradient?.value.scalars == [0.5, 0])
    }

    @Test("a frozen parameter stays where it is")
    func frozen() {
        let model = Single(Self.start)
        let optimizer = SGD(model)
        model.freeze()
        Self.step(model, optimizer)
        #expect(model.parameter.value.scalars == Self.start)
        // Neither does one that was frozen after its gradient was there.
        model.parameter.gradient = Variable(Tensor([1, 1, 1, 1], elementType: .float64))
        optimizer.update()
        #expect(model.parameter.value.scalars == Self.start)
        model.unfreeze()
        Self.step(model, optimizer)
        #expect(model.parameter.value.scalars != Self.start)
    }
}

@Suite("Schedules of the learning rate")
struct LearningRateScheduleTests {
    @Test("worked examples")
    func examples() {
        func factors(_ schedule: any LearningRateSchedule, _ steps: [Int], _ losses: [Double] = []) -> [Double] {
            steps.map { schedule.factor(at: $0, losses: losses) }
        }
        #expect(factors(ConstantRate(), [0, 7]) == [1, 1])
        #expect(factors(StepDecay(every: 3, by: 0.5), [0, 2, 3, 5, 6]) == [1, 1, 0.5, 0.5, 0.25])
        #expect(factors(ExponentialDecay(every: 2, by: 0.25), [0, 1, 2, 3]) == [1, 0.5, 0.25, 0.125])
        #expect(factors(CosineDecay(over: 4), [0, 4, 5]) == [1, 0, 0])
        #expect((CosineDecay(over: 4).factor(at: 2, losses: []) - 0.5).magnitude < 1e-15)
        #expect(factors(Warmup(over: 4), [0, 1, 3, 4, 9]) == [0.25, 0.5, 1, 1, 1])
        #expect(factors(Warmup(over: 2, then: StepDecay(every: 2, by: 0.5)), [0, 1, 2]) == [0.5, 1, 0.5])
        // Patience 1: the second epoch in a row without a better loss cuts the rate, then waiting starts anew.
        let plateau = ReduceOnPlateau(patience: 1, by: 0.1)
        #expect(plateau.factor(at: 0, losses: [5, 4, 4]) == 1)
        #expect(plateau.factor(at: 0, losses: [5, 4, 4, 4]) == 0.1)
        #expect(plateau.factor(at: 0, losses: [5, 4, 4, 4, 3, 3]) == 0.1)
        #expect((plateau.factor(at: 0, losses: [5, 4, 4, 4, 4, 4]) - 0.01).magnitude < 1e-17)
    }
}

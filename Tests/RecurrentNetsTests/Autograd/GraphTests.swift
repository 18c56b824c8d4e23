import Foundation
import RecurrentNets
import Testing

@Suite("What the graph holds, and lets go")
struct GraphTests {
    /// The sum of single numbers, each `1 + its place` times, as one operation on any number of inputs.
    private func weightedSum(_ inputs: [Variable]) -> Variable {
        let weights = inputs.indices.map { Double($0 + 1) }
        let value = zip(weights, inputs).reduce(0) { $0 + $1.0 * $1.1.value.scalar }
        return Variable(Tensor(value), by: "weightedSum", of: inputs) { _, dy in weights.map { dy * $0 } }
    }

    @Test("a creator tells its inputs in order, and each gets its own gradient", arguments: 1...5)
    func inputs(count: Int) {
        let inputs = (0..<count).map { Variable(Double($0)) }
        let y = weightedSum(inputs)
        y.backward()
        #expect(y.creator?.inputs.map(ObjectIdentifier.init) == inputs.map(ObjectIdentifier.init))
        #expect(inputs.map { $0.gradient?.value.scalar } == (1...count).map(Double.init))
    }

    @Test("a long graph is released without recursion, whichever input it goes on through", arguments: 0..<5)
    func longGraph(place: Int) {
        let leaf = Variable(0)
        var y = leaf
        for _ in 0..<200_000 {
            var inputs = [Variable](repeating: leaf, count: max(1, place + 1))
            inputs[place] = y
            y = weightedSum(inputs)
        }
        weak let last = y
        y = leaf
        #expect(last == nil)
    }

    @Test("a long row of gradients that hold gradients is released without recursion")
    func longGradients() {
        var y = Variable(0)
        for _ in 0..<200_000 {
            let next = Variable(0)
            next.gradient = y
            y = next
        }
        weak let last = y
        y = Variable(0)
        #expect(last == nil)
    }

    @Test("what is cut off is released at once, even where paths meet again and again")
    func cutting() {
        // Were a variable met once for each path, there would be 2⁶⁰ of them.
        let x = Variable(1)
        var y = x
        var all: [() -> Variable?] = []
        for step in 0..<60 {
            // The variable that the paths meet in is found before the way around to it, and after.
            y = step % 2 == 0 ? y + y * 0.5 : y * 0.5 + y
            all.append({ [weak y] in y })
        }
        let z = y * 2
        z.unchainBackward()
        #expect(y.creator == nil && y.generation == 0 && z.creator != nil && z.generation > 0)
        #expect(all.dropLast().allSatisfy { $0() == nil })
        z.backward()
        #expect(y.gradient?.value.scalar == 2 && x.gradient == nil)
    }

    @Test("a variable that is met twice while it waits to be cut off keeps what waits behind it")
    func metTwice() {
        let x = Variable(1)
        let (y, other) = (x * 2, x * 3)
        weightedSum([y * 0.5, y, other]).unchainBackward()
        #expect(y.creator == nil && other.creator == nil)
    }

    @Test("what was cut off can be walked again, and gets what it would have got before")
    func walkedAgain() {
        let x = Variable(3)
        let (a, b) = (x * 2, x * 7)
        (a * b).unchainBackward()
        (a * 5 + b * 11).backward()
        #expect(a.gradient?.value.scalar == 5 && b.gradient?.value.scalar == 11 && x.gradient == nil)
    }

    /// Numbers that no sum of has few digits.
    private func numbers(_ shape: [Int], _ seed: Double) -> Tensor {
        Tensor((0..<shape.reduce(1, *)).map { sin(seed + 1.7 * Double($0)) }, shape: shape)
    }

    @Test(
        "the gradients of a weight in many steps of one row have the same bits in one pass and an operation at a time",
        arguments: [1, 5, 37])
    func stepsOfOneRow(width: Int) {
        let w = Variable(numbers([3, width], 0.1))
        let b = Variable(numbers([width], 0.2), requiresGradient: false)
        let steps = (1...6).map { Variable(numbers([1, 3], Double($0)), requiresGradient: false) }
        let weights = (1...6).map { Variable(numbers([1, width], 10 + Double($0)), requiresGradient: false) }
        let all = (0..<6).map { step in
            sum(tanh(step % 2 == 0 ? matmul(steps[step], w) : linear(steps[step], w, b)) * weights[step])
        }.reduce(Variable(0), +)
        let found = gradients(of: all, withRespectTo: [w])[0].value
        // A gradient that has a graph is never added to in place, nor computed in fewer operations than the rule has.
        let wanted = gradients(of: all, withRespectTo: [w], createGraph: true)[0].value
        #expect(found.scalars == wanted.scalars)
    }

    @Test("what is added in place to one variable's gradient does not change another's that was the same")
    func sharedGradient() {
        let w = Variable(numbers([3, 5], 0.1))
        let (v, u) = (Variable(numbers([3, 5], 0.2)), Variable(numbers([3, 5], 0.3)))
        let x = Variable(numbers([1, 3], 0.4), requiresGradient: false)
        // The gradient of the sum reaches w and v as one variable, before that of the product reaches w.
        (sum(w + (v + u * 1)) + sum(matmul(x, w))).backward()
        #expect(v.gradient?.value.scalars == [Double](repeating: 1, count: 15))
        #expect(w.gradient?.value.scalars != v.gradient?.value.scalars)
    }

    @Test("gradients of steps of one row can be differentiated again")
    func gradientsOfGradients() {
        let w = Variable(Tensor([2], shape: [1, 1]))
        let xs = [0.3, 0.5].map { Variable(Tensor([$0], shape: [1, 1]), requiresGradient: false) }
        // f = Σ tanh(x·w); f″ by w = Σ x² · tanh″(x·w), with tanh″ = −2 tanh (1 − tanh²).
        let y = sum(tanh(matmul(xs[0], w)) + tanh(matmul(xs[1], w)))
        y.backward(createGraph: true)
        guard let gradient = w.gradient else {
            Issue.record("no gradient")
            return
        }
        w.clearGradient()
        gradient.backward()
        let wanted = [0.3, 0.5].reduce(0) { sum, x in
            let t = tanh(2 * x)
            return sum - x * x * 2 * t * (1 - t * t)
        }
        #expect(abs((w.gradient?.value.scalar ?? .nan) - wanted) < 1e-6)
    }
}

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

    @Test("what was cut off can be walked again, and gets what it would have got before")
    func walkedAgain() {
        let x = Variable(3)
        let (a, b) = (x * 2, x * 7)
        (a * b).unchainBackward()
        (a * 5 + b * 11).backward()
        #expect(a.gradient?.value.scalar == 5 && b.gradient?.value.scalar == 11 && x.gradient == nil)
    }
}

import RecurrentNets
import Testing

@Suite("Variables and their graph")
struct VariableTests {
    @Test("the book's first example: the gradient of (exp(x²))² by hand")
    func chain() {
        // y = ((x²)²)² = x⁸, dy/dx = 8·x⁷; at 0.5: 8 · 2⁻⁷ = 0.0625.
        let x = Variable(0.5)
        let y = power(power(power(x, 2), 2), 2)
        y.backward()
        #expect(x.gradient?.value.scalar == 0.0625)
    }

    @Test("a variable used twice gets both gradients")
    func usedTwice() {
        let x = Variable(3)
        (x + x + x).backward()
        #expect(x.gradient?.value.scalar == 3)
    }

    @Test("gradients are added up until they are cleared")
    func accumulation() {
        let x = Variable(3)
        (x * 2).backward()
        (x * 5).backward()
        #expect(x.gradient?.value.scalar == 7)
        x.clearGradient()
        (x * 5).backward()
        #expect(x.gradient?.value.scalar == 5)
    }

    @Test("a gradient that somebody holds does not change under them")
    func heldGradient() {
        let x = Variable(Tensor([1, 2]))
        sum(x * 2).backward()
        let held = x.gradient
        sum(x * 3).backward()
        #expect(held?.value.scalars == [2, 2])
        #expect(x.gradient?.value.scalars == [5, 5])
    }

    @Test("branches that meet are walked once, newest first")
    func diamond() {
        // a = x², y = a² + a² = 2x⁴, dy/dx = 8x³ = 64 at x = 2.
        let x = Variable(2)
        let a = power(x, 2)
        let y = power(a, 2) + power(a, 2)
        y.backward()
        #expect(y.value.scalar == 32)
        #expect(x.gradient?.value.scalar == 64)
    }

    @Test("only leaves keep gradients, unless asked")
    func retained() {
        let x = Variable(2)
        let a = x * 3
        let y = a * a
        y.backward()
        #expect(a.gradient == nil && y.gradient == nil)
        x.clearGradient()
        let b = x * 3
        let z = b * b
        z.backward(retainGradients: true)
        #expect(b.gradient?.value.scalar == 12)
        #expect(z.gradient?.value.scalar == 1)
    }

    @Test("backward starts from the gradient that was set")
    func givenGradient() {
        let x = Variable(Tensor([1, 2]))
        let y = x * 3
        y.gradient = Variable(Tensor([10, 100]))
        y.backward()
        #expect(x.gradient?.value.scalars == [30, 300])
    }

    @Test("without gradients nothing is recorded")
    func withoutRecording() {
        let x = Variable(2)
        let y = withoutGradients { x * x }
        #expect(y.creator == nil && !y.requiresGradient)
        #expect((x * x).creator != nil)
    }

    @Test("a rule is made where it is recorded, and nowhere else")
    func rulesMade() {
        let (x, data) = (Variable(2), Variable(Tensor(3), requiresGradient: false))
        var made = 0
        func rule(_ count: Int) -> GradientRule {
            made += 1
            return { _, dy in Array(repeating: dy, count: count) }
        }
        func make(_ x: Variable) {
            _ = Variable(x.value, by: "one", of: x, gradient: rule(1))
            _ = Variable(x.value, by: "two", of: data, x, gradient: rule(2))
            _ = Variable(x.value, by: "three", of: data, x, data, gradient: rule(3))
            _ = Variable(x.value, by: "several", of: [x, data], gradient: rule(2))
        }
        withoutGradients { make(x) }
        make(data)
        #expect(made == 0)
        make(x)
        #expect(made == 4)
    }

    @Test("data needs no gradient and gets none")
    func constants() {
        let x = Variable(Tensor(2), requiresGradient: false)
        let w = Variable(3)
        (x * w).backward()
        #expect(x.gradient == nil)
        #expect(w.gradient?.value.scalar == 2)
    }

    @Test("unchain cuts at the variable; unchainBackward cuts everything behind it")
    func unchaining() {
        let x = Variable(2)
        let h1 = x * 3
        let h2 = h1 * 5
        let loss = h2 * 7
        loss.unchainBackward()
        #expect(h1.creator == nil && h2.creator == nil && loss.creator != nil)
        h2.clearGradient()
        loss.backward()
        #expect(h2.gradient?.value.scalar == 7)
        #expect(x.gradient == nil)

        let y = x * 3
        y.unchain()
        #expect(y.creator == nil && y.generation == 0)
    }

    @Test("the functional form leaves the variables' own gradients alone")
    func functionalForm() {
        let x = Variable(3)
        let w = Variable(5)
        let y = x * x * w
        let found = gradients(of: y, withRespectTo: [x, w])
        #expect(found.map(\.value.scalar) == [30, 9])
        #expect(x.gradient == nil && w.gradient == nil)
        let unrelated = Variable(1)
        #expect(gradients(of: y, withRespectTo: [unrelated])[0].value.scalar == 0)
    }

    @Test("Newton's method finds a minimum by second derivatives")
    func newton() {
        // The book's step 33: f = x⁴ − 2x² from x = 2 converges to 1 in a few steps.
        let x = Variable(Tensor(2, elementType: .float64))
        for _ in 0..<10 {
            let y = power(x, 4) - 2 * power(x, 2)
            x.clearGradient()
            y.backward(createGraph: true)
            guard let gx = x.gradient else { return }
            x.clearGradient()
            gx.backward()
            guard let gx2 = x.gradient else { return }
            x.clearGradient()
            x.value = (Variable(x.value) - gx / gx2).value
        }
        #expect(abs(x.value.scalar - 1) < 1e-12)
    }

    @Test("a graph of a million operations is built, walked and released without recursion")
    func longChain() {
        let x = Variable(1)
        var y = x
        for _ in 0..<1_000_000 { y = y + 1 }
        y.backward()
        #expect(x.gradient?.value.scalar == 1)
        y = x  // Releases the chain.
    }
}

import RecurrentNets
import Testing

@Suite("Every operation's value is right on a worked example")
struct OperationValueTests {
    private let x = Variable(Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3], elementType: .float64))
    private let row = Variable(Tensor([10, 20, 30], elementType: .float64))

    private func expect(
        _ y: Variable, _ scalars: [Double], _ shape: [Int], _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(y.shape == shape, sourceLocation: location)
        let found = y.value.scalars
        #expect(found.count == scalars.count, sourceLocation: location)
        for (value, wanted) in zip(found, scalars) {
            let error = (value - wanted).magnitude
            #expect(error <= 1e-14 * Swift.max(1, wanted.magnitude), "\(found)", sourceLocation: location)
        }
    }

    @Test("arithmetic, and how shapes meet")
    func arithmetic() {
        expect(x + row, [11, 22, 33, 14, 25, 36], [2, 3])
        expect(row - x, [9, 18, 27, 6, 15, 24], [2, 3])
        expect(x * row, [10, 40, 90, 40, 100, 180], [2, 3])
        expect(row / x, [10, 10, 10, 2.5, 4, 5], [2, 3])
        expect(x[0].reshaped(3, 1) * row, [10, 20, 30, 20, 40, 60, 30, 60, 90], [3, 3])
        expect(1 + x * 2 - 3, [0, 2, 4, 6, 8, 10], [2, 3])
        expect(12 / (-x[0]), [-12, -6, -4], [3])
        expect(power(x, 3), [1, 8, 27, 64, 125, 216], [2, 3])
    }

    @Test("a tensor and a number, on either side, in the tensor's type")
    func tensorsAndNumbers() {
        let a = Tensor([4, -8], elementType: .float64)
        #expect((a + 2).scalars == [6, -6] && (2 + a).scalars == [6, -6])
        #expect((a - 2).scalars == [2, -10] && (2 - a).scalars == [-2, 10])
        #expect((a * 0.5).scalars == [2, -4] && (0.5 * a).scalars == [2, -4])
        #expect((a / 2).scalars == [2, -4] && (2 / a).scalars == [0.5, -0.25])
        #expect((0.5 * Tensor([1, 3])).elementType == .float32)
    }

    @Test("functions of each element")
    func elementwise() {
        let v = Variable(Tensor([-1, 0, 0.5], elementType: .float64))
        expect(exp(v), [0.36787944117144233, 1, 1.6487212707001282], [3])
        expect(log(row), [2.302585092994046, 2.995732273553991, 3.4011973816621555], [3])
        expect(sqrt(x[1]), [2, 2.23606797749979, 2.449489742783178], [3])
        expect(sin(v), [-0.8414709848078965, 0, 0.479425538604203], [3])
        expect(cos(v), [0.5403023058681398, 1, 0.8775825618903728], [3])
        expect(tanh(v), [-0.7615941559557649, 0, 0.46211715726000973], [3])
        expect(sigmoid(v), [0.2689414213699951, 0.5, 0.6224593312018546], [3])
        expect(relu(v), [0, 0, 0.5], [3])
        expect(softplus(v), [0.31326168751822286, 0.6931471805599453, 0.9740769841801067], [3])
        expect(abs(v), [1, 0, 0.5], [3])
        expect(clip(v, to: -0.5...0.25), [-0.5, 0, 0.25], [3])
    }

    @Test("functions that could overflow do not")
    func extremes() {
        let v = Variable(Tensor([-1000, 1000], elementType: .float64))
        expect(sigmoid(v), [0, 1], [2])
        expect(softplus(v), [0, 1000], [2])
        expect(tanh(v), [-1, 1], [2])
        expect(softmax(v), [0, 1], [2])
        expect(logSoftmax(v), [-2000, 0], [2])
    }

    @Test("sums, means and extremes along axes")
    func reductions() {
        expect(sum(x), [21], [])
        expect(sum(x, axes: [0]), [5, 7, 9], [3])
        expect(sum(x, axes: [-1], keepingAxes: true), [6, 15], [2, 1])
        expect(mean(x, axes: [1]), [2, 5], [2])
        expect(max(x), [6], [])
        expect(min(x, axes: [1], keepingAxes: true), [1, 4], [2, 1])
        expect(x.summed(to: [1, 3]), [5, 7, 9], [1, 3])
        expect(row.broadcast(to: [2, 3]), [10, 20, 30, 10, 20, 30], [2, 3])
    }

    @Test("what the largest shares among equals")
    func ties() {
        let v = Variable(Tensor([3, 1, 3], elementType: .float64))
        max(v).backward()
        #expect(v.gradient?.value.scalars == [0.5, 0, 0.5])
    }

    @Test("softmax, its logarithm, and layer normalisation")
    func normalisations() {
        let v = Variable(Tensor([0, 1, 0, 0], shape: [2, 2], elementType: .float64))
        expect(softmax(v), [0.2689414213699951, 0.7310585786300049, 0.5, 0.5], [2, 2])
        expect(softmax(v, axis: 0), [0.5, 0.7310585786300049, 0.5, 0.2689414213699951], [2, 2])
        let surprise = 1.3132616875182228
        expect(logSoftmax(v), [-surprise, 1 - surprise, -0.6931471805599453, -0.6931471805599453], [2, 2])
        // Means 2 and 5, variances 2/3: (±1) · √1.5.
        let one = Variable(Tensor([1, 1, 1], elementType: .float64))
        let spread = 1.224744871391589
        expect(
            layerNorm(x, scale: one, shift: row, epsilon: 0),
            [10 - spread, 20, 30 + spread, 10 - spread, 20, 30 + spread], [2, 3])
    }

    @Test("matrices")
    func matrices() {
        let w = Variable(Tensor([1, 0, 0, 1, 2, 2], shape: [3, 2], elementType: .float64))
        expect(matmul(x, w), [7, 8, 16, 17], [2, 2])
        expect(matmul(x, x, transposingB: true), [14, 32, 32, 77], [2, 2])
        expect(matmul(x, x, transposingA: true), [17, 22, 27, 22, 29, 36, 27, 36, 45], [3, 3])
        expect(linear(x, w, Variable(Tensor([100, 200], elementType: .float64))), [107, 208, 116, 217], [2, 2])
    }

    @Test("shapes, parts and rows")
    func movement() {
        expect(x.reshaped(3, 2), [1, 2, 3, 4, 5, 6], [3, 2])
        expect(x.transposed(), [1, 4, 2, 5, 3, 6], [3, 2])
        expect(x[1], [4, 5, 6], [3])
        expect(x.sliced(0..<2, 1..<3), [2, 3, 5, 6], [2, 2])
        expect(concatenate([x, row.reshaped(1, 3)]), [1, 2, 3, 4, 5, 6, 10, 20, 30], [3, 3])
        expect(concatenate([x, x.sliced(0..<2, 0..<2)], axis: 1), [1, 2, 3, 1, 2, 4, 5, 6, 4, 5], [2, 5])
        expect(stack([row, row]), [10, 20, 30, 10, 20, 30], [2, 3])
        expect(x.split(into: 3, axis: 1)[1], [2, 5], [2, 1])
        expect(embedding([1, 0, 1], x), [4, 5, 6, 1, 2, 3, 4, 5, 6], [3, 3])
    }
}

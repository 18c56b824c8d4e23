import Foundation
import RecurrentNets
import Testing

/// The cells of recent years beside their formulas, written number by number.
@Suite("Cells are their published formulas")
struct NewCellTests {
    private static let (time, batch, inputs, units) = (4, 2, 3, 5)

    private func random(_ shape: [Int], seed: UInt64) -> Tensor {
        var generator = SeededGenerator(seed: seed)
        return .standardNormal(shape, elementType: .float64, using: &generator)
    }

    private func sigmoid(_ x: Double) -> Double { 1 / (1 + Foundation.exp(-x)) }

    /// The numbers of a matrix by row and column, or of a vector in its only row.
    private func rows(_ parameter: Parameter) -> [[Double]] {
        let (numbers, width) = (parameter.value.scalars, parameter.value.shape.last ?? 1)
        return stride(from: 0, to: numbers.count, by: width).map { Array(numbers[$0..<($0 + width)]) }
    }

    /// The vector times the columns from `first` on, as many as there are units.
    private func product(_ x: [Double], _ w: Parameter, from first: Int = 0) -> [Double] {
        let w = rows(w)
        return (0..<Self.units).map { unit in zip(x, w).reduce(0) { $0 + $1.0 * $1.1[first + unit] } }
    }

    /// Compares the outputs of a cell, step by step and as a window, with those of `step`, which goes on from `states`, zeros at
    /// first, of one sequence and says the output.
    private func compare<Cell: RecurrentCell>(
        _ type: Cell.Type, states count: Int, _ step: (Cell, [Double], inout [[Double]]) -> [Double]
    ) {
        var generator = SeededGenerator(seed: 21)
        let cell = Cell(
            inputSize: Self.inputs, hiddenSize: Self.units, elementType: .float64, using: &generator)
        let xs = random([Self.time, Self.batch, Self.inputs], seed: 22)
        let window = cell.unroll(Variable(xs), from: cell.initialState(batchSize: Self.batch)).outputs.value.scalars
        for sequence in 0..<Self.batch {
            var states = Array(repeating: [Double](repeating: 0, count: Self.units), count: count)
            for time in 0..<Self.time {
                let start = (time * Self.batch + sequence) * Self.inputs
                let expected = step(cell, Array(xs.scalars[start..<(start + Self.inputs)]), &states)
                let place = (time * Self.batch + sequence) * Self.units
                for (unit, y) in expected.enumerated() {
                    #expect((window[place + unit] - y).magnitude < 1e-13, "\(type), step \(time), unit \(unit)")
                }
            }
        }
    }

    @Test("the minimal gated unit")
    func mgu() {
        compare(MGUCell.self, states: 1) { cell, x, states in
            let (h, n) = (states[0], Self.units)
            let b = rows(cell.b)[0]
            let f = zip(product(x, cell.wx), product(h, cell.wh)).enumerated().map { sigmoid($1.0 + $1.1 + b[$0]) }
            let behind = product(zip(f, h).map { $0 * $1 }, cell.wn)
            let candidate = product(x, cell.wx, from: n).enumerated().map { tanh($1 + behind[$0] + b[n + $0]) }
            states[0] = (0..<n).map { (1 - f[$0]) * h[$0] + f[$0] * candidate[$0] }
            return states[0]
        }
    }

    @Test("minGRU")
    func minGRU() {
        compare(MinGRUCell.self, states: 1) { cell, x, states in
            let (b, n) = (rows(cell.b)[0], Self.units)
            let z = product(x, cell.wx).enumerated().map { sigmoid($1 + b[$0]) }
            let candidate = product(x, cell.wx, from: n).enumerated().map { $1 + b[n + $0] }
            states[0] = (0..<n).map { (1 - z[$0]) * states[0][$0] + z[$0] * candidate[$0] }
            return states[0]
        }
    }

    @Test("minLSTM")
    func minLSTM() {
        compare(MinLSTMCell.self, states: 1) { cell, x, states in
            let (b, n) = (rows(cell.b)[0], Self.units)
            let f = product(x, cell.wx).enumerated().map { sigmoid($1 + b[$0]) }
            let i = product(x, cell.wx, from: n).enumerated().map { sigmoid($1 + b[n + $0]) }
            let candidate = product(x, cell.wx, from: 2 * n).enumerated().map { $1 + b[2 * n + $0] }
            states[0] = (0..<n).map { unit in
                let all = f[unit] + i[unit]
                return f[unit] / all * states[0][unit] + i[unit] / all * candidate[unit]
            }
            return states[0]
        }
    }

    @Test("minLSTM's gates that are both shut choose still, and no output is not a number")
    func shutGates() {
        // ln f = −1000, ln i = −1002, beyond what either exponential can be told from 0.
        let cell = MinLSTMCell(
            wx: Tensor([0, 0, 0], shape: [1, 3], elementType: .float32),
            b: Tensor([-1000, -1002, 3], elementType: .float32))
        let h = Variable(Tensor([10], shape: [1, 1], elementType: .float32))
        let after = cell.step(Variable(Tensor([1], shape: [1, 1], elementType: .float32)), h).value.scalar
        let kept = sigmoid(2)
        #expect((after - (kept * 10 + (1 - kept) * 3)).magnitude < 1e-5)
    }

    @Test("sLSTM, whose third memory changes no output")
    func sLSTM() {
        compare(SLSTMCell.self, states: 3) { cell, x, states in
            // Without m: the memory and what was let in as they are.
            let (b, n) = (rows(cell.b)[0], Self.units)
            func gate(_ place: Int) -> [Double] {
                let hidden = product(states[0], cell.wh, from: place * n)
                return product(x, cell.wx, from: place * n).enumerated().map { $1 + hidden[$0] + b[place * n + $0] }
            }
            let (i, f, z, o) = (gate(0), gate(1), gate(2), gate(3))
            for unit in 0..<n {
                states[1][unit] =
                    sigmoid(f[unit]) * states[1][unit] + Foundation.exp(i[unit]) * Foundation.tanh(z[unit])
                states[2][unit] = sigmoid(f[unit]) * states[2][unit] + Foundation.exp(i[unit])
            }
            states[0] = (0..<n).map { sigmoid(o[$0]) * states[1][$0] / states[2][$0] }
            return states[0]
        }
    }

    @Test("sLSTM's exponential gate overflows nothing, and a first input that is hardly let in is not divided by 0")
    func largeGates() {
        for bias in [-1000.0, 1000] {
            let cell = SLSTMCell(
                wx: Tensor([0, 0, 1, 0], shape: [1, 4], elementType: .float32),
                wh: .zeros([1, 4]), b: Tensor([bias, 0, 0, 0], elementType: .float32))
            var state = cell.initialState(batchSize: 1)
            for x in [0.5, -0.25] {
                state = cell.step(Variable(Tensor([x], shape: [1, 1], elementType: .float32)), state)
            }
            // The memory forgets by a half: (tanh 0.5 / 2 + tanh −0.25) / (1 / 2 + 1), behind a gate of a half.
            let expected = 0.5 * (0.5 * Foundation.tanh(0.5) + Foundation.tanh(-0.25)) / 1.5
            // m is about 1000, which float32 holds to 3e-5.
            #expect((state.h.value.scalar - expected).magnitude < 2e-5, "\(bias)")
        }
    }

    @Test("the linear recurrent unit, with complex numbers")
    func lru() {
        compare(LRUCell.self, states: 2) { cell, x, states in
            let n = Self.units
            let (nu, theta, gamma) = (rows(cell.nu)[0], rows(cell.theta)[0], rows(cell.gamma)[0])
            let (re, im) = (product(x, cell.wx), product(x, cell.wx, from: n))
            for unit in 0..<n {
                let (size, angle) = (Foundation.exp(-Foundation.exp(nu[unit])), Foundation.exp(theta[unit]))
                let (a, b) = (size * Foundation.cos(angle), size * Foundation.sin(angle))
                let (p, q) = (states[0][unit], states[1][unit])
                states[0][unit] = a * p - b * q + Foundation.exp(gamma[unit]) * re[unit]
                states[1][unit] = a * q + b * p + Foundation.exp(gamma[unit]) * im[unit]
            }
            let said = zip(product(states[0] + states[1], cell.wc), product(x, cell.wd)).map { $0 + $1 }
            return said.map { $0 * sigmoid(1.702 * $0) }
        }
    }

    @Test(
        "new factors of the linear recurrent unit lie in the disc, and none is drawn of which a logarithm is not finite"
    )
    func factors() {
        var generator = SeededGenerator(seed: 23)
        let cell = LRUCell(inputSize: 3, hiddenSize: 500, elementType: .float32, using: &generator)
        let sizes = cell.nu.value.scalars.map { Foundation.exp(-Foundation.exp($0)) }
        #expect(sizes.allSatisfy { $0 < 1 } && cell.parameters.allSatisfy { $0.parameter.value.isFinite })
        // Evenly from the disc of radius 0.999: half of them beyond 0.999 ∕ √2, give or take a tenth.
        let far = Double(sizes.count { $0 > 0.999 / 2.0.squareRoot() }) / 500
        #expect((far - 0.5).magnitude < 0.1)
        for (size, gamma) in zip(sizes, cell.gamma.value.scalars) {
            #expect((Foundation.exp(2 * gamma) + size * size - 1).magnitude < 1e-5)
        }
    }
}

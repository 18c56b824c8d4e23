import RecurrentNets
import Testing

@Suite("Windows in one operation")
struct FusedWindowTests {
    private static let sizes = [(time: 4, batch: 2, input: 3, hidden: 5), (7, 1, 1, 9), (3, 7, 2, 4)]

    private func random(_ shape: [Int], seed: UInt64, _ type: ElementType = .float64) -> Tensor {
        var generator = SeededGenerator(seed: seed)
        return .standardNormal(shape, elementType: type, using: &generator)
    }

    /// The sum of squares of the outputs and of the last state, and its gradients by all inputs and parameters.
    private func run<Cell: RecurrentCell>(
        _ cell: Cell, _ xs: Variable, _ state: [Variable], fused: Bool
    ) -> (value: Tensor, gradients: [Tensor]) {
        var current = cell.state(of: state)
        var outputs: [Variable] = []
        if fused {
            let (all, last) = cell.unroll(xs, from: current)
            outputs = [all]
            current = last
        } else {
            for time in 0..<xs.shape[0] {
                current = cell.step(xs[time], current)
                outputs.append(cell.output(of: current))
            }
        }
        let last = cell.variables(of: current).map { sum($0 * $0 * $0) }
        let loss = outputs.map { sum($0 * $0) }.reduce(last.reduce(last[0] * 0.5, +), +)
        let found = gradients(of: loss, withRespectTo: [xs] + state + cell.parameters.map(\.parameter))
        return (fused ? outputs[0].value : stack(outputs).value, found.map(\.value))
    }

    private func compare<Cell: RecurrentCell>(_ cell: Cell, time: Int, batch: Int) {
        let type = cell.elementType
        let xs = Variable(random([time, batch, cell.inputSize], seed: 2, type))
        let state = (0..<Cell.stateCount).map {
            Variable(random([batch, cell.hiddenSize], seed: 3 + UInt64($0), type))
        }
        let loop = run(cell, xs, state, fused: false)
        let window = run(cell, xs, state, fused: true)
        let tolerance = type == .float32 ? 2e-5 : 1e-13
        for (a, b) in zip([loop.value] + loop.gradients, [window.value] + window.gradients) {
            #expect(a.shape == b.shape)
            let scale = a.scalars.reduce(1) { max($0, $1.magnitude) }
            for (p, q) in zip(a.scalars, b.scalars) { #expect((p - q).magnitude <= tolerance * scale, "\(Cell.self)") }
        }
    }

    @Test("values and gradients are those of the loop over steps, to rounding", arguments: ElementType.allCases, sizes)
    func agree(type: ElementType, size: (time: Int, batch: Int, input: Int, hidden: Int)) {
        var generator = SeededGenerator(seed: 1)
        let (time, batch) = (size.time, size.batch)
        for activation in Activation.allCases {
            compare(
                ElmanCell(
                    inputSize: size.input, hiddenSize: size.hidden, activation: activation, elementType: type,
                    using: &generator), time: time, batch: batch)
        }
        compare(
            LSTMCell(inputSize: size.input, hiddenSize: size.hidden, elementType: type, using: &generator),
            time: time, batch: batch)
        compare(
            GRUCell(inputSize: size.input, hiddenSize: size.hidden, elementType: type, using: &generator),
            time: time, batch: batch)
        func drawn<Cell: RecurrentCell>(_ cell: Cell.Type) {
            compare(
                Cell(inputSize: size.input, hiddenSize: size.hidden, elementType: type, using: &generator),
                time: time, batch: batch)
        }
        drawn(GRUV1Cell.self)
        drawn(MGUCell.self)
        drawn(MinGRUCell.self)
        drawn(MinLSTMCell.self)
        drawn(SLSTMCell.self)
        drawn(LRUCell.self)
    }

    @Test("gradients of gradients go through a window")
    func secondOrder() {
        var generator = SeededGenerator(seed: 4)
        func check<Cell: RecurrentCell>(_ cell: Cell) {
            let state = (0..<Cell.stateCount).map { random([2, cell.hiddenSize], seed: 5 + UInt64($0)) }
            let check = checkGradients(at: [random([3, 2, cell.inputSize], seed: 8)] + state) { inputs in
                let (outputs, last) = cell.unroll(inputs[0], from: cell.state(of: Array(inputs.dropFirst())))
                let sums = [outputs] + cell.variables(of: last)
                let loss = sums.map { sum($0 * $0) }.reduce(sum(outputs), +)
                let first = gradients(
                    of: loss, withRespectTo: inputs + cell.parameters.map(\.parameter), createGraph: true)
                return concatenate(first.map { ($0 * $0).reshaped($0.value.count) })
            }
            #expect(check.agrees(within: 1e-6), "\(Cell.self): \(check)")
        }
        check(ElmanCell(inputSize: 3, hiddenSize: 4, elementType: .float64, using: &generator))
        check(LSTMCell(inputSize: 3, hiddenSize: 4, elementType: .float64, using: &generator))
        check(GRUCell(inputSize: 3, hiddenSize: 4, elementType: .float64, using: &generator))
        check(GRUV1Cell(inputSize: 3, hiddenSize: 4, elementType: .float64, using: &generator))
        check(MinGRUCell(inputSize: 3, hiddenSize: 4, elementType: .float64, using: &generator))
        check(MinLSTMCell(inputSize: 3, hiddenSize: 4, elementType: .float64, using: &generator))
        check(LRUCell(inputSize: 3, hiddenSize: 4, elementType: .float64, using: &generator))
    }
}

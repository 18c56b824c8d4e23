import RecurrentNets
import WeightFiles

/// Tells which cell the body of a Scan computes: by the matrices and biases in it, tried in the places that a cell has for them.
///
/// What fits is known by its numbers: at points drawn at random the cell gives what the body gives.
struct ONNXScan {
    private static let pointCount = 3
    private static let tolerance = 1e-9

    /// What the cell remembers, in our order, by the places among the states of the body: `[h]` or `[h, c]`.
    let states: [Int]
    let layer: LayerWeights

    /// Reads a Scan.
    ///
    /// - Throws: `WeightFileError` where its step is none of our cells'.
    init(_ node: ONNXFile.Node, constant: (String) -> ForeignTensor?) throws(WeightFileError) {
        guard let body = node.attributes["body"]?.graphs.first else {
            throw ONNXStep.fault("no body", "one step of a cell")
        }
        let counts = (inputs: body.inputs.count, outputs: body.outputs.count)
        let isPlain = ["scan_input_directions", "scan_input_axes", "scan_output_directions", "scan_output_axes"]
            .allSatisfy { node.attributes[$0]?.integers.allSatisfy { $0 == 0 } ?? true }
        guard node.attributes["num_scan_inputs"]?.integer == 1, isPlain, (2...3).contains(counts.inputs),
            counts.outputs == counts.inputs
        else {
            throw ONNXStep.fault(
                "\(counts.inputs) inputs and \(counts.outputs) outputs",
                "the state, one sequence that is read forwards, and its outputs")
        }
        let step = try ONNXStep(body, constant: constant)
        let ends = body.outputs.compactMap(step.place(of:))
        guard ends.count == counts.outputs else {
            throw ONNXStep.fault("an output that no node makes", "a value of the step")
        }
        let finder = Finder(step: step, stateCount: counts.inputs - 1, ends: ends, name: node.name)
        guard let found = finder.find() else {
            throw ONNXStep.fault("a step that is none of an RNN, LSTM or GRU", "one of these; seqcast has no such cell")
        }
        (states, layer) = found
    }

    private struct Finder {
        let step: ONNXStep
        let stateCount: Int
        /// The places of the states after the step, and of the output.
        let ends: [Int]
        let name: String

        /// The places of the functions of one kind, with what they are of.
        private func functions(_ kinds: ONNXTerm.Function...) -> [(function: ONNXTerm.Function, of: Int)] {
            step.terms.compactMap { term in
                if case .function(let function, let of) = term, kinds.contains(function) { (function, of) } else { nil }
            }
        }

        private func affine(_ place: Int) -> ONNXAffine? {
            if case .affine(let affine) = step.terms[place] { affine } else { nil }
        }

        /// The input of the sequence, after the states.
        private var x: Int { stateCount }

        func find() -> (states: [Int], layer: LayerWeights)? {
            let gates = functions(.sigmoid).compactMap { affine($0.of) }
            if stateCount == 2 { return lstm(gates) }
            if gates.isEmpty { return simple() }
            return gates.count == 2 ? gru(gates) : nil
        }

        private func layer(
            _ cell: CellKind, _ activation: Activation?, _ gates: [ONNXAffine], h: Int, hiddenBias: [Double]? = nil
        ) -> LayerWeights? {
            func stacked(_ input: Int) -> Matrix? {
                let matrices = gates.compactMap { $0.matrices[input] }
                guard matrices.count == gates.count, let first = matrices.first,
                    matrices.allSatisfy({ $0.rowCount == first.rowCount && $0.columnCount == first.columnCount })
                else { return nil }
                return .stack(matrices)
            }
            guard let input = stacked(x), let hidden = stacked(h),
                hidden.rowCount == cell.gateCount * hidden.columnCount
            else { return nil }
            func column(_ values: [Double]) -> Matrix { Matrix(values.count, 1, values) }
            return LayerWeights(
                cell, activation, input: input, hidden: hidden, bias: column(gates.flatMap(\.bias)),
                hiddenBias: hiddenBias.map(column), name: name.isEmpty ? "Scan" : name, framework: "ONNX")
        }

        private func simple() -> (states: [Int], layer: LayerWeights)? {
            for (function, of) in functions(.tanh, .relu) {
                guard let gate = affine(of), let layer = layer(.rnn, function == .relu ? .relu : .tanh, [gate], h: 0),
                    agrees(layer, [0])
                else { continue }
                return ([0], layer)
            }
            return nil
        }

        private func lstm(_ gates: [ONNXAffine]) -> (states: [Int], layer: LayerWeights)? {
            let candidates = functions(.tanh).compactMap { affine($0.of) }
            guard gates.count == 3, candidates.count == 1 else { return nil }
            for states in [[0, 1], [1, 0]] {
                for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
                    let all = [gates[order[0]], gates[order[1]], candidates[0], gates[order[2]]]
                    guard let layer = layer(.lstm, nil, all, h: states[0]), agrees(layer, states) else { continue }
                    return (states, layer)
                }
            }
            return nil
        }

        /// A candidate is a function of a sum: of the input's part, and of the state's with the reset in it.
        private func gru(_ gates: [ONNXAffine]) -> (states: [Int], layer: LayerWeights)? {
            for (_, of) in functions(.tanh) {
                var (work, read, resets) = ([of], nil as ONNXAffine?, [Int]())
                var isSum = true
                while let place = work.popLast() {
                    switch step.terms[place] {
                    case .pair(.sum, let a, let b): work += [a, b]
                    case .affine(let part):
                        let sum = read.map { $0 + part } ?? part
                        isSum = isSum && sum != nil
                        read = sum
                    case .constant(let numbers, _):
                        // A bias that stands alone; the rest of the sum has come before it or is to come.
                        let zero = read ?? ONNXAffine(matrices: [:], bias: Array(repeating: 0, count: numbers.count))
                        read = zero.plus(numbers)
                    default: resets.append(place)
                    }
                }
                guard isSum, let read, resets.count == 1 else { continue }
                for (r, z) in [(0, 1), (1, 0)] {
                    for sign in [1.0, -1] {
                        // 1 − σ(a) is σ(−a).
                        let both = [gates[r], gates[z].scaled(by: sign)]
                        guard let layer = gru(both, read, resets[0]), agrees(layer, [0]) else { continue }
                        return ([0], layer)
                    }
                }
            }
            return nil
        }

        private func gru(_ gates: [ONNXAffine], _ read: ONNXAffine, _ reset: Int) -> LayerWeights? {
            switch step.terms[reset] {
            case .pair(.product, let a, let b):
                guard let state = affine(a) ?? affine(b), let weight = state.matrices[0], state.matrices.count == 1
                else {
                    return nil
                }
                let candidate = ONNXAffine(matrices: read.matrices.merging([0: weight]) { $1 }, bias: read.bias)
                let zeros = [Double](repeating: 0, count: 2 * state.rowCount)
                return layer(.gru, nil, gates + [candidate], h: 0, hiddenBias: zeros + state.bias)
            case .product(_, let weight):
                let candidate = ONNXAffine(matrices: read.matrices.merging([0: weight]) { $1 }, bias: read.bias)
                return layer(.gruV1, nil, gates + [candidate], h: 0)
            default: return nil
            }
        }

        // MARK: - Whether it is so

        /// Whether the cell gives what the body gives.
        private func agrees(_ layer: LayerWeights, _ states: [Int]) -> Bool {
            var random = SeededGenerator(seed: 1)
            func drawn(_ count: Int) -> Tensor { .standardNormal([1, count], elementType: .float64, using: &random) }
            for _ in 0..<ONNXScan.pointCount {
                let x = drawn(layer.inputSize)
                let before = states.map { _ in drawn(layer.hiddenSize) }
                var inputs = states.indices.map { before[states[$0]].scalars }
                inputs.append(x.scalars)
                guard let values = step.values(inputs) else { return false }
                var after = before
                let output = Self.advance(layer, x, &after)
                var expected = states.indices.map { after[states[$0]].scalars }
                expected.append(output.scalars)
                for (end, numbers) in zip(ends, expected) {
                    let said = values[end]
                    guard said.count == numbers.count,
                        zip(said, numbers).allSatisfy({ ($0 - $1).magnitude < ONNXScan.tolerance })
                    else { return false }
                }
            }
            return true
        }

        private static func advance(_ layer: LayerWeights, _ x: Tensor, _ state: inout [Tensor]) -> Tensor {
            func tensor(_ matrix: Matrix) -> Tensor {
                let turned = matrix.transposed
                return Tensor(turned.values, shape: [turned.rowCount, turned.columnCount], elementType: .float64)
            }
            func vector(_ matrix: Matrix) -> Tensor { Tensor(matrix.values, elementType: .float64) }
            let (wx, wh, size) = (tensor(layer.input), tensor(layer.hidden), layer.hiddenSize)
            let b = vector(layer.inputBias + layer.hiddenBias)
            switch layer.cell {
            case .lstm: return LSTMCell(wx: wx, wh: wh, b: b).advance(x, &state)
            case .gru:
                return GRUCell(wx: wx, wh: wh, bx: vector(layer.inputBias), bh: vector(layer.hiddenBias)).advance(
                    x, &state)
            case .gruV1:
                return GRUV1Cell(
                    wx: wx, wh: tensor(layer.hidden.rows(0..<2 * size)),
                    wn: tensor(layer.hidden.rows(2 * size..<3 * size)),
                    b: b
                ).advance(x, &state)
            default:
                return ElmanCell(wx: wx, wh: wh, b: b, activation: layer.activation ?? .tanh).advance(x, &state)
            }
        }
    }
}

import WeightFiles

/// One step of a recurrent layer as a graph spells it out, the body of a Scan: what each of its values is made of.
struct ONNXStep {
    /// More nodes than a cell has.
    private static let mostNodes = 500

    private(set) var terms: [ONNXTerm] = []
    private var places: [String: Int] = [:]
    let inputCount: Int

    /// Follows the nodes of a body; `constant` gives the constants of the graph around it.
    ///
    /// - Throws: `WeightFileError` that names the node that no cell has.
    init(_ body: ONNXFile.Graph, constant: (String) -> ForeignTensor?) throws(WeightFileError) {
        inputCount = body.inputs.count
        guard body.nodes.count <= Self.mostNodes else {
            throw Self.fault("a step of \(body.nodes.count) nodes", "at most \(Self.mostNodes)")
        }
        for tensor in body.constants {
            places[tensor.name] = add(.constant(tensor.values ?? [], shape: tensor.shape))
        }
        for (place, name) in body.inputs.enumerated() { places[name] = add(.input(place)) }
        for node in body.nodes where node.operation != "Constant" {
            for name in node.inputs where places[name] == nil && !name.isEmpty {
                guard let tensor = constant(name), let values = tensor.values else {
                    throw Self.fault(
                        "\(WeightFileError.quoted(name)), of the graph around it", "constants alone of that")
                }
                places[name] = add(.constant(values, shape: tensor.shape))
            }
            guard try take(node) else {
                throw Self.fault("the node \(node.shown)", "those of an RNN, LSTM or GRU; seqcast has no such cell")
            }
        }
    }

    static func fault(_ found: String, _ expected: String) -> WeightFileError {
        WeightFileError("\(ONNXFile.kind): found \(found) in a Scan; expected \(expected)")
    }

    /// The place of the value of a name.
    func place(of name: String) -> Int? { places[name] }

    private mutating func add(_ term: ONNXTerm) -> Int {
        terms.append(term)
        return terms.count - 1
    }

    /// Adds what a node makes; false where no cell has such a node.
    private mutating func take(_ node: ONNXFile.Node) throws(WeightFileError) -> Bool {
        let inputs = node.inputs.compactMap { places[$0] }
        guard let first = inputs.first, let output = node.outputs.first else { return false }
        switch node.operation {
        case "Identity", "Cast":
            places[output] = first
            return true
        case "Split": return takeParts(node, first, sizes: inputs.dropFirst().first)
        case "Slice": return takeSlice(node, inputs)
        case "Transpose":
            guard case .constant(let values, let shape) = terms[first], shape.count == 2,
                values.count == shape[0] * shape[1]
            else { return false }
            places[output] = add(
                .constant(Matrix(shape[0], shape[1], values).transposed.values, shape: shape.reversed()))
            return true
        case "MatMul", "Gemm":
            guard let made = product(node, inputs) else { return false }
            places[output] = add(made)
            return true
        default: break
        }
        if let function = ONNXTerm.Function(rawValue: node.operation) {
            if function == .negation, case .affine(let affine) = terms[first] {
                places[output] = add(.affine(affine.scaled(by: -1)))
            } else {
                places[output] = add(.function(function, of: first))
            }
            return true
        }
        guard let pair = ONNXTerm.Pair(rawValue: node.operation), inputs.count == 2 else { return false }
        places[output] = add(self.pair(pair, first, inputs[1]))
        return true
    }

    /// Two values together: affine ones stay such.
    private func pair(_ pair: ONNXTerm.Pair, _ first: Int, _ second: Int) -> ONNXTerm {
        let made: ONNXAffine? =
            switch (pair, terms[first], terms[second]) {
            case (.sum, .affine(let a), .affine(let b)): a + b
            case (.difference, .affine(let a), .affine(let b)): a + b.scaled(by: -1)
            case (.sum, .affine(let a), .constant(let numbers, _)), (.sum, .constant(let numbers, _), .affine(let a)):
                a.plus(numbers)
            case (.difference, .affine(let a), .constant(let numbers, _)): a.plus(numbers.map(-))
            default: nil
            }
        return made.map(ONNXTerm.affine) ?? .pair(pair, first, second)
    }

    private func product(_ node: ONNXFile.Node, _ inputs: [Int]) -> ONNXTerm? {
        guard inputs.count > 1, case .constant(let values, let shape) = terms[inputs[1]], shape.count == 2,
            values.count == shape[0] * shape[1], values.count > 0
        else { return nil }
        let isGemm = node.operation == "Gemm"
        let isPlain =
            ["alpha", "beta"].allSatisfy { node.attributes[$0]?.number ?? 1 == 1 }
            && node.attributes["transA"]?.integer ?? 0 == 0
        guard !isGemm || isPlain else { return nil }
        let given = Matrix(shape[0], shape[1], values)
        let matrix = isGemm && node.attributes["transB"]?.integer == 1 ? given : given.transposed
        guard case .input(let place) = terms[inputs[0]] else {
            return inputs.count == 2 ? .product(of: inputs[0], matrix) : nil
        }
        let affine = ONNXAffine(matrices: [place: matrix], bias: Array(repeating: 0, count: matrix.rowCount))
        guard inputs.count > 2 else { return .affine(affine) }
        guard case .constant(let bias, _) = terms[inputs[2]] else { return nil }
        return affine.plus(bias).map(ONNXTerm.affine)
    }

    /// Equal parts of an affine value, or parts of given sizes.
    private mutating func takeParts(_ node: ONNXFile.Node, _ value: Int, sizes: Int?) -> Bool {
        guard case .affine(let affine) = terms[value], [1, -1].contains(node.attributes["axis"]?.integer ?? 0) else {
            return false
        }
        var lengths = node.attributes["split"]?.integers ?? []
        if let sizes {
            guard case .constant(let numbers, _) = terms[sizes] else { return false }
            lengths = numbers.compactMap { Int(exactly: $0) }
        }
        if lengths.isEmpty {
            guard affine.rowCount % node.outputs.count == 0 else { return false }
            lengths = Array(repeating: affine.rowCount / node.outputs.count, count: node.outputs.count)
        }
        guard lengths.count == node.outputs.count, lengths.allSatisfy({ (0...affine.rowCount).contains($0) }),
            lengths.reduce(0, +) == affine.rowCount
        else { return false }
        var start = 0
        for (name, length) in zip(node.outputs, lengths) {
            places[name] = add(.affine(affine.rows(start..<start + length)))
            start += length
        }
        return true
    }

    /// A part of an affine value.
    private mutating func takeSlice(_ node: ONNXFile.Node, _ inputs: [Int]) -> Bool {
        func numbers(_ place: Int, _ name: String) -> [Int]? {
            if let given = node.attributes[name]?.integers, !given.isEmpty { return given }
            guard place < inputs.count, case .constant(let values, _) = terms[inputs[place]] else { return nil }
            return values.map { Int($0.clamped(to: -1e15...1e15)) }
        }
        guard case .affine(let affine) = terms[inputs[0]], let starts = numbers(1, "starts"),
            let ends = numbers(2, "ends"), let axes = numbers(3, "axes"), starts.count == 1, ends.count == 1,
            axes == [1] || axes == [-1], numbers(4, "steps") ?? [1] == [1]
        else { return false }
        func place(_ index: Int) -> Int { min(max(index < 0 ? index + affine.rowCount : index, 0), affine.rowCount) }
        let (start, end) = (place(starts[0]), place(ends[0]))
        guard start < end else { return false }
        places[node.outputs[0]] = add(.affine(affine.rows(start..<end)))
        return true
    }

    /// What each value is where the inputs are these; nil where lengths do not go together.
    func values(_ inputs: [[Double]]) -> [[Double]]? {
        var values: [[Double]] = []
        for term in terms {
            let value: [Double]?
            switch term {
            case .input(let place): value = inputs[place]
            case .constant(let numbers, _): value = numbers
            case .affine(let affine):
                value = affine.matrices.reduce(affine.bias as [Double]?) { sum, part in
                    guard let sum, let product = part.value.times(inputs[part.key]) else { return nil }
                    return zip(sum, product).map(+)
                }
            case .product(let of, let matrix): value = matrix.times(values[of])
            case .function(let function, let of): value = function.of(values[of])
            case .pair(let pair, let a, let b): value = pair.of(values[a], values[b])
            }
            guard let value else { return nil }
            values.append(value)
        }
        return values
    }
}

extension Double {
    fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
        min(max(self, range.lowerBound), range.upperBound)
    }
}

extension Matrix {
    /// The product with a vector; nil where it is of another length.
    func times(_ vector: [Double]) -> [Double]? {
        guard vector.count == columnCount else { return nil }
        return (0..<rowCount).map { row in
            zip(values[row * columnCount..<(row + 1) * columnCount], vector).reduce(0) { $0 + $1.0 * $1.1 }
        }
    }
}

import RecurrentNets

/// Writes recurrent layers and the linear one into a graph: by ONNX's operators in float32, by a Scan of one step in float64, of
/// which onnxruntime has no recurrent operators.
package struct ONNXNetworkWriter {
    private let network: ForeignNetwork
    private let element: ONNXGraph.Element

    package init(_ network: ForeignNetwork) {
        self.network = network
        element = ONNXGraph.Element(network.elementType)
    }

    /// How many tensors a layer remembers; none without a memory.
    package static func stateCount(of cell: CellKind) -> Int { cell == .feedforward ? 0 : cell.stateCount }

    /// Adds the network.
    ///
    /// It reads the value called `x`, `[time, batch, inputs]`; each layer starts from its `states`, `[1, batch, H]` each. What it
    /// gives are the names of its outputs, `[time, batch, outputs]`, or those of the last step alone, `[batch, outputs]`, and of what
    /// each layer remembers at last.
    package func write(
        to graph: inout ONNXGraph, _ x: String, from states: [[String]], lastAlone: Bool = false
    ) -> (outputs: String, states: [[String]]) {
        var value = x
        var ends: [[String]] = []
        for (layer, state) in zip(network.layers, states) {
            let (outputs, end): (String, [String])
            if layer.cell == .feedforward {
                (outputs, end) = (feedForward(layer, &graph, value), [])
            } else if element == .float {
                (outputs, end) = Self.byOperator(layer, &graph, value, state, element)
            } else {
                (outputs, end) = byScan(layer, &graph, value, state)
            }
            value = outputs
            ends.append(end)
        }
        if lastAlone { value = graph.node("Gather", [value, graph.scalarInteger(-1)], integers: ["axis": 0]) }
        let product = graph.node("MatMul", [value, matrix(network.head.transposed, &graph)])
        return (graph.node("Add", [product, vector(network.headBias, &graph)]), ends)
    }

    /// Adds a layer of a GRU, which starts from `state`, or from zeros where that is empty.
    package static func gru(
        _ cell: GRUCell, to graph: inout ONNXGraph, _ x: String, from state: String
    ) -> (outputs: String, state: String) {
        func matrix(_ parameter: Parameter) -> Matrix {
            let tensor = parameter.value
            guard tensor.rank == 2 else { return Matrix(tensor.count, 1, tensor.scalars) }
            return Matrix(tensor.shape[0], tensor.shape[1], tensor.scalars).transposed
        }
        let layer = LayerWeights(
            .gru, input: matrix(cell.wx), hidden: matrix(cell.wh), bias: matrix(cell.bx), hiddenBias: matrix(cell.bh),
            name: "gru", framework: "seqcast")
        let (outputs, states) = byOperator(layer, &graph, x, [state], .float)
        return (outputs, states[0])
    }

    private func matrix(_ matrix: Matrix, _ graph: inout ONNXGraph) -> String {
        graph.constant(matrix.values, shape: [matrix.rowCount, matrix.columnCount], element)
    }

    private func vector(_ vector: Matrix, _ graph: inout ONNXGraph) -> String {
        graph.constant(vector.values, shape: [vector.rowCount], element)
    }

    private func feedForward(_ layer: LayerWeights, _ graph: inout ONNXGraph, _ x: String) -> String {
        let product = graph.node("MatMul", [x, matrix(layer.input.transposed, &graph)])
        return graph.node("Tanh", [graph.node("Add", [product, vector(layer.inputBias + layer.hiddenBias, &graph)])])
    }

    private static func byOperator(
        _ layer: LayerWeights, _ graph: inout ONNXGraph, _ x: String, _ state: [String], _ element: ONNXGraph.Element
    ) -> (outputs: String, states: [String]) {
        let size = layer.hiddenSize
        var attributes: [String: ONNXGraph.Attribute] = ["hidden_size": .integer(size)]
        let operation: String
        let order: [Int]
        switch layer.cell {
        case .lstm: (operation, order) = ("LSTM", [0, 3, 1, 2])
        case .gru, .gruV1:
            (operation, order) = ("GRU", [1, 0, 2])
            attributes["linear_before_reset"] = .integer(layer.cell == .gru ? 1 : 0)
        default:
            (operation, order) = ("RNN", [0])
            attributes["activations"] = .texts([layer.activation == .relu ? "Relu" : "Tanh"])
        }
        func tensor(_ matrix: Matrix) -> String {
            let ordered = matrix.blocks(order)
            return graph.constant(ordered.values, shape: [1, ordered.rowCount, ordered.columnCount], element)
        }
        let biases = layer.inputBias.blocks(order).values + layer.hiddenBias.blocks(order).values
        let bias = graph.constant(biases, shape: [1, biases.count], element)
        let stem = "layer_\(graph.nodeCount)"
        let ends = state.indices.map { "\(stem)_end_\($0)" }
        graph.node(
            operation, [x, tensor(layer.input), tensor(layer.hidden), bias, ""] + state, attributes,
            results: [stem] + ends)
        return (graph.node("Squeeze", [stem, graph.integers([1])]), ends)
    }

    private func byScan(
        _ layer: LayerWeights, _ graph: inout ONNXGraph, _ x: String, _ state: [String]
    ) -> (outputs: String, states: [String]) {
        let stem = "layer_\(graph.nodeCount)"
        var step = ONNXGraph(prefix: stem + "_")
        let size = ONNXGraph.Length.fixed(layer.hiddenSize)
        let befores = state.indices.map { "\(stem)_before_\($0)" }
        for name in befores { step.input(name, element, [.any("batch"), size]) }
        step.input(stem + "_x", element, [.any("batch"), .fixed(layer.inputSize)])
        let afters = self.step(layer, &step, stem + "_x", befores)
        let names = afters.indices.map { "\(stem)_after_\($0)" }
        for (value, name) in zip(afters, names) {
            step.rename(value, to: name)
            step.output(name, element, [.any("batch"), size])
        }
        step.rename(afters[0], to: stem + "_y")
        step.output(stem + "_y", element, [.any("batch"), size])
        let starts = state.map { graph.node("Squeeze", [$0, graph.integers([0])]) }
        let ends = state.indices.map { "\(stem)_end_\($0)" }
        graph.node(
            "Scan", starts + [x], ["body": .graph(step), "num_scan_inputs": .integer(1)],
            results: ends + [stem + "_all"])
        return (stem + "_all", ends.map { graph.node("Unsqueeze", [$0, graph.integers([0])]) })
    }

    /// One step of a cell: what it remembers after it, of which the first is its output.
    private func step(_ layer: LayerWeights, _ graph: inout ONNXGraph, _ x: String, _ state: [String]) -> [String] {
        let size = layer.hiddenSize
        func affine(_ value: String, _ weight: Matrix, _ bias: Matrix?) -> String {
            let product = graph.node("MatMul", [value, matrix(weight.transposed, &graph)])
            return bias.map { graph.node("Add", [product, vector($0, &graph)]) } ?? product
        }
        func parts(_ value: String, _ count: Int) -> [String] {
            (0..<count).map { index in
                graph.node(
                    "Slice",
                    [value, graph.integers([index * size]), graph.integers([(index + 1) * size]), graph.integers([1])])
            }
        }
        func two(_ operation: String, _ a: String, _ b: String) -> String { graph.node(operation, [a, b]) }
        func one(_ operation: String, _ a: String) -> String { graph.node(operation, [a]) }
        let h = state[0]
        switch layer.cell {
        case .lstm:
            let all = two(
                "Add", affine(x, layer.input, layer.inputBias + layer.hiddenBias), affine(h, layer.hidden, nil))
            let gates = parts(all, 4)
            let kept = two("Mul", one("Sigmoid", gates[1]), state[1])
            let c = two("Add", kept, two("Mul", one("Sigmoid", gates[0]), one("Tanh", gates[2])))
            return [two("Mul", one("Sigmoid", gates[3]), one("Tanh", c)), c]
        case .gru:
            let (a, u) = (
                parts(affine(x, layer.input, layer.inputBias), 3), parts(affine(h, layer.hidden, layer.hiddenBias), 3)
            )
            let r = one("Sigmoid", two("Add", a[0], u[0]))
            let z = one("Sigmoid", two("Add", a[1], u[1]))
            let n = one("Tanh", two("Add", a[2], two("Mul", r, u[2])))
            return [two("Add", n, two("Mul", z, two("Sub", h, n)))]
        case .gruV1:
            let a = parts(affine(x, layer.input, layer.inputBias + layer.hiddenBias), 3)
            let u = parts(affine(h, layer.hidden.rows(0..<2 * size), nil), 2)
            let r = one("Sigmoid", two("Add", a[0], u[0]))
            let z = one("Sigmoid", two("Add", a[1], u[1]))
            let n = one("Tanh", two("Add", a[2], affine(two("Mul", r, h), layer.hidden.rows(2 * size..<3 * size), nil)))
            return [two("Add", n, two("Mul", z, two("Sub", h, n)))]
        default:
            let all = two(
                "Add", affine(x, layer.input, layer.inputBias + layer.hiddenBias), affine(h, layer.hidden, nil))
            return [one(layer.activation == .relu ? "Relu" : "Tanh", all)]
        }
    }
}

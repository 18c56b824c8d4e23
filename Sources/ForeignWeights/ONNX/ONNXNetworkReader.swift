import RecurrentNets
import Texts
import WeightFiles

/// Follows the values of an ONNX graph from its input to its output, and says which network it computes.
///
/// Read are recurrent operators on top of each other, at last one product and sum, and what changes nothing but the order of
/// axes. A scale of the input that is undone at the output becomes the model's scaling.
struct ONNXNetworkReader {
    /// A change of all numbers: x·factor + term, of which offset and divisor are kept where they stand so.
    private struct Scale: Equatable {
        var factor = 1.0
        var term = 0.0
        /// What was taken off, and then divided by.
        var offset: Double?
        var divisor: Double?
    }

    /// What a value of the graph is.
    private enum Value {
        case constant(ForeignTensor)
        /// Made of shapes and constants alone; whether it is all zeros.
        case made(isZero: Bool)
        /// What an input of the graph became: not yet read by a layer.
        case input(Scale)
        /// The outputs of so many layers, in the order of their coming.
        case hidden([Int])
        /// Of the linear layer.
        case output([Int], weight: Matrix, bias: Matrix?, Scale)
        /// What no network here computes, and which node it came from.
        case other(String)
    }

    private let graph: ONNXFile
    private let settings: ForeignNetworkSettings
    private var values = ByteDictionary<Value>()
    private var layers: [LayerWeights] = []
    private var scales: [Scale] = []
    private var isDouble = false

    init(_ graph: ONNXFile, _ settings: ForeignNetworkSettings) throws(WeightFileError) {
        (self.graph, self.settings) = (graph, settings)
        guard settings.renames.isEmpty else {
            throw WeightFileError(
                "--rename: found an ONNX graph, in which nodes and not names say what is what; leave it out")
        }
        for constant in graph.constants { values[constant.name] = .constant(constant) }
        for input in graph.inputs { values[input] = .input(Scale()) }
    }

    private static let passing: Set<String> = [
        "Identity", "Cast", "Transpose", "Squeeze", "Unsqueeze", "Reshape", "Dropout", "Flatten",
    ]

    /// The network.
    ///
    /// - Throws: `WeightFileError` that names the node of which seqcast has no such layer.
    mutating func network() throws(WeightFileError) -> ForeignNetwork {
        for node in graph.nodes where node.operation != "Constant" { try take(node) }
        let results = graph.outputs.compactMap { name in values[name].map { (name, $0) } }
        var places: [Int] = []
        var head: (weight: Matrix, bias: Matrix)?
        var scale = Scale()
        for (_, value) in results.reversed() {
            switch value {
            case .output(let found, let weight, let bias, let after):
                (places, head, scale) = (found, (weight, bias ?? .zeros(weight.rowCount, 1)), after)
            case .hidden(let found) where head == nil && found.count >= places.count: places = found
            default: break
            }
        }
        if case .other(let node)? = results.first?.1 { throw refusal(node) }
        guard !places.isEmpty else {
            if graph.nodes.contains(where: { $0.operation == "Loop" }), layers.isEmpty { throw refusal("Loop") }
            let operations = Set(graph.nodes.map(\.operation)).sorted().prefix(20).joined(separator: ", ")
            throw WeightFileError(
                "\(ONNXFile.kind): found a graph of \(operations.isEmpty ? "no nodes" : operations); expected a node RNN, GRU or LSTM "
                    + "whose outputs, by a linear layer or as they are, are the graph's")
        }
        return try network(places, head, scale)
    }

    private func refusal(_ node: String) -> WeightFileError {
        func count(_ operations: String...) -> Int { graph.nodes.count { operations.contains($0.operation) } }
        let products = count("MatMul", "Gemm")
        if layers.isEmpty, count("Loop") > 0 {
            return WeightFileError(
                "\(ONNXFile.kind): found a Loop, in which steps are spelled out; expected a node RNN, GRU or LSTM; import the file of the "
                    + "framework itself, such as Keras' .keras")
        }
        if layers.isEmpty, products > 2, count("Tanh", "Relu", "Sigmoid") > 1 {
            return WeightFileError(
                "\(ONNXFile.kind): found no RNN, GRU or LSTM, but \(products) products and a function after each: a loop over steps that "
                    + "was written out, as PyTorch's new exporter does with nn.RNN; expected one node for all steps; export with "
                    + "dynamo=False, or import the state_dict")
        }
        return WeightFileError(
            "\(ONNXFile.kind): found the node \(node) between input and output; expected RNN, GRU or LSTM, one product and sum after "
                + "them, and scaling by one number; seqcast has no such layer")
    }

    private func network(
        _ places: [Int], _ head: (weight: Matrix, bias: Matrix)?, _ after: Scale
    ) throws(WeightFileError) -> ForeignNetwork {
        var chosen = places.map { layers[$0] }
        guard let last = chosen.last, chosen.allSatisfy({ $0.cell == last.cell && $0.hiddenSize == last.hiddenSize })
        else {
            throw WeightFileError("\(ONNXFile.kind): found layers of different cells or widths; expected all of one")
        }
        var notes: [String] = []
        var (weight, bias) = head ?? (.identity(last.hiddenSize), .zeros(last.hiddenSize, 1))
        guard weight.columnCount == last.hiddenSize else {
            throw WeightFileError(
                "\(ONNXFile.kind): found a product with a matrix of \(weight.columnCount) rows; expected \(last.hiddenSize), the units"
            )
        }
        if head == nil {
            notes.append("found no linear layer: the outputs are the \(last.hiddenSize) units themselves")
        }
        let before = scales[places[0]]
        var scaling: (offset: Double, divisor: Double)?
        if before != Scale() || after != Scale() {
            if let offset = before.offset ?? (before.divisor == nil ? nil : 0), let divisor = before.divisor,
                divisor > 0,
                after.factor == divisor, after.term == offset
            {
                scaling = (offset, divisor)
            } else {
                // Into the weights: W·(a·x + b) = (a·W)·x + W·b.
                let shift = Matrix(
                    chosen[0].input.rowCount, 1,
                    (0..<chosen[0].input.rowCount).map {
                        chosen[0].input.rows($0..<$0 + 1).values.reduce(0, +) * before.term
                    })
                chosen[0].inputBias = chosen[0].inputBias + shift
                chosen[0].input = chosen[0].input.mapped { $0 * before.factor }
                weight = weight.mapped { $0 * after.factor }
                bias = bias.mapped { $0 * after.factor + after.term }
                notes.append("the graph scales its numbers: taken into the weights")
            }
        }
        return ForeignNetwork(
            layers: chosen, head: weight, headBias: bias, elementType: isDouble ? .float64 : .float32, notes: notes,
            scaling: scaling)
    }

    private mutating func take(_ node: ONNXFile.Node) throws(WeightFileError) {
        let inputs = node.inputs.map { $0.isEmpty ? nil : values[$0] }
        let isKnown = node.domain.isEmpty || node.domain == "ai.onnx"
        if isKnown, let kind = ONNXLayer.operations[node.operation], let first = inputs.first ?? nil {
            return try takeLayer(node, kind, first, inputs)
        }
        if isKnown, node.operation == "Scan", let last = inputs.last ?? nil { return try takeScan(node, last, inputs) }
        let data = inputs.compactMap(\.self)
        let results = node.outputs.filter { !$0.isEmpty }
        let value: Value
        if isKnown, let made = Self.made(node, data) {
            value = made
        } else if isKnown, let first = data.first {
            value = passed(node, first, Array(data.dropFirst())) ?? Self.other(node, data)
        } else {
            value = Self.other(node, data)
        }
        for name in results { values[name] = value }
    }

    /// What a node makes of constants and shapes alone; nil where one of its inputs is another value.
    private static func made(_ node: ONNXFile.Node, _ inputs: [Value]) -> Value? {
        if node.operation == "Shape" || node.operation == "Size" { return .made(isZero: false) }
        var isZero = true
        for input in inputs {
            switch input {
            case .constant(let tensor): isZero = isZero && tensor.values?.allSatisfy { $0 == 0 } == true
            case .made(let zero): isZero = isZero && zero
            default: return nil
            }
        }
        guard let first = inputs.first else { return nil }
        switch (node.operation, first) {
        case ("ConstantOfShape", _):
            return .made(isZero: node.attributes["value"]?.tensor?.values?.allSatisfy { $0 == 0 } ?? true)
        // What is spread out is zero where its first input is; the other is a shape.
        case ("Expand", .constant(let tensor)), ("Tile", .constant(let tensor)):
            return .made(isZero: tensor.values?.allSatisfy { $0 == 0 } == true)
        case ("Expand", .made(let zero)), ("Tile", .made(let zero)), ("Slice", .made(let zero)),
            ("Unsqueeze", .made(let zero)),
            ("Squeeze", .made(let zero)), ("Transpose", .made(let zero)), ("Cast", .made(let zero)),
            ("Reshape", .made(let zero)),
            ("Gather", .made(let zero)):
            return .made(isZero: zero)
        case ("Identity", .constant), ("Cast", .constant), ("Squeeze", .constant), ("Unsqueeze", .constant),
            ("Reshape", .constant):
            // Numbers that stay as they are; only a linear layer asks for their shape, which has to be a matrix already.
            return first
        case ("Transpose", .constant(let tensor)):
            guard tensor.shape.count == 2, let values = tensor.values, let type = tensor.type else {
                return .made(isZero: isZero)
            }
            let turned = Matrix(tensor.shape[0], tensor.shape[1], values).transposed
            return .constant(ForeignTensor(tensor.name, type, tensor.shape.reversed(), turned.values))
        default: return .made(isZero: isZero)
        }
    }

    /// Something that no network here computes, unless its inputs are nothing else than what a layer starts from.
    private static func other(_ node: ONNXFile.Node, _ inputs: [Value]) -> Value {
        for case .other(let first) in inputs { return .other(first) }
        return .other(node.shown)
    }

    /// What a node makes of a value on its way from input to output; nil for something of which there is no such layer.
    private func passed(_ node: ONNXFile.Node, _ first: Value, _ rest: [Value]) -> Value? {
        if Self.passing.contains(node.operation) { return first }
        if node.operation == "Slice" || node.operation == "Gather" {
            // Of the steps or the batch, not of the numbers of one step.
            let axes = node.attributes["axes"]?.integers ?? node.attributes["axis"]?.integer.map { [$0] }
            if let axes { return axes.allSatisfy { $0 == 0 || $0 == 1 } ? first : nil }
            if node.operation == "Gather" { return first }
            guard rest.count > 2, case .constant(let tensor) = rest[2], let axes = tensor.values else { return nil }
            return axes.allSatisfy { $0 == 0 || $0 == 1 } ? first : nil
        }
        if node.operation == "Concat", rest.isEmpty { return first }
        switch (first, rest.first) {
        case (.hidden(let places), .constant(let matrix)?) where node.operation == "MatMul" || node.operation == "Gemm":
            return Self.linear(node, places, matrix, rest.dropFirst().first)
        case (.output(let places, let weight, nil, let scale), .constant(let tensor)?)
        where node.operation == "Add" && scale == Scale(),
            (.constant(let tensor), .output(let places, let weight, nil, let scale)?)
        where node.operation == "Add" && scale == Scale():
            guard let values = tensor.values, values.count == weight.rowCount || values.count == 1 else { return nil }
            let bias = values.count == weight.rowCount ? values : Array(repeating: values[0], count: weight.rowCount)
            return .output(places, weight: weight, bias: Matrix(weight.rowCount, 1, bias), scale)
        case (.input(let scale), .constant(let tensor)?):
            return Self.scaled(scale, node.operation, tensor, isFirst: false).map(Value.input)
        case (.constant(let tensor), .input(let scale)?):
            return Self.scaled(scale, node.operation, tensor, isFirst: true).map(Value.input)
        case (.output(let places, let weight, let bias, let scale), .constant(let tensor)?):
            return Self.scaled(scale, node.operation, tensor, isFirst: false).map {
                .output(places, weight: weight, bias: bias, $0)
            }
        case (.constant(let tensor), .output(let places, let weight, let bias, let scale)?):
            return Self.scaled(scale, node.operation, tensor, isFirst: true).map {
                .output(places, weight: weight, bias: bias, $0)
            }
        default: return nil
        }
    }

    /// A linear layer by one product.
    private static func linear(_ node: ONNXFile.Node, _ places: [Int], _ tensor: ForeignTensor, _ bias: Value?)
        -> Value?
    {
        guard let values = tensor.values, tensor.shape.count == 2 else { return nil }
        let matrix = Matrix(tensor.shape[0], tensor.shape[1], values)
        guard node.operation == "Gemm" else { return .output(places, weight: matrix.transposed, bias: nil, Scale()) }
        let isPlain = ["alpha", "beta"].allSatisfy { node.attributes[$0]?.number ?? 1 == 1 }
        guard isPlain, node.attributes["transA"]?.integer ?? 0 == 0 else { return nil }
        let weight = node.attributes["transB"]?.integer == 1 ? matrix : matrix.transposed
        guard let bias else { return .output(places, weight: weight, bias: nil, Scale()) }
        guard case .constant(let term) = bias, let numbers = term.values, numbers.count == weight.rowCount else {
            return nil
        }
        return .output(places, weight: weight, bias: Matrix(weight.rowCount, 1, numbers), Scale())
    }

    /// A scale after one more step with a number; nil where it is none of the four.
    private static func scaled(_ scale: Scale, _ operation: String, _ tensor: ForeignTensor, isFirst: Bool) -> Scale? {
        guard let values = tensor.values, values.count == 1 else { return nil }
        let number = values[0]
        var result = scale
        (result.offset, result.divisor) = (nil, nil)
        switch operation {
        case "Add": result.term += number
        case "Mul": (result.factor, result.term) = (scale.factor * number, scale.term * number)
        case "Sub" where !isFirst:
            result.term -= number
            if scale == Scale() { result.offset = number }
        case "Div" where !isFirst && number != 0:
            (result.factor, result.term) = (scale.factor / number, scale.term / number)
            if scale.offset != nil || scale == Scale() { (result.offset, result.divisor) = (scale.offset, number) }
        default: return nil
        }
        return result
    }

    private mutating func takeLayer(
        _ node: ONNXFile.Node, _ kind: CellKind, _ first: Value, _ inputs: [Value?]
    ) throws(WeightFileError) {
        func fault(_ found: String, _ expected: String) -> WeightFileError {
            WeightFileError("\(ONNXFile.kind): found \(found) in the node \(node.shown); expected \(expected)")
        }
        let layer = try ONNXLayer.read(node, kind) { name in
            if case .constant(let tensor)? = values[name] { tensor } else { nil }
        }
        if inputs.count > 4, let lengths = inputs[4] {
            switch lengths {
            case .made: break
            // All of one length are read whole.
            case .constant(let tensor) where Set(tensor.values ?? [0, 1]).count == 1: break
            default: throw fault("lengths of the sequences (sequence_lens)", "none: every sequence is read whole")
            }
        }
        try checkStates(inputs.dropFirst(5).prefix(2).compactMap(\.self), of: node)
        if case .constant(let tensor)? = values[node.inputs.count > 2 ? node.inputs[2] : ""], tensor.type == .float64 {
            isDouble = true
        }
        let value = try add(layer, reading: first, of: node)
        for (index, name) in node.outputs.enumerated() where !name.isEmpty {
            // The memory of an LSTM is no output.
            values[name] = index < 2 ? value : .other(node.shown + "'s memory")
        }
    }

    /// A layer that a Scan computes step by step.
    private mutating func takeScan(
        _ node: ONNXFile.Node, _ sequence: Value, _ inputs: [Value?]
    ) throws(WeightFileError) {
        switch sequence {
        case .input, .hidden: break
        default:
            for name in node.outputs where !name.isEmpty { values[name] = Self.other(node, inputs.compactMap(\.self)) }
            return
        }
        try checkStates(inputs.dropLast().compactMap(\.self), of: node)
        let scan = try ONNXScan(node) { name in
            if case .constant(let tensor)? = values[name] { tensor } else { nil }
        }
        let constants = graph.constants + (node.attributes["body"]?.graphs.first?.constants ?? [])
        isDouble = isDouble || constants.contains { $0.type == .float64 && $0.shape.count == 2 }
        let value = try add(scan.layer, reading: sequence, of: node)
        for (index, name) in node.outputs.enumerated() where !name.isEmpty {
            let isMemory = scan.states.count == 2 && index == scan.states[1]
            values[name] = isMemory ? .other(node.shown + "'s memory") : value
        }
    }

    /// Checks that a layer starts from zeros, or from what is given to the graph.
    private func checkStates(_ states: [Value], of node: ONNXFile.Node) throws(WeightFileError) {
        for state in states {
            switch state {
            case .constant(let tensor) where tensor.values?.allSatisfy { $0 == 0 } == true: break
            case .made(isZero: true), .input: break
            default:
                throw WeightFileError(
                    "\(ONNXFile.kind): found a first state that is not zeros in the node \(node.shown); expected zeros, or an input of "
                        + "the graph")
            }
        }
    }

    /// Puts a layer on what it reads: what its outputs are then.
    private mutating func add(
        _ layer: LayerWeights, reading first: Value, of node: ONNXFile.Node
    ) throws(WeightFileError) -> Value {
        let value: Value
        switch first {
        case .input(let scale):
            value = .hidden([layers.count])
            scales.append(scale)
        case .hidden(let places):
            guard let last = places.last, layer.inputSize == layers[last].hiddenSize else {
                throw WeightFileError(
                    "\(ONNXFile.kind): found \(layer.inputSize) inputs in the node \(node.shown); expected as many as the layer before "
                        + "has units")
            }
            value = .hidden(places + [layers.count])
            scales.append(Scale())
        case .output: value = .other(node.shown + " after a linear layer")
        case .other(let reason): value = .other(reason)
        case .constant, .made: value = .other(node.shown + " of constants")
        }
        if case .other = value { scales.append(Scale()) }
        layers.append(layer)
        return value
    }
}

import RecurrentNets
import WeightFiles

/// Reads the recurrent operators of ONNX.
///
/// W `[1, gates·H, I]`, R `[1, gates·H, H]`, B `[1, 2·gates·H]`, of which the first half is the input's; gates i o f c of an LSTM,
/// z r h of a GRU, which resets before the product unless `linear_before_reset` is 1.
///
/// Source: ONNX, “Operators”, RNN, GRU, LSTM, versions 7 to 22.
enum ONNXLayer {
    static let operations: [String: CellKind] = ["RNN": .rnn, "GRU": .gru, "LSTM": .lstm]

    /// The layer of a node.
    ///
    /// `constant`: the constant of a name; nil where it is none.
    /// - Throws: `WeightFileError` for what seqcast has no cell for.
    static func read(
        _ node: ONNXFile.Node, _ kind: CellKind, constant: (String) -> ForeignTensor?
    ) throws(WeightFileError) -> LayerWeights {
        func refusal(_ found: String, _ expected: String) -> WeightFileError {
            WeightFileError("\(ONNXFile.kind): found \(found) in the node \(node.shown); expected \(expected)")
        }
        let direction = node.attributes["direction"]?.text ?? "forward"
        guard direction == "forward" else {
            throw refusal("the direction \(direction)", "forward: a forecast knows no later values")
        }
        guard node.attributes["clip"] == nil else { throw refusal("clipping", "none; seqcast has no such cell") }
        guard node.attributes["input_forget"]?.integer ?? 0 == 0 else {
            throw refusal("input_forget, which couples two gates", "0; seqcast has no such cell")
        }
        func input(_ index: Int) -> String { index < node.inputs.count ? node.inputs[index] : "" }
        guard input(7).isEmpty else { throw refusal("peepholes (P)", "none; seqcast has no such cell") }
        let activation = try activation(node, kind, refusal)
        func values(_ index: Int, _ what: String) throws(WeightFileError) -> [Double] {
            guard let tensor = constant(input(index)), let values = tensor.values, tensor.isReal else {
                throw refusal("no constant \(what)", "the weights in the file, as initializers")
            }
            return values
        }
        let hidden = try values(2, "R")
        let gates = kind.gateCount
        let size = node.attributes["hidden_size"]?.integer ?? Int((Double(hidden.count) / Double(gates)).squareRoot())
        guard size > 0, size < 1 << 20, hidden.count == gates * size * size else {
            throw refusal("\(hidden.count) weights of the state", "\(gates)·H·H of hidden_size \(size)")
        }
        let weights = try values(1, "W")
        guard weights.count > 0, weights.count % (gates * size) == 0 else {
            throw refusal("\(weights.count) weights of the input", "a multiple of \(gates * size)")
        }
        let order = [CellKind.gru: [1, 0, 2], .lstm: [0, 2, 3, 1]][kind] ?? [0]
        var layer = LayerWeights(
            kind, activation, input: Matrix(gates * size, weights.count / (gates * size), weights).blocks(order),
            hidden: Matrix(gates * size, size, hidden).blocks(order),
            name: node.name.isEmpty ? node.operation : node.name,
            framework: "ONNX")
        if !input(3).isEmpty {
            let biases = try values(3, "B")
            guard biases.count == 2 * gates * size else {
                throw refusal("\(biases.count) biases", "\(2 * gates * size)")
            }
            layer.inputBias = Matrix(gates * size, 1, Array(biases[..<(gates * size)])).blocks(order)
            layer.hiddenBias = Matrix(gates * size, 1, Array(biases[(gates * size)...])).blocks(order)
        }
        if kind == .gru, node.attributes["linear_before_reset"]?.integer ?? 0 == 0 { layer.cell = .gruV1 }
        return layer
    }

    /// The function of an RNN; that of the others has to be their own.
    private static func activation(
        _ node: ONNXFile.Node, _ kind: CellKind, _ refusal: (String, String) -> WeightFileError
    ) throws(WeightFileError) -> Activation? {
        let standard = [CellKind.gru: ["sigmoid", "tanh"], .lstm: ["sigmoid", "tanh", "tanh"]][kind] ?? ["tanh"]
        let given = node.attributes["activations"]?.texts ?? []
        let found = given.isEmpty ? standard : given.map { $0.lowercased() }
        if kind == .rnn, found == ["relu"] { return .relu }
        guard found == standard else {
            throw refusal(
                "the activations \(given.joined(separator: ", "))",
                "\(standard.joined(separator: ", ")); seqcast has no such cell")
        }
        return kind == .rnn ? .tanh : nil
    }
}

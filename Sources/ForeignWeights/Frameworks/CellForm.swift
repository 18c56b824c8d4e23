import RecurrentNets
import WeightFiles

/// How a framework writes a recurrent layer: by which names it is known, and how its tensors become ours.
struct CellForm: Sendable {
    /// The framework and its cell, for messages and reports.
    let name: String
    /// What must be there for a module to be such a layer.
    let needed: [String]
    /// What else belongs to it.
    let optional: [String]
    /// Where the names alone would fit others, too.
    var fits: @Sendable (ModuleTensors) -> Bool = { _ in true }
    /// The layer.
    let read: @Sendable (ModuleTensors) throws(WeightFileError) -> LayerWeights

    /// The forms there are: the first that fits is taken.
    static let all: [CellForm] = [
        .torch, .mlxGated, .mlxSimple, .flaxLSTM, .flaxGRU, .flaxMinimalGated, .flaxDense, .flaxSimple, .haikuGRU,
        .haikuSimple, .haikuLSTM, .keras, .kerasByName, .chainerPeephole, .chainerMinimalGated, .chainerLSTM,
        .chainerGRU, .chainerStacked,
        .dezeroSimple,
        .dezeroLSTM,
    ]

    /// The cell whose gates are so many times the hidden size.
    static func cell(_ rows: Int, _ hiddenSize: Int, in module: ModuleTensors) throws(WeightFileError) -> CellKind {
        switch (rows % hiddenSize, rows / hiddenSize) {
        case (0, 1): return .rnn
        case (0, 3): return .gru
        case (0, 4): return .lstm
        default:
            throw module.refusal(
                "weights of the state of \(rows) by \(hiddenSize)",
                expected: "1, 3 or 4 times \(hiddenSize), as an RNN, a GRU or an LSTM has; seqcast has no such cell")
        }
    }

    /// A layer in PyTorch's layout with the cell that its sizes tell.
    static func layer(
        input: Matrix, hidden: Matrix, bias: Matrix?, hiddenBias: Matrix? = nil, of module: ModuleTensors,
        _ framework: String
    ) throws(WeightFileError) -> LayerWeights {
        let cell = try cell(hidden.rowCount, hidden.columnCount, in: module)
        guard input.rowCount == hidden.rowCount else {
            throw module.refusal(
                "\(input.rowCount) rows for the input and \(hidden.rowCount) for the state", expected: "as many")
        }
        return LayerWeights(
            cell, input: input, hidden: hidden, bias: bias, hiddenBias: hiddenBias, name: module.name,
            framework: framework)
    }
}

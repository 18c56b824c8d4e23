import RecurrentNets
import Texts
import WeightFiles

extension CellForm {
    /// Haiku's GRU: `w_i` `[I, 3H]`, `w_h` `[H, 3H]`, one `b`; gates z r a, reset before the product, h′ = (1 − z)·h + z·a.
    ///
    /// Ours is the other way round: as 1 − σ(x) = σ(−x), the sign of z changes.
    static let haikuGRU = CellForm(
        name: "Haiku GRU", needed: ["w_i", "w_h"], optional: ["b"]
    ) { module throws(WeightFileError) in
        func ours(_ matrix: Matrix) -> Matrix {
            let height = matrix.rowCount / 3
            let (z, r, a) = (
                matrix.rows(0..<height), matrix.rows(height..<2 * height), matrix.rows(2 * height..<3 * height)
            )
            return .stack([r, z.mapped(-), a])
        }
        let (input, hidden) = (try module.matrix("w_i", turned: true), try module.matrix("w_h", turned: true))
        guard try cell(hidden.rowCount, hidden.columnCount, in: module) == .gru, input.rowCount == hidden.rowCount
        else {
            throw module.refusal("a GRU of \(hidden.rowCount) by \(hidden.columnCount)", expected: "3 gates")
        }
        return LayerWeights(
            .gruV1, input: ours(input), hidden: ours(hidden),
            bias: try module.optionalVector("b", hidden.rowCount).map(ours),
            name: module.name, framework: "Haiku")
    }

    /// Haiku's VanillaRNN: two Linear, both with a bias; relu.
    static let haikuSimple = CellForm(
        name: "Haiku VanillaRNN", needed: ["linear/w", "linear_1/w"], optional: ["linear/b", "linear_1/b"],
        fits: { module in
            guard let hidden = module["linear_1/w"]?.shape, let input = module["linear/w"]?.shape else { return false }
            return module.path.last?.holds(text: "rnn") == true && hidden.count == 2 && hidden[0] == hidden[1]
                && input.count == 2 && input[1] == hidden[0]
        }
    ) { module throws(WeightFileError) in
        let hidden = try module.matrix("linear_1/w", turned: true)
        return LayerWeights(
            .rnn, .relu, input: try module.matrix("linear/w", turned: true), hidden: hidden,
            bias: try module.optionalVector("linear/b", hidden.rowCount),
            hiddenBias: try module.optionalVector("linear_1/b", hidden.rowCount), name: module.name, framework: "Haiku")
    }

    /// Haiku's LSTM: one Linear over input and state, `[I + H, 4H]`; gates i g f o, 1 added to that of f.
    static let haikuLSTM = CellForm(
        name: "Haiku LSTM", needed: ["linear/w"], optional: ["linear/b"],
        fits: { module in
            guard let shape = module["linear/w"]?.shape, shape.count == 2 else { return false }
            return module.path.last?.holds(text: "lstm") == true && shape[1] % 4 == 0 && shape[0] > shape[1] / 4
        }
    ) { module throws(WeightFileError) in
        let both = try module.matrix("linear/w", turned: true)
        let size = both.rowCount / 4
        let inputs = both.columnCount - size
        let turned = both.blocks([0, 2, 1, 3]).transposed
        var bias = (try module.optionalVector("linear/b", 4 * size) ?? .zeros(4 * size, 1)).blocks([0, 2, 1, 3])
        bias = .stack([
            bias.rows(0..<size), bias.rows(size..<2 * size).mapped { $0 + 1 }, bias.rows(2 * size..<4 * size),
        ])
        return LayerWeights(
            .lstm, input: turned.rows(0..<inputs).transposed, hidden: turned.rows(inputs..<inputs + size).transposed,
            bias: bias, name: module.name, framework: "Haiku")
    }
}

import WeightFiles

extension CellForm {
    /// MLX's LSTM and GRU: `Wx` `[gates·H, I]`, `Wh` `[gates·H, H]`; gates i f g o with one `bias`, r z n with `b` and, in the
    /// reset, `bhn` `[H]`.
    static let mlxGated = CellForm(
        name: "MLX", needed: ["Wx", "Wh"], optional: ["bias", "b", "bhn"]
    ) { module throws(WeightFileError) in
        let (input, hidden) = (try module.matrix("Wx"), try module.matrix("Wh"))
        let bias = try module.optionalVector(module.has("b") ? "b" : "bias", hidden.rowCount)
        let hiddenBias = module.has("bhn") ? try biasOfCandidate(module, "bhn", hidden) : nil
        return try layer(input: input, hidden: hidden, bias: bias, hiddenBias: hiddenBias, of: module, "MLX")
    }

    /// MLX's RNN: `Wxh` `[H, I]`, `Whh` `[H, H]`, one `bias`.
    static let mlxSimple = CellForm(
        name: "MLX RNN", needed: ["Wxh", "Whh"], optional: ["bias"]
    ) { module throws(WeightFileError) in
        let (input, hidden) = (try module.matrix("Wxh"), try module.matrix("Whh"))
        return try layer(
            input: input, hidden: hidden, bias: try module.optionalVector("bias", hidden.rowCount), of: module, "MLX")
    }
}

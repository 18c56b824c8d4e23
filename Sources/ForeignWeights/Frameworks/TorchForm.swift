import WeightFiles

extension CellForm {
    /// PyTorch's RNN, LSTM, GRU and their cells, tinygrad's LSTMCell, and Equinox's cells where they have names.
    ///
    /// `weight_ih` `[gates·H, I]`, `weight_hh` `[gates·H, H]`; gates i f g o, r z n. A layer K of several has `_lK` after each
    /// name, which stands in front of it here. Equinox has one `bias`, and of a GRU `bias_n` in the reset.
    static let torch = CellForm(
        name: "PyTorch", needed: ["weight_ih", "weight_hh"],
        optional: ["bias_ih", "bias_hh", "bias", "bias_n", "weight_hr"]
    ) { module throws(WeightFileError) in
        if module.has("weight_hr") {
            throw module.refusal("a projection of the state (proj_size)", expected: "none; seqcast has no such cell")
        }
        if module.path.last?.hasSuffix("_reverse") == true { throw bothDirections(module) }
        let (input, hidden) = (try module.matrix("weight_ih"), try module.matrix("weight_hh"))
        let bias = try module.optionalVector(module.has("bias") ? "bias" : "bias_ih", hidden.rowCount)
        var hiddenBias = try module.optionalVector("bias_hh", hidden.rowCount)
        if module.has("bias_n") { hiddenBias = try biasOfCandidate(module, "bias_n", hidden) }
        return try layer(
            input: input, hidden: hidden, bias: bias, hiddenBias: hiddenBias, of: module,
            module.has("bias") ? "Equinox" : "PyTorch")
    }

    static func bothDirections(_ module: ModuleTensors) -> WeightFileError {
        module.refusal(
            "a layer that reads both directions (bidirectional)",
            expected: "forwards alone: a forecast knows no later values")
    }

    /// A bias of a GRU's candidate alone, which is under the reset gate.
    static func biasOfCandidate(_ module: ModuleTensors, _ name: String, _ hidden: Matrix) throws(WeightFileError)
        -> Matrix
    {
        let size = hidden.columnCount
        guard hidden.rowCount == 3 * size else {
            throw module.refusal(
                "weights of the state of \(hidden.rowCount) by \(size) beside '\(name)'",
                expected: "a GRU's three gates")
        }
        return .stack([.zeros(hidden.rowCount - size, 1), try module.vector(name, size)])
    }
}

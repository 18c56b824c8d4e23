import WeightFiles

extension CellForm {
    private static func kernels(_ gates: String...) -> [String] { gates.map { $0 + "/kernel" } }
    private static func biases(_ gates: String...) -> [String] { gates.map { $0 + "/bias" } }

    /// Flax's LSTMCell and linen's OptimizedLSTMCell: a kernel `[I, H]` for each gate, a bias at those of the state.
    static let flaxLSTM = CellForm(
        name: "Flax LSTMCell",
        needed: kernels("ii", "if", "ig", "io", "hi", "hf", "hg", "ho"),
        optional: biases("ii", "if", "ig", "io", "hi", "hf", "hg", "ho")
    ) { module throws(WeightFileError) in
        let hidden = try module.stack(kernels("hi", "hf", "hg", "ho"), turned: true)
        let size = hidden.columnCount
        return try layer(
            input: module.stack(kernels("ii", "if", "ig", "io"), turned: true), hidden: hidden,
            bias: module.stackVectors(biases("ii", "if", "ig", "io"), size),
            hiddenBias: module.stackVectors(biases("hi", "hf", "hg", "ho"), size), of: module, "Flax")
    }

    /// Linen's GRUCell: the biases of r and z, and one of n, at the input's part; one of n in the reset.
    static let flaxGRU = CellForm(
        name: "Flax GRUCell",
        needed: kernels("ir", "iz", "in", "hr", "hz", "hn"), optional: biases("ir", "iz", "in", "hr", "hz", "hn")
    ) { module throws(WeightFileError) in
        let hidden = try module.stack(kernels("hr", "hz", "hn"), turned: true)
        let size = hidden.columnCount
        return try layer(
            input: module.stack(kernels("ir", "iz", "in"), turned: true), hidden: hidden,
            bias: module.stackVectors(biases("ir", "iz", "in"), size),
            hiddenBias: module.stackVectors(biases("hr", "hz", "hn"), size), of: module, "Flax")
    }

    static let flaxMinimalGated = CellForm(
        name: "Flax MGUCell", needed: kernels("if", "in", "hf", "hn"), optional: biases("if", "in", "hf", "hn")
    ) { module throws(WeightFileError) in
        throw module.refusal(
            "a minimal gated unit (MGUCell)", expected: "an RNN, LSTM or GRU; import reads no such cell")
    }

    /// The cells of nnx whose gates are one product each of the input and the state: SimpleCell, GRUCell (r z n, its bias at the
    /// input alone), OptimizedLSTMCell (i f g o, its bias at the state).
    static let flaxDense = CellForm(
        name: "Flax nnx", needed: kernels("dense_i", "dense_h"), optional: biases("dense_i", "dense_h")
    ) { module throws(WeightFileError) in
        let (input, hidden) = (
            try module.matrix("dense_i/kernel", turned: true), try module.matrix("dense_h/kernel", turned: true)
        )
        guard input.rowCount != 2 * hidden.columnCount else {
            throw module.refusal(
                "a minimal gated unit (MGUCell)", expected: "an RNN, LSTM or GRU; import reads no such cell")
        }
        return try layer(
            input: input, hidden: hidden, bias: try module.optionalVector("dense_i/bias", hidden.rowCount),
            hiddenBias: try module.optionalVector("dense_h/bias", hidden.rowCount), of: module, "Flax")
    }

    /// Linen's SimpleCell: tanh of `i` and `h`, one bias at `i`.
    static let flaxSimple = CellForm(
        name: "Flax SimpleCell", needed: kernels("i", "h"), optional: biases("i", "h")
    ) { module throws(WeightFileError) in
        let hidden = try module.matrix("h/kernel", turned: true)
        return try layer(
            input: module.matrix("i/kernel", turned: true), hidden: hidden,
            bias: module.optionalVector("i/bias", hidden.rowCount),
            hiddenBias: module.optionalVector("h/bias", hidden.rowCount), of: module, "Flax")
    }
}

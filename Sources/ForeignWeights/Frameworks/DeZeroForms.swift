import RecurrentNets
import WeightFiles

extension CellForm {
    /// DeZero's RNN: `x2h` `[I, H]` with a bias, `h2h` `[H, H]` without; tanh.
    static let dezeroSimple = CellForm(
        name: "DeZero RNN", needed: ["x2h/W", "h2h/W"], optional: ["x2h/b", "h2h/b"]
    ) { module throws(WeightFileError) in
        let hidden = try module.matrix("h2h/W", turned: true)
        var layer = try layer(
            input: module.matrix("x2h/W", turned: true), hidden: hidden,
            bias: module.optionalVector("x2h/b", hidden.rowCount),
            hiddenBias: module.optionalVector("h2h/b", hidden.rowCount), of: module, "DeZero")
        layer.activation = .tanh
        return layer
    }

    /// DeZero's LSTM: gates f i o u, a Linear each for the input and, without a bias, for the state.
    static let dezeroLSTM = CellForm(
        name: "DeZero LSTM",
        needed: ["x2f/W", "x2i/W", "x2o/W", "x2u/W", "h2f/W", "h2i/W", "h2o/W", "h2u/W"],
        optional: ["x2f/b", "x2i/b", "x2o/b", "x2u/b", "h2f/b", "h2i/b", "h2o/b", "h2u/b"]
    ) { module throws(WeightFileError) in
        let gates = ["i", "f", "u", "o"]
        let hidden = try module.stack(gates.map { "h2\($0)/W" }, turned: true)
        return try layer(
            input: module.stack(gates.map { "x2\($0)/W" }, turned: true), hidden: hidden,
            bias: module.stackVectors(gates.map { "x2\($0)/b" }, hidden.columnCount),
            hiddenBias: module.stackVectors(gates.map { "h2\($0)/b" }, hidden.columnCount), of: module, "DeZero")
    }
}

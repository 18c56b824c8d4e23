import RecurrentNets
import WeightFiles

extension CellForm {
    /// Chainer's LSTM with peepholes: from its state to its gates.
    static let chainerPeephole = CellForm(
        name: "Chainer StatefulPeepholeLSTM", needed: ["peep_i/W"],
        optional: ["peep_f/W", "peep_o/W", "upward/W", "upward/b", "lateral/W"]
    ) { module throws(WeightFileError) in
        throw module.refusal("peepholes (from the memory to the gates)", expected: "none; seqcast has no such cell")
    }

    static let chainerMinimalGated = CellForm(
        name: "Chainer MGU", needed: ["W_f/W", "W_h/W"], optional: ["W_f/b", "W_h/b"],
        fits: { !$0.has("W_r/W") }
    ) { module throws(WeightFileError) in
        throw module.refusal(
            "a minimal gated unit (StatefulMGU)", expected: "an RNN, LSTM or GRU; import reads no such cell")
    }

    /// Chainer's L.LSTM and StatelessLSTM: `upward` `[4H, I]`, `lateral` `[4H, H]`; gates a i f o, unit by unit.
    static let chainerLSTM = CellForm(
        name: "Chainer LSTM", needed: ["upward/W", "lateral/W"], optional: ["upward/b"]
    ) { module throws(WeightFileError) in
        func ours(_ matrix: Matrix) -> Matrix { matrix.gathered(gates: 4).blocks([1, 2, 0, 3]) }
        let (input, hidden) = (try module.matrix("upward/W"), try module.matrix("lateral/W"))
        guard try cell(hidden.rowCount, hidden.columnCount, in: module) == .lstm, input.rowCount == hidden.rowCount
        else {
            throw module.refusal("an LSTM of \(hidden.rowCount) by \(hidden.columnCount)", expected: "4 gates")
        }
        return LayerWeights(
            .lstm, input: ours(input), hidden: ours(hidden),
            bias: try module.optionalVector("upward/b", hidden.rowCount).map(ours), name: module.name,
            framework: "Chainer")
    }

    /// Chainer's L.GRU: reset before the product, h′ = (1 − z)·h + z·h̄.
    ///
    /// Its first step goes without the biases of the state's
    /// part, so it is ours only where these are zeros.
    static let chainerGRU = CellForm(
        name: "Chainer GRU", needed: ["W_r/W", "W_z/W", "W/W", "U_r/W", "U_z/W", "U/W"],
        optional: ["W_r/b", "W_z/b", "W/b", "U_r/b", "U_z/b", "U/b"]
    ) { module throws(WeightFileError) in
        let (input, hidden) = (
            try module.stack(["W_r/W", "W_z/W", "W/W"]), try module.stack(["U_r/W", "U_z/W", "U/W"])
        )
        let size = hidden.columnCount
        let hiddenBias = try module.stackVectors(["U_r/b", "U_z/b", "U/b"], size)
        guard hiddenBias.values.allSatisfy({ $0 == 0 }) else {
            throw module.refusal(
                "Chainer's GRU with biases of the state's part (U_r, U_z, U), which its first step leaves out",
                expected: "zeros there; seqcast has no such cell")
        }
        guard hidden.rowCount == 3 * size, input.rowCount == 3 * size else {
            throw module.refusal("a GRU of \(hidden.rowCount) by \(size)", expected: "3 gates")
        }
        func ours(_ matrix: Matrix) -> Matrix {
            .stack([matrix.rows(0..<size), matrix.rows(size..<2 * size).mapped(-), matrix.rows(2 * size..<3 * size)])
        }
        return LayerWeights(
            .gruV1, input: ours(input), hidden: ours(hidden),
            bias: ours(try module.stackVectors(["W_r/b", "W_z/b", "W/b"], size)), name: module.name,
            framework: "Chainer")
    }

    /// Chainer's NStepRNN, NStepGRU and NStepLSTM: a matrix and a bias for each gate, first of the input, then of the state.
    ///
    /// Gates r z n and i f a o.
    static let chainerStacked = CellForm(
        name: "Chainer NStep", needed: ["w0", "w1"], optional: (0..<8).flatMap { ["w\($0)", "b\($0)"] }
    ) { module throws(WeightFileError) in
        let count = (0..<8).prefix { module.has("w\($0)") }.count
        guard [2, 6, 8].contains(count) else {
            throw module.refusal("\(count) matrices w0, w1, …", expected: "2 of an RNN, 6 of a GRU or 8 of an LSTM")
        }
        let gates = count / 2
        let names = (0..<count).map { "w\($0)" }
        let hidden = try module.stack(Array(names[gates...]))
        let size = hidden.columnCount
        let input = try module.stack(Array(names[..<gates]))
        return try layer(
            input: input, hidden: hidden, bias: module.stackVectors((0..<gates).map { "b\($0)" }, size),
            hiddenBias: module.stackVectors((gates..<count).map { "b\($0)" }, size), of: module, "Chainer")
    }
}

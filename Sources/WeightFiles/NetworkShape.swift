import RecurrentNets

/// The cell and the sizes of a network, as they follow from the names and shapes of its weights.
package struct NetworkShape: Equatable, Sendable {
    package let cell: CellKind
    package let layerCount: Int
    package let inputSize: Int
    package let hiddenSize: Int
    package let outputSize: Int
    package let elementType: ElementType

    /// Finds cell and sizes in the weights of a file.
    ///
    /// - Throws: ``WeightFileError`` where a tensor is missing or the shapes fit no cell.
    package init(of file: WeightFile) throws(WeightFileError) {
        let input = try file.tensor("rnn.weight_ih_l0")
        let hidden = try file.tensor("rnn.weight_hh_l0")
        let output = try file.tensor("fc.weight")
        guard input.rank == 2, hidden.rank == 2, output.rank == 2, hidden.shape[1] > 0,
            input.shape[0] == hidden.shape[0], output.shape[1] == hidden.shape[1],
            let cell = CellKind.allCases.first(where: { $0.gateCount * hidden.shape[1] == hidden.shape[0] })
        else {
            throw file.error(
                "found rnn.weight_ih_l0 \(input.shape), rnn.weight_hh_l0 \(hidden.shape), fc.weight \(output.shape); "
                    + "expected [gates·H, I], [gates·H, H], [outputs, H] with "
                    + CellKind.allCases.map { "\($0.gateCount) gates (\($0.rawValue))" }.joined(separator: ", "))
        }
        self.cell = cell
        inputSize = input.shape[1]
        hiddenSize = hidden.shape[1]
        outputSize = output.shape[0]
        elementType = input.elementType
        layerCount = (1...).first { file["rnn.weight_ih_l\($0)"] == nil } ?? 1
    }

    package init(
        cell: CellKind, layerCount: Int, inputSize: Int, hiddenSize: Int, outputSize: Int, elementType: ElementType
    ) {
        self.cell = cell
        self.layerCount = layerCount
        self.inputSize = inputSize
        self.hiddenSize = hiddenSize
        self.outputSize = outputSize
        self.elementType = elementType
    }

    /// A network of this shape with its parameters drawn.
    package func makeNetwork(using random: inout SeededGenerator) -> RecurrentNetwork {
        RecurrentNetwork(
            cell: cell, layerCount: layerCount, inputSize: inputSize, hiddenSize: hiddenSize, outputSize: outputSize,
            elementType: elementType, using: &random)
    }
}

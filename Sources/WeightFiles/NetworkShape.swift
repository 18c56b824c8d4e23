import RecurrentNets
import Texts

/// The cell and the sizes of a network, as they follow from the names and shapes of its weights.
package struct NetworkShape: Equatable, Sendable {
    package let cell: CellKind
    package let activation: Activation
    package let layerCount: Int
    package let inputSize: Int
    package let hiddenSize: Int
    package let outputSize: Int
    package let elementType: ElementType

    /// Finds cell and sizes in the weights of a file.
    ///
    /// The function of an Elman cell cannot be seen in its weights: it is what the metadata say, else what is `asked` for, else
    /// tanh.
    /// - Throws: ``WeightFileError`` where a tensor is missing, the shapes fit no cell, or the metadata say otherwise.
    package init(of file: WeightFile, activation asked: Activation? = nil) throws(WeightFileError) {
        if file.isModel { try Self.requireFormat(of: file) }
        let cellOfOwnNames = CellKind.allCases.first { cell in
            PyTorchNames.hasOwnNames(cell) && file[PyTorchNames.ownName("wx", of: cell, layer: 0)] != nil
        }
        func inputName(_ layer: Int) -> String {
            cellOfOwnNames.map { PyTorchNames.ownName("wx", of: $0, layer: layer) } ?? "rnn.weight_ih_l\(layer)"
        }
        let input = try file.tensor(inputName(0))
        let output = try file.tensor("fc.weight")
        let hidden = cellOfOwnNames == nil ? file["rnn.weight_hh_l0"] : nil
        let unit = hidden ?? input
        guard input.rank == 2, unit.rank == 2, output.rank == 2, input.shape[0] == unit.shape[0],
            input.count > 0, output.count > 0
        else { throw Self.unknownCell(file, inputName(0), input, hidden, output) }
        let units = output.shape[1]
        let cells =
            cellOfOwnNames.map { [$0] }
            ?? CellKind.allCases.filter {
                !PyTorchNames.hasOwnNames($0) && ($0 == .feedforward ? hidden == nil : hidden?.shape[1] == units)
            }
        guard let cell = cells.first(where: { $0.gateCount * units == input.shape[0] }) else {
            throw Self.unknownCell(file, inputName(0), input, hidden, output)
        }
        self.cell = cell
        hiddenSize = units
        inputSize = input.shape[1]
        outputSize = output.shape[0]
        elementType = input.elementType
        layerCount = (1...Self.mostLayers).first { file[inputName($0)] == nil } ?? Self.mostLayers + 1
        guard layerCount <= Self.mostLayers else {
            throw file.error("found more than \(Self.mostLayers) layers; expected at most as many")
        }
        // So that a network is never larger than its file.
        for layer in 1..<layerCount {
            _ = try file.tensor(inputName(layer), shape: [input.shape[0], units])
        }
        activation = try Self.activation(of: cell, in: file, asked)
        if file.isModel {
            try requireAgreement(with: file)
        } else if let said = file.metadata["cell"].flatMap({ CellKind(rawValue: $0.lowercased()) }), said != cell {
            throw file.error(
                "found the cell \(said.rawValue) in the metadata, but the tensors of a \(cell.rawValue); expected them to agree"
            )
        }
    }

    /// The keys under which files say an RNN's function; the second is the name of PyTorch's argument.
    private static let activationKeys = ["activation", "nonlinearity"]

    /// Whether a file says the function of its cells.
    package static func saysActivation(_ file: WeightFile) -> Bool {
        activationKeys.contains { file.metadata[$0] != nil }
    }

    private static func activation(
        of cell: CellKind, in file: WeightFile, _ asked: Activation?
    ) throws(WeightFileError) -> Activation {
        let name = activationKeys.lazy.compactMap { file.metadata[$0] }.first
        let said = name.flatMap { Activation(rawValue: file.isModel ? $0 : $0.lowercased()) }
        // Of a bare file with other cells it may be that of anything.
        if let name, said == nil, file.isModel || cell == .rnn {
            throw file.error("found the activation \(WeightFileError.quoted(name)); expected tanh or relu")
        }
        guard said != .relu || cell == .rnn else {
            throw file.error("found the activation relu in a \(cell.rawValue); expected tanh")
        }
        guard let asked else { return cell == .rnn ? said ?? .tanh : .tanh }
        guard asked == .tanh || cell == .rnn else {
            throw file.error(
                "found a \(cell.rawValue), but --activation \(asked.rawValue); expected it with an rnn alone")
        }
        guard said == nil || said == asked || cell != .rnn else {
            throw file.error(
                "found the activation \(said?.rawValue ?? "") in the metadata, but --activation \(asked.rawValue); expected them to "
                    + "agree; give --activation \(said?.rawValue ?? "")")
        }
        return asked
    }

    /// The format of models.
    private static let formatVersion = "1"
    /// More layers than any network has.
    package static let mostLayers = 1000

    /// What the metadata of a model say of its network.
    package var metadata: ByteDictionary<String> {
        [
            "model": Self.formatVersion, "cell": cell.rawValue, "activation": activation.rawValue,
            "layers": String(layerCount), "input_size": String(inputSize), "hidden_size": String(hiddenSize),
            "output_size": String(outputSize),
        ]
    }

    private static func requireFormat(of file: WeightFile) throws(WeightFileError) {
        let found = try file.metadata(named: "model")
        guard found == formatVersion else {
            throw file.error(
                "found 'model' \(WeightFileError.quoted(found)) in the metadata; expected \(formatVersion); "
                    + "use the program version that wrote the file")
        }
    }

    /// Checks that the metadata of a model say what its tensors do.
    private func requireAgreement(with file: WeightFile) throws(WeightFileError) {
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            let found = try file.metadata(named: key)
            guard found != value else { continue }
            throw file.error(
                "found '\(key)' \(WeightFileError.quoted(found)) in the metadata; expected \(value), as the tensors have "
                    + "it; the file is damaged, or its writer is in error")
        }
    }

    private static func unknownCell(
        _ file: WeightFile, _ inputName: String, _ input: Tensor, _ hidden: Tensor?, _ output: Tensor
    ) -> WeightFileError {
        let cells = CellKind.allCases.filter { !PyTorchNames.hasOwnNames($0) }
        let gates = cells.map { "\($0.gateCount) gates (\($0.rawValue))" }.joined(separator: ", ")
        return file.error(
            "found \(inputName) \(input.shape), rnn.weight_hh_l0 \(hidden.map { "\($0.shape)" } ?? "missing"), "
                + "fc.weight \(output.shape); expected [gates·H, I], [gates·H, H], [outputs, H] with \(gates)")
    }

    package init(
        cell: CellKind, activation: Activation = .tanh, layerCount: Int, inputSize: Int, hiddenSize: Int,
        outputSize: Int, elementType: ElementType
    ) {
        self.cell = cell
        self.activation = activation
        self.layerCount = layerCount
        self.inputSize = inputSize
        self.hiddenSize = hiddenSize
        self.outputSize = outputSize
        self.elementType = elementType
    }

    /// A network of this shape with its parameters drawn.
    package func makeNetwork(dropoutRate: Double = 0, using random: inout SeededGenerator) -> RecurrentNetwork {
        RecurrentNetwork(
            cell: cell, activation: activation, layerCount: layerCount, inputSize: inputSize, hiddenSize: hiddenSize,
            outputSize: outputSize,
            dropoutRate: dropoutRate, elementType: elementType, using: &random)
    }
}

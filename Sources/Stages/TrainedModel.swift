import RecurrentNets
import SeriesData
import WeightFiles

/// A trained network and what a forecast needs besides: the column that it learnt and how its values were scaled.
struct TrainedModel {
    let network: RecurrentNetwork
    let shape: NetworkShape
    let scaling: Scaling
    /// The column that it was trained on; nil for bare weights.
    let column: String?

    init(network: RecurrentNetwork, shape: NetworkShape, scaling: Scaling, column: String?) {
        self.network = network
        self.shape = shape
        self.scaling = scaling
        self.column = column
    }

    /// Reads a model, a checkpoint, or bare weights under PyTorch's names, which stand for an unscaled series.
    ///
    /// - Throws: ``WeightFileError``.
    init(_ file: WeightFile) throws {
        shape = try NetworkShape(of: file)
        guard shape.inputSize == 1, shape.outputSize == 1 else {
            throw file.error(
                "found a network of \(shape.inputSize) inputs and \(shape.outputSize) outputs; expected one of each, "
                    + "for the values of one series")
        }
        var random = SeededGenerator(seed: 0)  // What is drawn is replaced at once.
        network = shape.makeNetwork(using: &random)
        try PyTorchNames.load(file, into: network)
        column = file.metadata["column"]
        guard file.isModel else {
            scaling = .identity
            return
        }
        let (offset, divisor) = (try file.metadata(named: "scale_offset"), try file.metadata(named: "scale_divisor"))
        guard let offset = decimal(offset), let divisor = decimal(divisor), divisor > 0 else {
            throw file.error(
                "found the scaling offset \(WeightFileError.quoted(offset)) and divisor "
                    + "\(WeightFileError.quoted(divisor)); expected two numbers, the second above 0")
        }
        scaling = Scaling(offset: offset, divisor: divisor)
    }

    /// The model as a file: weights alone, with the rest in the metadata.
    var file: WeightFile {
        var metadata = shape.metadata
        metadata["format"] = "pt"
        metadata["program"] = ProgramVersion.nameAndVersion
        metadata["scale_offset"] = decimalText(scaling.offset)
        metadata["scale_divisor"] = decimalText(scaling.divisor)
        metadata["column"] = column
        return WeightFile(tensors: PyTorchNames.tensors(of: network), metadata: metadata)
    }
}

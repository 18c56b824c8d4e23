import CSVTables
import Files
import ForecastModels
import ForeignWeights
import RecurrentNets
import SeriesData
import WeightFiles

/// Reads a network that another framework trained, and writes it as a model: file in, file out.
package struct ImportStage: Stage {
    package static let name = "import"
    package static let summary =
        "Read a network that PyTorch, Keras, Flax, MLX, ONNX, DeZero or a neighbour of theirs wrote, and write it as a model."
    package static let example = "seqcast import weights.pt --output model"

    static let file = StageOption(
        argument: "file", .path(), role: .reads,
        help:
            "The file: safetensors, .pt, .npz, .npy, .eqx, .keras, .h5, .msgpack or .onnx; its first bytes tell which.")
    static let output = StageOption(
        required: "output", .path("model"), role: .writes, contents: [ModelDirectory.modelName],
        help: "The model to write: a file where the name ends in .safetensors, else a directory as train writes it.")
    static let cell = StageOption(
        optional: "cell", ValueKind<ImportedCell>.choice(name: "cell"),
        help:
            "The cell, to be sure, or where the file does not say which of two it is: gru-v1 resets before the product."
    )
    static let activation = StageOption(
        optional: "activation", ValueKind<Activation>.choice(name: "function"),
        help: "The function of an rnn, where the file does not say it. By default tanh.")
    static let rename = StageOption(
        repeated: "rename", .renaming,
        help:
            "A tensor's name in the file and what stands for it, such as W=rnn.weight_ih_l0; names that end with a point or "
            + "slash are beginnings. Repeatable.")
    static let ignoreTensors = StageOption(
        flag: "ignore-tensors", help: "Pass over tensors that the network has no place for.")
    static let scaleOffset = StageOption(
        optional: "scale-offset", .number,
        help: "What was taken off the values before the network learnt them: their mean, say.")
    static let scaleDivisor = StageOption(
        optional: "scale-divisor", .positiveNumber,
        help: "What they were divided by then: their standard deviation, say.")
    static let scaleFrom = StageOption(
        optional: "scale-from", .path("csv"), role: .reads,
        help:
            "A CSV file whose column has the mean and the standard deviation (of the population) to scale by; FILE:COLUMN "
            + "names it.")
    static let columns = StageOption(
        repeated: "column", .text("name"),
        help:
            "The column that an input of the network reads; repeatable, in the order of its inputs. By default the only one "
            + "of a table.")
    static let targets = StageOption(
        optional: "targets", .wholeNumber(from: 1),
        help:
            "How many of the inputs, from the first on, are forecast. By default all where there are as many outputs, else "
            + "one.")

    package static let options: [OptionDefinition] = [
        file.definition, output.definition, cell.definition, activation.definition, rename.definition,
        ignoreTensors.definition, scaleOffset.definition, scaleDivisor.definition, scaleFrom.definition,
        columns.definition,
        targets.definition,
    ]

    let values: OptionValues

    package init(_ values: OptionValues) throws(OptionErrors) {
        self.values = values
        guard values[Self.scaleFrom] != nil else { return }
        let given = [
            (Self.scaleOffset.definition.name, values[Self.scaleOffset] != nil),
            (Self.scaleDivisor.definition.name, values[Self.scaleDivisor] != nil),
        ]
        let problems = given.filter(\.1).map {
            OptionError(option: $0.0, problem: "found beside --\(Self.scaleFrom.definition.name); expected one of them")
        }
        guard problems.isEmpty else { throw OptionErrors(problems: problems) }
    }

    package func run(_ console: any Console) throws {
        let path = values[Self.file]
        let file = try ForeignFile(at: path)
        let network: ForeignNetwork
        do throws(WeightFileError) {
            network = try file.network(
                ForeignNetworkSettings(
                    cell: values[Self.cell]?.kind, activation: values[Self.activation], renames: values[Self.rename],
                    ignoresOthers: values[Self.ignoreTensors]))
        } catch {
            throw error.inFile(path)
        }
        let model = try ImportedModel(
            network, named: values[Self.columns], targets: values[Self.targets],
            scaling: scaling(of: network, in: file))
        let output = values[Self.output]
        let isFile = output.utf8.suffix(12).elementsEqual(".safetensors".utf8)
        if !isFile { try makeDirectory(output) }
        try DurableFile.write(
            try model.file.encoded(), to: isFile ? output : output + "/" + ModelDirectory.modelName)
        for note in network.notes { console.note("\(path): \(note)") }
        try console.result(
            "\(file.kind.rawValue), \(network.layers[0].framework): \(model.summary)")
    }

    /// Makes the directory of the model, in which there may be an imported model, but no training.
    private func makeDirectory(_ path: String) throws {
        if Directories.isDirectory(at: path),
            let other = try Directories.list(at: path).first(where: { $0 != ModelDirectory.modelName })
        {
            throw FileError(
                .cannotCreate, at: path,
                "is a directory with '\(other)' in it; expected none, or one of an imported model alone; name another one"
            )
        }
        try Directories.create(at: path)
    }
}

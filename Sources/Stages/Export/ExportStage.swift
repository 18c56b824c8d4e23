import CSVTables
import Files
import ForecastModels
import ForeignWeights
import SeriesData
import Texts
import WeightFiles

/// Writes a model for another framework: model in, file out.
package struct ExportStage: Stage {
    package static let name = "export"
    package static let summary =
        "Write a model as ONNX, or its weights for PyTorch, Keras, MLX, DeZero, Chainer or Haiku; `export snakemake SPEC` prints a "
        + "pipeline for that engine."
    package static let example = "seqcast export model --to onnx --output model.onnx"

    static let model = StageOption(
        argument: "model", .path("model"), role: .reads, help: "The directory that train wrote, or a weight file.")
    static let format = StageOption(
        required: "to", ValueKind<ExportFormat>.choice(name: "format"),
        help: "The format. onnx is the whole forecast, in the units of the data; the others are the weights alone.")
    static let names = StageOption(
        optional: "names", ValueKind<ExportNames>.choice(name: "framework"),
        help: "With npz: whose names the arrays have.")
    static let output = StageOption(required: "output", .path(), role: .writes, help: "The file to write.")
    static let interval = StageOption(
        optional: "interval", .level,
        help:
            "With onnx: the probability of the interval from lower to upper, where the model knows one. By default that of "
            + "predict.")
    static let series = StageOption(
        optional: "series", .text("name"),
        help: "With onnx: the series whose scaling the graph has, of a model that has learnt several.")

    package static let options: [OptionDefinition] = [
        model.definition, format.definition, names.definition, output.definition, interval.definition,
        series.definition,
    ]

    private let values: OptionValues

    package init(_ values: OptionValues) throws(OptionErrors) {
        self.values = values
        let format = values[Self.format]
        var problems: [OptionError] = []
        if format == .npz, values[Self.names] == nil {
            problems.append(
                OptionError(
                    option: Self.names.definition.name,
                    problem: "missing; give \(Self.names.definition.expected) with --to npz"))
        }
        if format != .npz, values[Self.names] != nil {
            problems.append(
                OptionError(option: Self.names.definition.name, problem: "has a meaning only with --to npz"))
        }
        let ofGraphs = [
            (Self.interval.definition.name, values[Self.interval] != nil),
            (Self.series.definition.name, values[Self.series] != nil),
        ]
        problems += ofGraphs.filter { $0.1 && !format.isWhole }.map {
            OptionError(option: $0.0, problem: "has a meaning only with --to onnx")
        }
        // Keras tells the form of a file by its name, and refuses another one.
        if format == .keras, !values[Self.output].utf8.suffix(11).elementsEqual(".weights.h5".utf8) {
            problems.append(
                OptionError(
                    option: Self.output.definition.name,
                    problem:
                        "found '\(values[Self.output])'; expected a name that ends in .weights.h5, as Keras asks for"))
        }
        guard problems.isEmpty else { throw OptionErrors(problems: problems) }
    }

    package func run(_ console: any Console) throws {
        let path = values[Self.model]
        let (bytes, said) = try exported(ModelCatalogue.model(at: path), at: path)
        try DurableFile.write(bytes, to: values[Self.output])
        try console.result(said)
    }

    /// The bytes of the file, and what to say of it.
    private func exported(_ model: any ForecastModel, at path: String) throws -> (bytes: [UInt8], said: String) {
        if values[Self.format] == .onnx {
            let networks: ONNXForecast.Networks
            switch model {
            case let model as PretrainedModel:
                let problems = [
                    (
                        Self.interval.definition.name,
                        "found beside a pretrained model, which says quantiles; leave it out",
                        values[Self.interval] != nil
                    ),
                    (
                        Self.series.definition.name,
                        "found beside a pretrained model, which scales each series by itself; leave it out",
                        values[Self.series] != nil
                    ),
                ].filter(\.2).map { OptionError(option: $0.0, problem: $0.1) }
                guard problems.isEmpty else { throw OptionErrors(problems: problems) }
                var graph = try ONNXPretrained(model, at: path)
                return (graph.bytes(), graph.summary)
            case let model as StepNetworkModel: networks = .steps(model)
            case let model as WindowNetworkModel: networks = .windows(model)
            default: throw Self.refusal(of: model, "a network of steps, of segments, or pretrained").inFile(path)
            }
            var forecast = try ONNXForecast(
                networks, at: path, level: values[Self.interval], series: values[Self.series])
            return (try forecast.bytes(), forecast.summary)
        }
        guard let model = model as? StepNetworkModel else {
            throw Self.refusal(of: model, "a network of steps, as train writes it with --network steps, or import")
                .inFile(
                    path)
        }
        guard model.networks.count == 1 else {
            throw WeightFileError(
                "found an ensemble of \(model.networks.count) networks; expected one; export its members one by one, or all of it "
                    + "with --to onnx"
            ).inFile(path)
        }
        do throws(WeightFileError) {
            let bytes = try ForeignNetwork(model.networks[0], model.shape).bytes(
                as: values[Self.format], names: values[Self.names] ?? .mlx, metadata: metadata(of: model))
            return (bytes, scalingText(of: model))
        } catch {
            throw error.inFile(path)
        }
    }

    private static func refusal(of model: any ForecastModel, _ expected: String) -> WeightFileError {
        WeightFileError(
            "found a model of the family \(type(of: model).family); expected \(expected), which this format can hold")
    }

    /// What formats with texts say besides the weights.
    private func metadata(of model: StepNetworkModel) -> ByteDictionary<String> {
        var metadata: ByteDictionary<String> = [
            "format": values[Self.format] == .mlx ? "mlx" : "pt", "cell": model.shape.cell.rawValue,
        ]
        if model.shape.cell == .rnn { metadata["activation"] = model.shape.activation.rawValue }
        if model.recipe.isPlain, let scaling = model.fit.series.first?.scaling.targets.first, scaling != .identity {
            metadata["value_offset"] = decimalText(scaling.offset)
            metadata["value_divisor"] = decimalText(scaling.divisor)
        }
        return metadata
    }

    /// How the numbers that the network reads and says are meant, which weights alone do not tell.
    private func scalingText(of model: StepNetworkModel) -> String {
        guard model.recipe.isPlain, let scaling = model.fit.series.first?.scaling.targets.first else {
            return
                "\(model.shape.inputSize) inputs, \(model.shape.outputSize) outputs, as docs/files.md lists them; the file has the "
                + "weights alone"
        }
        return scaling == .identity
            ? "reads and says the values as they are"
            : "reads (x - \(decimalText(scaling.offset))) / \(decimalText(scaling.divisor)); says y, which means "
                + "y * \(decimalText(scaling.divisor)) + \(decimalText(scaling.offset))"
    }
}

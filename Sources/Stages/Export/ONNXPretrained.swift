import CSVTables
import Files
import ForecastModels
import ForeignWeights
import RecurrentNets
import WeightFiles

/// A model of the network that was trained in advance as an ONNX graph: simple rules and network in one, in the units of the data.
///
/// Inputs: each target under its name, float64 `[time, batch, 1]`, the values so far, of which the newest are read; none is missing.
/// Outputs: `q0.025` and so on, float64 `[1, batch, steps]`, with several targets `q0.025_NAME`: what is forecast after the last
/// row. It remembers nothing: with a row more it reads all anew.
struct ONNXPretrained {
    /// More blocks than a graph should spell out.
    private static let mostBlocks = 12

    private let model: PretrainedModel
    private var graph = ONNXGraph(prefix: "/")
    private var outputNames: [String] = []
    private var targets: [String] { model.recipe.columns.targets.isEmpty ? ["y"] : model.recipe.columns.targets }

    /// Takes a model.
    ///
    /// - Throws: `WeightFileError` for what the graph does not have.
    init(_ model: PretrainedModel, at path: String) throws {
        self.model = model
        let blocks = (model.recipe.horizon + PretrainedForecast.blockLength - 1) / PretrainedForecast.blockLength
        guard blocks <= Self.mostBlocks else {
            throw WeightFileError(
                "found a horizon of \(model.recipe.horizon); expected at most \(Self.mostBlocks * PretrainedForecast.blockLength) "
                    + "for a graph; train with a shorter one"
            ).inFile(path)
        }
        guard model.recipe.transforms == .none else {
            throw WeightFileError(
                "found a pretrained model of transformed values; expected one without --transform: the network scales by itself"
            ).inFile(path)
        }
    }

    /// What goes in and comes out.
    var summary: String { "inputs \(targets.joined(separator: ", ")); outputs \(outputNames.joined(separator: ", "))" }

    /// The bytes of the file.
    mutating func bytes() -> [UInt8] {
        for target in targets {
            graph.input(target, .double, [.any("time"), .any("batch"), .fixed(1)])
        }
        for target in targets {
            let values = graph.node("Squeeze", [target, graph.integers([2])])
            let said = forecast(of: newest(values), stem: "/\(target)/")
            for (place, level) in PretrainedNetwork.levels.enumerated() {
                let name = "q\(decimalText(level))" + (targets.count > 1 ? "_\(target)" : "")
                var value = slice(said, place, place + 1, axis: 2)
                value = graph.transposed(value, [2, 1, 0])
                if let range = model.recipe.range {
                    if range.low.isFinite { value = graph.node("Max", [value, graph.scalar(range.low, .double)]) }
                    if range.high.isFinite { value = graph.node("Min", [value, graph.scalar(range.high, .double)]) }
                }
                graph.rename(value, to: name)
                graph.output(name, .double, [.fixed(1), .any("batch"), .fixed(model.recipe.horizon)])
                outputNames.append(name)
            }
        }
        return graph.model(
            producer: ProgramVersion.name,
            metadata: [
                "cell": CellKind.gru.rawValue, "season": String(model.season),
                "targets": targets.joined(separator: ","),
            ])
    }

    private mutating func slice(_ value: String, _ start: Int, _ end: Int, axis: Int) -> String {
        graph.node("Slice", [value, graph.integers([start]), graph.integers([end]), graph.integers([axis])])
    }

    private mutating func newest(_ values: String) -> String {
        slice(values, -PretrainedForecast.longestContext, .max, axis: 0)
    }

    /// The quantiles after the last of the values `[time, batch]`: `[horizon, batch, levels]`, in blocks.
    private mutating func forecast(of values: String, stem: String) -> String {
        var (context, said, grown) = (values, [String](), nil as String?)
        let middle = PretrainedNetwork.levels.count / 2
        var left = model.recipe.horizon
        while left > 0 {
            let steps = min(left, PretrainedForecast.blockLength)
            let block = block(context, steps: steps, stem: "\(stem)block_\(said.count)/")
            let medians = slice(block, middle, middle + 1, axis: 2)
            let distances = graph.node("Sub", [block, medians])
            said.append(grown.map { widened(distances, by: $0, from: medians) } ?? block)
            left -= steps
            guard left > 0 else { break }
            // What adds up from step to step goes on in the next block.
            let (first, last) = (slice(distances, 0, 1, axis: 0), slice(distances, -1, .max, axis: 0))
            let more = graph.node(
                "Max",
                [
                    graph.node("Sub", [graph.node("Mul", [last, last]), graph.node("Mul", [first, first])]),
                    graph.scalar(0, .double),
                ])
            let before = grown.map { graph.node("Mul", [$0, $0]) }
            grown = graph.node("Sqrt", [before.map { graph.node("Add", [more, $0]) } ?? more])
            let longer = graph.node(
                "Concat", [context, graph.node("Squeeze", [medians, graph.integers([2])])], integers: ["axis": 0])
            context = newest(longer)
        }
        return said.count == 1 ? said[0] : graph.node("Concat", said, integers: ["axis": 0])
    }

    /// Quantiles as far from their median as what a block before has left in doubt makes them.
    private mutating func widened(_ distances: String, by before: String, from medians: String) -> String {
        let squares = graph.node(
            "Add", [graph.node("Mul", [distances, distances]), graph.node("Mul", [before, before])])
        let below = graph.node("Less", [distances, graph.scalar(0, .double)])
        let sign = graph.node("Where", [below, graph.scalar(-1, .double), graph.scalar(1, .double)])
        return graph.node("Add", [medians, graph.node("Mul", [graph.node("Sqrt", [squares]), sign])])
    }

    private mutating func block(_ context: String, steps: Int, stem: String) -> String {
        let read = ONNXContextReading.add(
            to: &graph, context, season: model.season, horizon: steps, stem: stem)
        let network = model.network
        let element = ONNXGraph.Element(network.elementType)
        func cast(_ value: String, _ element: ONNXGraph.Element) -> String {
            graph.node("Cast", [value], integers: ["to": element.rawValue])
        }
        var (known, coming) = (cast(read[0], element), cast(read[1], element))
        for (reader, writer) in zip(network.core.encoder, network.core.decoder) {
            let state: String
            (known, state) = ONNXNetworkWriter.gru(reader, to: &graph, known, from: "")
            coming = ONNXNetworkWriter.gru(writer, to: &graph, coming, from: state).outputs
        }
        var said = coming
        for parameter in network.fc.parameters {
            let tensor = parameter.parameter.value
            said = graph.node(
                tensor.rank == 2 ? "MatMul" : "Add",
                [said, graph.constant(tensor.scalars, shape: tensor.shape, element)])
        }
        let rules = SimpleRules.count
        let shares = graph.node("Softmax", [slice(said, 0, rules, axis: 2)], integers: ["axis": -1])
        let product = graph.node("Mul", [shares, cast(read[2], element)])
        let chosen = graph.node("ReduceSum", [product, graph.integers([-1])], integers: ["keepdims": 1])
        let median = graph.node("Add", [chosen, slice(said, rules, rules + 1, axis: 2)])
        let spreads = graph.node("Softplus", [slice(said, rules + 1, .max, axis: 2)])
        let apart = PretrainedNetwork.steps(to: network.elementType)
        let quantiles = graph.node(
            "Add",
            [
                median,
                graph.node("MatMul", [spreads, graph.constant(apart.scalars, shape: apart.shape, element)]),
            ])
        // Of a series that has never moved there is nothing to say.
        let unit = graph.node("Unsqueeze", [graph.node("Mul", [read[4], read[5]]), graph.integers([1])])
        return graph.node(
            "Add",
            [
                graph.node("Unsqueeze", [read[3], graph.integers([2])]),
                graph.node("Mul", [cast(quantiles, .double), unit]),
            ])
    }
}

import CSVTables
import Files
import ForecastModels
import ForeignWeights
import RecurrentNets
import SeriesData
import Texts
import WeightFiles

/// A model as an ONNX graph that forecasts in the units of the data, as `predict` does.
///
/// Inputs, float64 `[time, batch, …]`: each column that the model reads, under its name, one number a step; a column known of the
/// future, and the sine and cosine of a calendar cycle (`sin_month`, `cos_month`), as many numbers as are forecast at once, of the
/// next row, the one after it, and so on. `past` `[rows, batch, targets]` are the rows before the first, where differences or lags
/// need them. `h0` (and `c0`) `[networks·layers, batch, units]` is what the layers remember, zeros at the start.
///
/// Outputs: `mean` `[time, batch, steps]`, with an interval `lower` and `upper`; of a model of quantiles `q0.05` and so on; with
/// several targets `mean_NAME`. `hn`, `cn` and `pastn` are the inputs of the rows that follow.
struct ONNXForecast {
    private let model: StepNetworkModel
    private let path: String
    private let rule: IntervalRule?
    private let scaling: SeriesScaling
    private var graph = ONNXGraph(prefix: "/")
    private var names: [String] = []
    private var inputNames: [String] = []
    private var outputNames: [String] = []

    private var recipe: SeriesRecipe { model.recipe }
    private var targets: [String] { recipe.columns.targets.isEmpty ? ["y"] : recipe.columns.targets }
    private var horizon: Int { recipe.horizon }
    private var element: ONNXGraph.Element { ONNXGraph.Element(model.shape.elementType) }

    /// What goes in and comes out.
    var summary: String {
        "inputs \(inputNames.joined(separator: ", ")); outputs \(outputNames.joined(separator: ", "))"
    }

    /// Takes a model and what is to be known of it.
    ///
    /// - Throws: `WeightFileError` or ``OptionErrors`` where there is no such series or interval.
    init(_ model: StepNetworkModel, at path: String, level: Double?, series: String?) throws {
        (self.model, self.path) = (model, path)
        rule = try IntervalRule(model, at: path, level: level, isAdaptive: false)
        let learnt = model.fit.series
        let names = learnt.map(\.name)
        let option = ExportStage.series.definition.name
        func error(_ problem: String) -> OptionErrors {
            OptionErrors(problems: [OptionError(option: option, problem: problem)])
        }
        if let series {
            guard let scaling = model.fit.scaling(of: series), recipeHasSeries(model) else {
                throw error(
                    "found '\(series)'; expected one of those that the model has learnt: \(names.prefix(20).joined(separator: ", "))"
                )
            }
            self.scaling = scaling
        } else {
            guard learnt.count == 1, let only = learnt.first else {
                throw error(
                    "missing; the model has learnt \(learnt.count) series, each of its own scale; give one of "
                        + names.prefix(20).joined(separator: ", "))
            }
            scaling = only.scaling
        }
    }

    /// The bytes of the file.
    ///
    /// - Throws: `WeightFileError` where the graph would be too large, or a cell has no operator.
    mutating func bytes() throws -> [UInt8] {
        let (transforms, past) = (recipe.transforms, recipe.firstRow)
        let terms = transforms.differencing.terms.count
        guard
            horizon * (terms + recipe.futureInputCount + 2) + recipe.lags.count * (terms + 2) < ONNXGraph.mostNodes / 2
        else {
            throw WeightFileError(
                "found a horizon of \(horizon), \(terms) terms of differences and \(recipe.lags.count) lags; expected fewer: the graph "
                    + "would have more than \(ONNXGraph.mostNodes) nodes"
            ).inFile(path)
        }
        let columns = targets.map { input($0, [.any("time"), .any("batch"), .fixed(1)]) }
        let values = columns.count == 1 ? columns[0] : graph.node("Concat", columns, integers: ["axis": 2])
        var all = values
        if past > 0 {
            let before = input("past", [.fixed(past), .any("batch"), .fixed(targets.count)])
            all = graph.node("Concat", [before, values], integers: ["axis": 0])
        }
        let levels = transforms.hasLogarithm ? graph.node("Log", [graph.node("Add", [all, scalar(1)])]) : all
        let read = inputs(levels)
        let x = element == .float ? graph.node("Cast", [read], integers: ["to": element.rawValue]) : read
        let (said, ends) = try networks(reading: x)
        say(said, origins(levels))
        for (name, parts) in zip(["hn", "cn"], ends) {
            let all = parts.count == 1 ? parts[0] : graph.node("Concat", parts, integers: ["axis": 0])
            output(all, name, stateShape, element)
        }
        if past > 0 {
            output(
                slice(all, -past, .max, axis: 0), "pastn", [.fixed(past), .any("batch"), .fixed(targets.count)], .double
            )
        }
        var metadata: ByteDictionary<String> = [
            "cell": model.shape.cell.rawValue, "targets": targets.joined(separator: ","),
        ]
        if let rule { metadata["interval"] = decimalText(rule.level) }
        return graph.model(producer: ProgramVersion.name, metadata: metadata)
    }

    // MARK: - Names and small nodes

    /// A name that no other value has.
    private mutating func free(_ name: String) -> String {
        var name = name.isEmpty ? "column" : name
        while names.contains(where: { $0.utf8.elementsEqual(name.utf8) }) { name += "_" }
        names.append(name)
        return name
    }

    private mutating func input(_ name: String, _ shape: [ONNXGraph.Length], _ type: ONNXGraph.Element = .double)
        -> String
    {
        let name = free(name)
        graph.input(name, type, shape)
        inputNames.append(name)
        return name
    }

    private mutating func output(
        _ value: String, _ name: String, _ shape: [ONNXGraph.Length], _ type: ONNXGraph.Element
    ) {
        let name = free(name)
        graph.rename(value, to: name)
        graph.output(name, type, shape)
        outputNames.append(name)
    }

    private mutating func scalar(_ value: Double) -> String { graph.scalar(value, .double) }
    private mutating func vector(_ values: [Double]) -> String {
        graph.constant(values, shape: [values.count], .double)
    }

    private mutating func slice(_ value: String, _ start: Int, _ end: Int, axis: Int) -> String {
        graph.node("Slice", [value, graph.integers([start]), graph.integers([end]), graph.integers([axis])])
    }

    private mutating func scaled(_ value: String, _ scalings: [Scaling]) -> String {
        guard scalings.contains(where: { $0 != .identity }) else { return value }
        let centred = graph.node("Sub", [value, vector(scalings.map(\.offset))])
        return graph.node("Div", [centred, vector(scalings.map(\.divisor))])
    }

    // MARK: - What the network reads

    /// The levels of the row `shift` rows before each one.
    private mutating func row(_ levels: String, before shift: Int) -> String {
        let past = recipe.firstRow
        return past == 0 ? levels : slice(levels, past - shift, shift == 0 ? .max : -shift, axis: 0)
    }

    /// What the level after so many rows would be if its difference were 0; `known` gives the level a number of rows before it.
    private mutating func continuation(_ known: (inout ONNXForecast, Int) -> String) -> String {
        var sum: String?
        for term in recipe.transforms.differencing.terms {
            let value = known(&self, term.lag)
            let part = term.weight == -1 ? value : graph.node("Mul", [value, scalar(-term.weight)])
            sum = sum.map { graph.node("Add", [$0, part]) } ?? part
        }
        return sum ?? scalar(0)
    }

    /// The scaled differences of the row `shift` rows before each one.
    private mutating func difference(_ levels: String, before shift: Int) -> String {
        var value = row(levels, before: shift)
        if recipe.transforms.differencing.span > 0 {
            let expected = continuation { forecast, lag in forecast.row(levels, before: shift + lag) }
            value = graph.node("Sub", [value, expected])
        }
        return scaled(value, scaling.targets)
    }

    /// All inputs of the network in their order.
    private mutating func inputs(_ levels: String) -> String {
        var parts = [difference(levels, before: 0)]
        for (name, scaling) in zip(recipe.columns.features, scaling.features) {
            parts.append(scaled(input(name, [.any("time"), .any("batch"), .fixed(1)]), [scaling]))
        }
        var ofFuture: [String] = []
        let shape: [ONNXGraph.Length] = [.any("time"), .any("batch"), .fixed(horizon)]
        for (name, scaling) in zip(recipe.columns.knownFuture, scaling.knownFuture) {
            ofFuture.append(scaled(input(name, shape), Array(repeating: scaling, count: horizon)))
        }
        for cycle in recipe.calendar {
            for function in ["sin", "cos"] { ofFuture.append(input("\(function)_\(cycle.rawValue)", shape)) }
        }
        for step in 0..<horizon where !ofFuture.isEmpty {
            for value in ofFuture { parts.append(horizon == 1 ? value : slice(value, step, step + 1, axis: 2)) }
        }
        for lag in recipe.lags { parts.append(difference(levels, before: lag - 1)) }
        return parts.count == 1 ? parts[0] : graph.node("Concat", parts, integers: ["axis": 2])
    }

    // MARK: - The networks

    /// What all layers remember.
    private var stateShape: [ONNXGraph.Length] {
        [.fixed(model.networks.count * model.shape.layerCount), .any("batch"), .fixed(model.shape.hiddenSize)]
    }

    /// What each network says, float64 `[time, batch, outputs]`, and for each part of a state the names of it in all layers.
    private mutating func networks(reading x: String) throws -> (said: [String], ends: [[String]]) {
        let layers = model.shape.layerCount
        let count = model.networks.count * layers
        let stateCount = ONNXNetworkWriter.stateCount(of: model.shape.cell)
        let starts = ["h0", "c0"].prefix(stateCount).map { input($0, stateShape, element) }
        var said: [String] = []
        var ends = Array(repeating: [String](), count: stateCount)
        for (index, network) in model.networks.enumerated() {
            let foreign: ForeignNetwork
            do throws(WeightFileError) {
                foreign = try ForeignNetwork(network, model.shape)
            } catch {
                throw error.inFile(path)
            }
            let states = (0..<layers).map { layer in
                starts.map { start in
                    count == 1 ? start : slice(start, index * layers + layer, index * layers + layer + 1, axis: 0)
                }
            }
            let (outputs, after) = ONNXNetworkWriter(foreign).write(to: &graph, x, from: states)
            said.append(
                element == .float
                    ? graph.node("Cast", [outputs], integers: ["to": ONNXGraph.Element.double.rawValue]) : outputs)
            for state in after {
                for (place, name) in state.enumerated() { ends[place].append(name) }
            }
        }
        return (said, ends)
    }

    private mutating func mean(_ values: [String]) -> String {
        guard let first = values.first, values.count > 1 else { return values.first ?? "" }
        let sum = values.dropFirst().reduce(first) { graph.node("Add", [$0, $1]) }
        return graph.node("Div", [sum, scalar(Double(values.count))])
    }

    // MARK: - What is said

    /// What the outputs are counted from: the levels if all differences after each row were 0, `[time, batch, numbers]`.
    private mutating func origins(_ levels: String) -> String? {
        guard recipe.transforms.differencing.span > 0 else { return nil }
        var steps: [String] = []
        for step in 0..<horizon {
            let known = steps
            steps.append(
                continuation { forecast, lag in
                    lag <= step ? known[step - lag] : forecast.row(levels, before: lag - step - 1)
                })
        }
        return steps.count == 1 ? steps[0] : graph.node("Concat", steps, integers: ["axis": 2])
    }

    /// A number on the network's scale in the units of the data.
    private mutating func value(_ output: String, _ origins: String?) -> String {
        let numbers = (0..<horizon).flatMap { _ in scaling.targets }
        var level = output
        if numbers.contains(where: { $0 != .identity }) {
            level = graph.node(
                "Add", [graph.node("Mul", [level, vector(numbers.map(\.divisor))]), vector(numbers.map(\.offset))])
        }
        if let origins { level = graph.node("Add", [level, origins]) }
        guard recipe.transforms.hasLogarithm else { return level }
        return graph.node("Sub", [graph.node("Exp", [level]), scalar(1)])
    }

    private mutating func say(_ said: [String], _ origins: String?) {
        let count = recipe.outputCount
        switch model.head.loss {
        case .mse, .mae, .huber: sayMean(mean(said), origins)
        case .gaussian:
            let means = said.map { slice($0, 0, count, axis: 2) }
            let prediction = mean(means)
            let deviations = said.map { outputs in
                let soft = graph.node("Softplus", [slice(outputs, count, 2 * count, axis: 2)])
                let variance = graph.node("Add", [graph.node("Mul", [soft, soft]), scalar(1e-6)])
                return graph.node("Sqrt", [variance])
            }
            if model.conformalScores.isEmpty, said.count == 1,
                let ends = rule?.ends(.normals([NormalPart(mean: 0, deviation: 1)]), at: 0)
            {
                say(value(prediction, origins), "mean")
                for (name, end) in [("lower", ends.lower), ("upper", ends.upper)] {
                    let reach = graph.node("Mul", [deviations[0], scalar(end)])
                    say(value(graph.node("Add", [prediction, reach]), origins), name)
                }
            } else {
                sayMean(prediction, origins)
            }
            // An interval of several together has no formula: their parts are given.
            guard said.count > 1, model.conformalScores.isEmpty else { return }
            for (place, (mean, deviation)) in zip(means, deviations).enumerated() {
                say(mean, "mean_of_network_\(place + 1)")
                say(deviation, "deviation_of_network_\(place + 1)")
            }
        case .quantile:
            let levels = model.head.quantiles
            let sorted = said.map { outputs in
                let shaped = graph.node("Reshape", [outputs, graph.integers([0, 0, count, levels.count])])
                return graph.smallest(levels.count, of: shaped)
            }
            let quantiles = mean(sorted)
            for (place, level) in levels.enumerated() {
                let one = graph.node("Squeeze", [slice(quantiles, place, place + 1, axis: 3), graph.integers([3])])
                say(value(one, origins), "q\(decimalText(level))")
                if level == 0.5, !model.conformalScores.isEmpty { sayInterval(one, origins) }
            }
        }
    }

    /// A prediction, with the interval that was measured, if any.
    private mutating func sayMean(_ prediction: String, _ origins: String?) {
        say(value(prediction, origins), "mean")
        sayInterval(prediction, origins)
    }

    private mutating func sayInterval(_ prediction: String, _ origins: String?) {
        guard !model.conformalScores.isEmpty, let rule else { return }
        let reaches = (0..<recipe.outputCount).compactMap { rule.ends(.value(0), at: $0)?.upper }
        guard reaches.count == recipe.outputCount else { return }
        for (name, sign) in [("lower", -1.0), ("upper", 1.0)] {
            let end = graph.node("Add", [prediction, vector(reaches.map { sign * $0 })])
            say(value(end, origins), name)
        }
    }

    /// One output, or one for each target.
    private mutating func say(_ value: String, _ name: String) {
        let shape: [ONNXGraph.Length] = [.any("time"), .any("batch"), .fixed(horizon)]
        guard targets.count > 1 else { return output(value, name, shape, .double) }
        for (place, target) in targets.enumerated() {
            let places = (0..<horizon).map { $0 * targets.count + place }
            output(
                graph.node("Gather", [value, graph.integers(places)], integers: ["axis": 2]), "\(name)_\(target)",
                shape, .double)
        }
    }
}

/// Whether a model tells series apart by a column.
private func recipeHasSeries(_ model: StepNetworkModel) -> Bool { model.recipe.columns.series != nil }

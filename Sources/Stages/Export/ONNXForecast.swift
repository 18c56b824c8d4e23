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
/// next row, the one after it, and so on. `past` `[rows, batch, targets]` are the rows before the first, where differences, lags
/// or windows need them. `h0` (and `c0`) `[networks·layers, batch, units]` is what the layers remember, zeros at the start; so are
/// `sum0` and `count0` of a running scale. A network of windows reads of each other column `past_NAME`, too, of a column known
/// of the future its value in the row itself, and `next_NAME`.
///
/// Outputs: `mean` `[time, batch, steps]`, with an interval `lower` and `upper`; of a model of quantiles `q0.05` and so on; with
/// several targets `mean_NAME`. `hn`, `cn`, `pastn` and the like are the inputs of the rows that follow.
struct ONNXForecast {
    /// What forecasts.
    enum Networks {
        case steps(StepNetworkModel)
        case windows(WindowNetworkModel)
    }

    let networks: Networks
    let path: String
    let recipe: SeriesRecipe
    let head: ForecastHead
    let conformalScores: [[Double]]
    let shape: NetworkShape
    let rule: IntervalRule?
    let scaling: SeriesScaling
    var graph = ONNXGraph(prefix: "/")
    private var names: [String] = []
    private var inputNames: [String] = []
    private var outputNames: [String] = []
    /// Of each target the running scale in each row from its season on, `[rows, batch, targets]`; nil without one.
    var runningScale: String?

    var targets: [String] { recipe.columns.targets.isEmpty ? ["y"] : recipe.columns.targets }
    var horizon: Int { recipe.horizon }
    var element: ONNXGraph.Element { ONNXGraph.Element(shape.elementType) }
    /// The rows before the first that differences, lags or windows need.
    var pastCount: Int {
        switch networks {
        case .steps: recipe.firstRow
        case .windows(let model): model.firstRow
        }
    }

    /// What goes in and comes out.
    var summary: String {
        "inputs \(inputNames.joined(separator: ", ")); outputs \(outputNames.joined(separator: ", "))"
    }

    /// Takes a model and what is to be known of it.
    ///
    /// - Throws: `WeightFileError` or ``OptionErrors`` where there is no such series or interval.
    init(_ networks: Networks, at path: String, level: Double?, series: String?) throws {
        (self.networks, self.path) = (networks, path)
        let model: any ForecastModel
        switch networks {
        case .steps(let steps):
            (model, head, conformalScores, shape) = (steps, steps.head, steps.conformalScores, steps.shape)
        case .windows(let windows):
            (model, head, conformalScores, shape) = (windows, windows.head, windows.conformalScores, windows.shape)
        }
        recipe = model.recipe
        rule = try IntervalRule(model, at: path, level: level, isAdaptive: false)
        let learnt = model.fit.series
        let names = learnt.map(\.name)
        let option = ExportStage.series.definition.name
        func error(_ problem: String) -> OptionErrors {
            OptionErrors(problems: [OptionError(option: option, problem: problem)])
        }
        if let series {
            guard let scaling = model.fit.scaling(of: series), recipe.columns.series != nil else {
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
        guard head.loss != .student, head.loss != .negativeBinomial else {
            throw WeightFileError(
                "found a model that was trained with --loss \(head.loss.rawValue), whose quantiles have no formula; expected mse, mae, huber, "
                    + "gaussian or quantile; export the weights alone, --to safetensors or pt"
            ).inFile(path)
        }
        let (past, terms) = (pastCount, recipe.transforms.differencing.terms.count)
        let perStep = terms + recipe.futureInputCount + 2 + 2 * recipe.anchors.count * (1 + targets.count)
        guard horizon * perStep + recipe.lags.count * (terms + 2 + recipe.anchors.count) < ONNXGraph.mostNodes / 2
        else {
            throw WeightFileError(
                "found a horizon of \(horizon), \(terms) terms of differences, \(recipe.anchors.count) anchors and "
                    + "\(recipe.lags.count) lags; expected fewer: the graph would have more than \(ONNXGraph.mostNodes) nodes"
            ).inFile(path)
        }
        let columns = targets.map { input($0, [.any("time"), .any("batch"), .fixed(1)]) }
        let values = columns.count == 1 ? columns[0] : graph.node("Concat", columns, integers: ["axis": 2])
        var all = values
        if past > 0 {
            let before = input("past", [.fixed(past), .any("batch"), .fixed(targets.count)])
            all = graph.node("Concat", [before, values], integers: ["axis": 0])
        }
        let levels =
            recipe.transforms.hasLogarithm ? graph.node("Log", [graph.node("Add", [all, scalar(1)])]) : all
        measureRunningScale(levels)
        let said: [Said]
        switch networks {
        case .steps(let model): said = try self.said(by: model, levels)
        case .windows(let model): said = try self.said(by: model, levels)
        }
        say(said, origins(levels))
        giveStates()
        if past > 0 {
            output(
                slice(all, -past, .max, axis: 0), "pastn", [.fixed(past), .any("batch"), .fixed(targets.count)], .double
            )
        }
        var metadata: ByteDictionary<String> = [
            "cell": shape.cell.rawValue, "targets": targets.joined(separator: ","),
        ]
        if let rule { metadata["interval"] = decimalText(rule.level) }
        return graph.model(producer: ProgramVersion.name, metadata: metadata)
    }

    /// What is given as outputs in the end, for the rows that follow.
    private var states: [(value: String, name: String, shape: [ONNXGraph.Length], type: ONNXGraph.Element)] = []

    /// Keeps a value that goes in with the rows that follow.
    mutating func keep(
        _ value: String, _ name: String, _ shape: [ONNXGraph.Length], _ type: ONNXGraph.Element = .double
    ) {
        states.append((value, name, shape, type))
    }

    private mutating func giveStates() {
        for state in states { output(state.value, state.name, state.shape, state.type) }
    }

    // MARK: - Names and small nodes

    /// A name that no other value has.
    private mutating func free(_ name: String) -> String {
        var name = name.isEmpty ? "column" : name
        while names.contains(where: { $0.utf8.elementsEqual(name.utf8) }) { name += "_" }
        names.append(name)
        return name
    }

    mutating func input(_ name: String, _ shape: [ONNXGraph.Length], _ type: ONNXGraph.Element = .double) -> String {
        let name = free(name)
        graph.input(name, type, shape)
        inputNames.append(name)
        return name
    }

    mutating func output(
        _ value: String, _ name: String, _ shape: [ONNXGraph.Length], _ type: ONNXGraph.Element
    ) {
        let name = free(name)
        graph.rename(value, to: name)
        graph.output(name, type, shape)
        outputNames.append(name)
    }

    mutating func scalar(_ value: Double) -> String { graph.scalar(value, .double) }
    mutating func vector(_ values: [Double]) -> String {
        graph.constant(values, shape: [values.count], .double)
    }

    mutating func slice(_ value: String, _ start: Int, _ end: Int, axis: Int) -> String {
        graph.node("Slice", [value, graph.integers([start]), graph.integers([end]), graph.integers([axis])])
    }

    mutating func concatenated(_ parts: [String], axis: Int) -> String {
        parts.count == 1 ? parts[0] : graph.node("Concat", parts, integers: ["axis": axis])
    }

    mutating func scaled(_ value: String, _ scalings: [Scaling]) -> String {
        guard scalings.contains(where: { $0 != .identity }) else { return value }
        let centred = graph.node("Sub", [value, vector(scalings.map(\.offset))])
        return graph.node("Div", [centred, vector(scalings.map(\.divisor))])
    }

    /// A value in the type of the weights.
    mutating func narrowed(_ value: String) -> String {
        element == .float ? graph.node("Cast", [value], integers: ["to": element.rawValue]) : value
    }

    /// A value in float64.
    mutating func widened(_ value: String) -> String {
        element == .float ? graph.node("Cast", [value], integers: ["to": ONNXGraph.Element.double.rawValue]) : value
    }
}

import CSVTables
import ForecastModels
import ForeignWeights
import SeriesData

extension ONNXForecast {
    /// What the outputs of a network mean, on its scale.
    enum Said {
        /// `[time, batch, numbers]`.
        case values(String)
        /// Both `[time, batch, numbers]`.
        case normals(mean: String, deviation: String)
        /// `[time, batch, numbers, levels]`, ascending.
        case quantiles(String)
    }

    /// The outputs of a network that forecasts `count` numbers.
    mutating func meant(_ outputs: String, count: Int) -> Said {
        switch head.loss {
        case .mse, .mae, .huber: return .values(outputs)
        case .gaussian:
            let soft = graph.node("Softplus", [slice(outputs, count, 2 * count, axis: 2)])
            let variance = graph.node("Add", [graph.node("Mul", [soft, soft]), scalar(1e-6)])
            return .normals(mean: slice(outputs, 0, count, axis: 2), deviation: graph.node("Sqrt", [variance]))
        case .student, .negativeBinomial:
            preconditionFailure("bytes() refuses distributions whose quantiles have no formula")
        case .quantile:
            let levels = head.quantiles.count
            let shaped = graph.node("Reshape", [outputs, graph.integers([0, 0, count, levels])])
            return .quantiles(graph.smallest(levels, of: shaped))
        }
    }

    private mutating func mean(_ values: [String]) -> String {
        guard let first = values.first, values.count > 1 else { return values.first ?? "" }
        let sum = values.dropFirst().reduce(first) { graph.node("Add", [$0, $1]) }
        return graph.node("Div", [sum, scalar(Double(values.count))])
    }

    /// Gives what the networks together say, as outputs.
    mutating func say(_ said: [Said], _ origins: String?) {
        let values = said.compactMap { if case .values(let values) = $0 { values } else { nil } }
        let normals = said.compactMap {
            if case .normals(let mean, let deviation) = $0 { (mean, deviation) } else { nil }
        }
        let quantiles = said.compactMap { if case .quantiles(let quantiles) = $0 { quantiles } else { nil } }
        if !values.isEmpty { sayMean(mean(values), origins) }
        if !normals.isEmpty { say(normals, origins) }
        guard !quantiles.isEmpty else { return }
        let all = mean(quantiles)
        for (place, level) in head.quantiles.enumerated() {
            let one = graph.node("Squeeze", [slice(all, place, place + 1, axis: 3), graph.integers([3])])
            say(value(one, origins), "q\(decimalText(level))")
            if level == 0.5, !conformalScores.isEmpty { sayInterval(one, origins) }
        }
    }

    private mutating func say(_ normals: [(mean: String, deviation: String)], _ origins: String?) {
        let prediction = mean(normals.map(\.mean))
        if conformalScores.isEmpty, normals.count == 1,
            let ends = rule?.ends(.normals([NormalPart(mean: 0, deviation: 1)]), at: 0)
        {
            say(value(prediction, origins), "mean")
            for (name, end) in [("lower", ends.lower), ("upper", ends.upper)] {
                let reach = graph.node("Mul", [normals[0].deviation, scalar(end)])
                say(value(graph.node("Add", [prediction, reach]), origins), name)
            }
        } else {
            sayMean(prediction, origins)
        }
        // An interval of several together has no formula: their parts are given.
        guard normals.count > 1, conformalScores.isEmpty else { return }
        for (place, normal) in normals.enumerated() {
            say(normal.mean, "mean_of_network_\(place + 1)")
            say(normal.deviation, "deviation_of_network_\(place + 1)")
        }
    }

    /// A prediction, with the interval that was measured, if any.
    private mutating func sayMean(_ prediction: String, _ origins: String?) {
        say(value(prediction, origins), "mean")
        sayInterval(prediction, origins)
    }

    private mutating func sayInterval(_ prediction: String, _ origins: String?) {
        guard !conformalScores.isEmpty, let rule else { return }
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

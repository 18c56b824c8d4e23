import ForecastModels
import ForeignWeights
import RecurrentNets
import WeightFiles

extension ONNXForecast {
    /// All inputs of a step network in their order.
    private mutating func inputs(_ levels: String) -> String {
        var parts = [difference(levels, before: 0)]
        for (name, scaling) in zip(recipe.columns.featureInputs, scaling.features) {
            parts.append(scaled(input(name, [.any("time"), .any("batch"), .fixed(1)]), [scaling]))
        }
        var ofFuture: [String] = []
        let shape: [ONNXGraph.Length] = [.any("time"), .any("batch"), .fixed(horizon)]
        for (name, scaling) in zip(recipe.columns.knownFutureInputs, scaling.knownFuture) {
            ofFuture.append(scaled(input(name, shape), Array(repeating: scaling, count: horizon)))
        }
        for cycle in recipe.calendar {
            for function in ["sin", "cos"] { ofFuture.append(input("\(function)_\(cycle.rawValue)", shape)) }
        }
        for step in 0..<horizon where !ofFuture.isEmpty {
            for value in ofFuture { parts.append(horizon == 1 ? value : slice(value, step, step + 1, axis: 2)) }
        }
        for lag in recipe.lags { parts.append(difference(levels, before: lag - 1)) }
        parts += anchorInputs(levels)
        if let divisor = runningDivisor(before: 0) { parts.append(graph.node("Log", [divisor])) }
        return concatenated(parts, axis: 2)
    }

    /// What each of the networks says after each row.
    mutating func said(by model: StepNetworkModel, _ levels: String) throws -> [Said] {
        let x = narrowed(inputs(levels))
        let layers = shape.layerCount
        let count = model.networks.count * layers
        let stateCount = ONNXNetworkWriter.stateCount(of: shape.cell)
        let stateShape: [ONNXGraph.Length] = [.fixed(count), .any("batch"), .fixed(shape.hiddenSize)]
        let starts = ["h0", "c0"].prefix(stateCount).map { input($0, stateShape, element) }
        var said: [Said] = []
        var ends = Array(repeating: [String](), count: stateCount)
        for (index, network) in model.networks.enumerated() {
            let foreign = try foreign(network)
            let states = (0..<layers).map { layer in
                starts.map { start in
                    count == 1 ? start : slice(start, index * layers + layer, index * layers + layer + 1, axis: 0)
                }
            }
            let (outputs, after) = ONNXNetworkWriter(foreign).write(to: &graph, x, from: states)
            said.append(meant(widened(outputs), count: recipe.outputCount))
            for state in after {
                for (place, name) in state.enumerated() { ends[place].append(name) }
            }
        }
        for (name, parts) in zip(["hn", "cn"], ends) { keep(concatenated(parts, axis: 0), name, stateShape, element) }
        return said
    }

    /// A network of this program as another framework has it.
    func foreign(_ network: RecurrentNetwork) throws -> ForeignNetwork {
        do throws(WeightFileError) {
            return try ForeignNetwork(network, shape)
        } catch {
            throw error.inFile(path)
        }
    }
}

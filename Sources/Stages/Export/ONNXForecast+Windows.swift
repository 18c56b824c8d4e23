import ForecastModels
import ForeignWeights
import RecurrentNets
import SeriesData
import WeightFiles

extension ONNXForecast {
    /// The rows of all windows: of each column `[lookback, time, batch, 1]`.
    private struct Windows {
        let targets: [String]
        /// Features, then columns known of the future.
        var others: [String] = []
        var calendar: [String] = []
    }

    /// What each of the networks says after each window, one of which ends with each row.
    ///
    /// Windows of all rows stand side by side in the batch: `[segments, time·batch, numbers]`.
    mutating func said(by model: WindowNetworkModel, _ levels: String) throws -> [Said] {
        let layout = model.layout
        let places = places(ofWindows: layout.lookback)
        let windows = self.windows(layout, levels, places)
        let scalings = windows.targets.map { scaling(ofWindow: $0, layout.normalisation) }
        let normalised = zip(windows.targets, scalings).map { window, scaling -> String in
            var value = window
            if let offset = scaling.offset { value = graph.node("Sub", [value, offset]) }
            if let divisor = scaling.divisor { value = graph.node("Div", [value, divisor]) }
            return value
        }
        let known = knownOfFuture()
        let outputShape = concatenated(
            [slice(graph.node("Shape", [targets[0]]), 0, 2, axis: 0), graph.integers([shape.outputSize])], axis: 0)
        var said: [Said] = []
        for network in model.networks {
            var channels: [Said] = []
            for channel in 0..<layout.channelCount(for: recipe) {
                let read = layout.sharesTargets ? [normalised[channel]] : normalised
                let segments = segments(read + windows.others, windows.calendar, layout)
                var answer = try self.answer(of: network, narrowed(segments), channel: channel, known)
                if let shortcut = network.shortcut {
                    answer = graph.node("Add", [answer, self.answer(of: shortcut, read)])
                }
                let outputs = graph.node("Reshape", [widened(answer), outputShape])
                let meant = meant(outputs, count: layout.outputCount(for: recipe))
                channels.append(undone(meant, layout.sharesTargets ? [scalings[channel]] : scalings))
            }
            said.append(sideBySide(channels))
        }
        return said
    }

    /// Rows in each of which there is the place of a row of every window, `[lookback, time]`.
    private mutating func places(ofWindows lookback: Int) -> String {
        let count = graph.node(
            "Gather", [graph.node("Shape", [targets[0]]), graph.scalarInteger(0)], integers: ["axis": 0])
        let times = graph.node("Range", [graph.scalarInteger(0), count, graph.scalarInteger(1)])
        let first = graph.constant((0..<lookback).map(Double.init), shape: [lookback, 1], .int64)
        return graph.node("Add", [first, graph.node("Unsqueeze", [times, graph.integers([0])])])
    }

    private mutating func windows(_ layout: SegmentLayout, _ levels: String, _ places: String) -> Windows {
        let span = recipe.transforms.differencing.span
        var differences = slice(levels, span, .max, axis: 0)
        var sum: String?
        for term in recipe.transforms.differencing.terms {
            let value = slice(levels, span - term.lag, -term.lag, axis: 0)
            let part = graph.node("Mul", [value, scalar(-term.weight)])
            sum = sum.map { graph.node("Add", [$0, part]) } ?? part
        }
        if let sum { differences = graph.node("Sub", [differences, sum]) }
        differences = scaled(differences, scaling.targets)
        func cut(_ column: String) -> String { graph.node("Gather", [column, places], integers: ["axis": 0]) }
        let all = cut(differences)
        var windows = Windows(
            targets: targets.indices.map { targets.count == 1 ? all : slice(all, $0, $0 + 1, axis: 3) })
        let columns = recipe.columns
        for (name, scaling) in zip(
            columns.featureInputs + columns.knownFutureInputs, scaling.features + scaling.knownFuture)
        {
            windows.others.append(cut(scaled(column(name, lookback: layout.lookback), [scaling])))
        }
        for cycle in recipe.calendar {
            for function in ["sin", "cos"] {
                windows.calendar.append(cut(column("\(function)_\(cycle.rawValue)", lookback: layout.lookback)))
            }
        }
        return windows
    }

    /// A column with the rows before the first that a window holds.
    private mutating func column(_ name: String, lookback: Int) -> String {
        let values = input(name, [.any("time"), .any("batch"), .fixed(1)])
        guard lookback > 1 else { return values }
        let shape: [ONNXGraph.Length] = [.fixed(lookback - 1), .any("batch"), .fixed(1)]
        let all = concatenated([input("past_" + name, shape), values], axis: 0)
        keep(slice(all, 1 - lookback, .max, axis: 0), "pastn_" + name, shape)
        return all
    }

    /// What is known of the rows that follow, `[time·batch, numbers]` by step and column; nil where nothing is.
    private mutating func knownOfFuture() -> String? {
        let names = recipe.columns.knownFutureInputs
        guard !names.isEmpty else { return nil }
        let next = zip(names, scaling.knownFuture).map { name, scaling in
            scaled(
                input("next_" + name, [.any("time"), .any("batch"), .fixed(horizon)]),
                Array(repeating: scaling, count: horizon))
        }
        let steps = (0..<horizon).flatMap { step in next.map { slice($0, step, step + 1, axis: 2) } }
        let all = concatenated(steps, axis: 2)
        return narrowed(graph.node("Reshape", [all, graph.integers([-1, horizon * names.count])]))
    }

    /// What a target of each window is normalised by, `[1, time, batch, 1]`; nil where by nothing.
    private mutating func scaling(
        ofWindow window: String, _ normalisation: WindowNormalisation
    ) -> (offset: String?, divisor: String?) {
        switch normalisation {
        case .none: return (nil, nil)
        case .last: return (slice(window, -1, .max, axis: 0), nil)
        case .mean:
            let rows = graph.integers([0])
            let mean = graph.node("ReduceMean", [window, rows])
            let distance = graph.node("Sub", [window, mean])
            let variance = graph.node("ReduceMean", [graph.node("Mul", [distance, distance]), rows])
            let least = scalar(WindowNormalisation.leastVariance)
            return (mean, graph.node("Sqrt", [graph.node("Add", [variance, least])]))
        }
    }

    /// Columns in segments, side by side, and the last value of the others in each: `[segments, time·batch, numbers]`.
    private mutating func segments(_ columns: [String], _ ofLastRow: [String], _ layout: SegmentLayout) -> String {
        func cut(_ column: String) -> String {
            graph.node("Reshape", [column, graph.integers([layout.segmentCount, layout.segment, -1])])
        }
        let whole = columns.map { cut($0) }
        let last = ofLastRow.map { slice(cut($0), layout.segment - 1, layout.segment, axis: 1) }
        return graph.transposed(concatenated(whole + last, axis: 1), [0, 2, 1])
    }

    /// What a network answers after the last segment, `[time·batch, outputs]`.
    private mutating func answer(
        of network: SegmentNetwork, _ segments: String, channel: Int, _ known: String?
    ) throws -> String {
        let (size, element) = (shape.hiddenSize, element)
        func constant(_ tensor: Tensor) -> String { graph.constant(tensor.scalars, shape: tensor.shape, element) }
        let embedding = Dictionary(
            network.embedding.parameters.map { ($0.name, $0.parameter.value) }, uniquingKeysWith: { first, _ in first })
        var x = segments
        if let w = embedding["w"] { x = graph.node("MatMul", [x, constant(w)]) }
        if let b = embedding["b"] { x = graph.node("Add", [x, constant(b)]) }
        if let channels = network.channels?.value {
            let row = Array(channels.scalars[channel * size..<(channel + 1) * size])
            x = graph.node("Add", [x, graph.constant(row, shape: [size], element)])
        }
        x = graph.node("Relu", [x])
        // Zeros for each window.
        let one = slice(slice(x, 0, 1, axis: 0), 0, 1, axis: 2)
        let zeros = graph.node(
            "Mul", [one, graph.constant(Array(repeating: 0, count: size), shape: [size], element)])
        let states = (0..<shape.layerCount).map { _ in
            Array(repeating: zeros, count: ONNXNetworkWriter.stateCount(of: shape.cell))
        }
        var answer = try ONNXNetworkWriter(foreign(network.core)).write(to: &graph, x, from: states, lastAlone: true)
            .outputs
        if let known, let weight = network.future?.parameters.first?.parameter.value {
            answer = graph.node("Add", [answer, graph.node("MatMul", [known, constant(weight)])])
        }
        return answer
    }

    /// What a shortcut says of the targets of windows, `[time·batch, outputs]`.
    private mutating func answer(of shortcut: CycleShortcut, _ targets: [String]) -> String {
        let (groups, side) = (shortcut.groupCount, shortcut.sideCount)
        let (places, ahead) = (shortcut.placeCount, shortcut.cyclesAhead)
        func shaped(_ value: String, _ shape: [Int]) -> String {
            graph.node("Reshape", [value, graph.integers(shape)])
        }
        let columns = targets.map { shaped($0, [shortcut.cycleCount, shortcut.cycle, 1, -1]) }
        let cycles = graph.transposed(narrowed(concatenated(columns, axis: 2)), [3, 1, 2, 0])
        let w = shortcut.w.value
        let said = graph.node("MatMul", [cycles, graph.constant(w.scalars, shape: w.shape, element)])
        let inOrder = graph.transposed(shaped(said, [-1, places, groups, ahead, side]), [0, 2, 3, 1, 4])
        let wanted = horizon * shortcut.targetCount * side
        let cut = slice(shaped(inOrder, [-1, groups, ahead * places * side]), 0, wanted, axis: 2)
        return shaped(cut, [-1, groups * wanted])
    }

    /// What is said of normalised windows, on the scale of the model.
    private mutating func undone(_ said: Said, _ scalings: [(offset: String?, divisor: String?)]) -> Said {
        /// The numbers of all targets at each step, `[time, batch, numbers]`; nil where there are none.
        func all(_ parts: [String?]) -> String? {
            let squeezed = parts.compactMap(\.self).map { graph.node("Squeeze", [$0, graph.integers([0])]) }
            guard squeezed.count == parts.count else { return nil }
            return concatenated((0..<horizon).flatMap { _ in squeezed }, axis: 2)
        }
        let divisor = all(scalings.map(\.divisor))
        // Where there are differences, outputs are counted from where the series is: only the divisor counts.
        let offset = recipe.transforms.differencing.span == 0 ? all(scalings.map(\.offset)) : nil
        func changed(_ value: String, hasLevels: Bool = false, isDistance: Bool = false) -> String {
            var result = value
            func fitted(_ numbers: String) -> String {
                hasLevels ? graph.node("Unsqueeze", [numbers, graph.integers([3])]) : numbers
            }
            if let divisor { result = graph.node("Mul", [result, fitted(divisor)]) }
            if let offset, !isDistance { result = graph.node("Add", [result, fitted(offset)]) }
            return result
        }
        switch said {
        case .values(let values): return .values(changed(values))
        case .normals(let mean, let deviation):
            return .normals(mean: changed(mean), deviation: changed(deviation, isDistance: true))
        case .quantiles(let quantiles): return .quantiles(changed(quantiles, hasLevels: true))
        }
    }

    /// What was said of each target by itself, by step and target.
    private mutating func sideBySide(_ channels: [Said]) -> Said {
        guard channels.count > 1, let first = channels.first else { return channels[0] }
        func together(_ part: (Said) -> String?, hasLevels: Bool = false) -> String {
            let parts = channels.compactMap(part).map { graph.node("Unsqueeze", [$0, graph.integers([3])]) }
            let shape = [0, 0, recipe.outputCount] + (hasLevels ? [head.quantiles.count] : [])
            return graph.node("Reshape", [concatenated(parts, axis: 3), graph.integers(shape)])
        }
        switch first {
        case .values: return .values(together { if case .values(let values) = $0 { values } else { nil } })
        case .normals:
            return .normals(
                mean: together { if case .normals(let mean, _) = $0 { mean } else { nil } },
                deviation: together { if case .normals(_, let deviation) = $0 { deviation } else { nil } })
        case .quantiles:
            return .quantiles(
                together({ if case .quantiles(let quantiles) = $0 { quantiles } else { nil } }, hasLevels: true))
        }
    }
}

import ForeignWeights
import SeriesData

extension ONNXForecast {
    // MARK: - What rows are read as

    /// The levels of the row `shift` rows before each one.
    mutating func row(_ levels: String, before shift: Int) -> String {
        let past = pastCount
        return past == 0 ? levels : slice(levels, past - shift, shift == 0 ? .max : -shift, axis: 0)
    }

    private mutating func sum(_ values: [String]) -> String {
        guard let first = values.first else { return scalar(0) }
        return values.dropFirst().reduce(first) { graph.node("Add", [$0, $1]) }
    }

    /// The mean of what `value` gives for each anchor.
    private mutating func meanOfAnchors(_ value: (inout ONNXForecast, Int) -> String) -> String {
        let values = recipe.anchors.map { value(&self, $0) }
        return graph.node("Div", [sum(values), scalar(Double(values.count))])
    }

    /// What the level after so many rows would be if its difference were 0; `known` gives the level a number of rows before it.
    private mutating func continuation(_ known: (inout ONNXForecast, Int) -> String) -> String {
        let parts = recipe.transforms.differencing.terms.map { term in
            let value = known(&self, term.lag)
            return term.weight == -1 ? value : graph.node("Mul", [value, scalar(-term.weight)])
        }
        return sum(parts)
    }

    /// The scaled differences of the row `shift` rows before each one.
    mutating func difference(_ levels: String, before shift: Int) -> String {
        var value = row(levels, before: shift)
        if !recipe.anchors.isEmpty {
            let expected = meanOfAnchors { forecast, anchor in forecast.row(levels, before: shift + anchor) }
            value = graph.node("Sub", [value, expected])
        } else if recipe.transforms.differencing.span > 0 {
            let expected = continuation { forecast, lag in forecast.row(levels, before: shift + lag) }
            value = graph.node("Sub", [value, expected])
        }
        value = scaled(value, scaling.targets)
        guard let divisor = runningDivisor(before: shift) else { return value }
        return graph.node("Div", [value, divisor])
    }

    /// The seasonal naive forecast of a step ahead, with a season of `anchor` steps.
    private mutating func naive(_ levels: String, _ anchor: Int, _ step: Int) -> String {
        row(levels, before: anchor - 1 - step % anchor)
    }

    /// By target, by each anchor but the first, by step: how far the first one's forecast is from the other's.
    mutating func anchorInputs(_ levels: String) -> [String] {
        guard let first = recipe.anchors.first, recipe.anchors.count > 1 else { return [] }
        var all: [[String]] = []
        for anchor in recipe.anchors.dropFirst() {
            var steps: [String] = []
            for step in 0..<horizon {
                var value = graph.node("Sub", [naive(levels, first, step), naive(levels, anchor, step)])
                value = graph.node("Div", [value, vector(scaling.targets.map(\.divisor))])
                if let divisor = runningDivisor(before: 0) { value = graph.node("Div", [value, divisor]) }
                steps.append(value)
            }
            all.append(steps)
        }
        return targets.indices.flatMap { target in
            all.flatMap { steps in
                steps.map { targets.count == 1 ? $0 : slice($0, target, target + 1, axis: 2) }
            }
        }
    }

    // MARK: - The running scale

    /// Measures the running scale: the mean size of all seasonal differences up to each row.
    ///
    /// `sum0` and `count0` are those before the first row that is not among `past`'s newest.
    mutating func measureRunningScale(_ levels: String) {
        guard let season = recipe.runningSeason else { return }
        let shape: [ONNXGraph.Length] = [.fixed(1), .any("batch"), .fixed(targets.count)]
        let (sum0, count0) = (input("sum0", shape), input("count0", [.fixed(1)]))
        let size = graph.node(
            "Abs", [graph.node("Sub", [slice(levels, season, .max, axis: 0), slice(levels, 0, -season, axis: 0)])])
        let running = graph.node("Add", [graph.node("CumSum", [size, graph.scalarInteger(0)]), sum0])
        // 1, 2, 3 and so on, by summing ones.
        let zero = graph.node("Mul", [slice(slice(size, 0, 1, axis: 1), 0, 1, axis: 2), scalar(0)])
        let ones = graph.node("Add", [zero, scalar(1)])
        let counts = graph.node("Add", [graph.node("CumSum", [ones, graph.scalarInteger(0)]), count0])
        runningScale = graph.node("Div", [running, counts])
        // What belongs to rows that the next ones cannot see: all but the differences within the new past.
        let kept = pastCount - season
        func last(_ value: String) -> String {
            kept == 0 ? slice(value, -1, .max, axis: 0) : slice(value, -1 - kept, -kept, axis: 0)
        }
        keep(last(running), "sumn", shape)
        keep(graph.node("Squeeze", [last(counts), graph.integers([1, 2])]), "countn", [.fixed(1)])
    }

    /// What the row `shift` rows before each one is divided by, `[time, batch, targets]`; nil without a running scale.
    mutating func runningDivisor(before shift: Int) -> String? {
        guard let runningScale, let season = recipe.runningSeason else { return nil }
        let mean = slice(runningScale, pastCount - season - shift, shift == 0 ? .max : -shift, axis: 0)
        // A series that has not moved so far is as it is.
        let isMoving = graph.node("Greater", [mean, scalar(0)])
        return graph.node("Where", [isMoving, mean, scalar(1)])
    }

    // MARK: - What is forecast

    /// What the outputs are counted from: the levels if all differences after each row were 0, `[time, batch, numbers]`.
    mutating func origins(_ levels: String) -> String? {
        var steps: [String] = []
        if !recipe.anchors.isEmpty {
            for step in 0..<horizon {
                steps.append(meanOfAnchors { forecast, anchor in forecast.naive(levels, anchor, step) })
            }
        } else {
            guard recipe.transforms.differencing.span > 0 else { return nil }
            for step in 0..<horizon {
                let known = steps
                steps.append(
                    continuation { forecast, lag in
                        lag <= step ? known[step - lag] : forecast.row(levels, before: lag - step - 1)
                    })
            }
        }
        return concatenated(steps, axis: 2)
    }

    /// Numbers on the network's scale, `[time, batch, numbers]`, in the units of the data.
    mutating func value(_ output: String, _ origins: String?) -> String {
        let numbers = (0..<horizon).flatMap { _ in scaling.targets }
        var level = output
        if let divisor = runningDivisor(before: 0) {
            let all = concatenated((0..<horizon).map { _ in divisor }, axis: 2)
            level = graph.node("Mul", [level, all])
        }
        if numbers.contains(where: { $0 != .identity }) {
            level = graph.node(
                "Add", [graph.node("Mul", [level, vector(numbers.map(\.divisor))]), vector(numbers.map(\.offset))])
        }
        if let origins { level = graph.node("Add", [level, origins]) }
        var value = level
        if recipe.transforms.hasLogarithm { value = graph.node("Sub", [graph.node("Exp", [level]), scalar(1)]) }
        guard let range = recipe.range else { return value }
        if range.low.isFinite { value = graph.node("Max", [value, scalar(range.low)]) }
        if range.high.isFinite { value = graph.node("Min", [value, scalar(range.high)]) }
        return value
    }
}

import ForecastModels
import ForeignWeights

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a network that was trained in advance reads of series, as nodes of a graph: ``ContextReading`` and ``SimpleRules``, with
/// one season and for so many steps ahead.
///
/// All in float64, of the values `[time, batch]`, at least one more than the period; `B` stands for the batch.
struct ONNXContextReading {
    private var graph: ONNXGraph
    private let values: String
    private let period: Int
    private let horizon: Int

    /// `[time, batch, contextInputs]`, `[horizon, batch, stepInputs]` and `[horizon, batch, rules]`, then what is counted from,
    /// `[horizon, batch]`, the unit, `[batch]`, and 1 where there is something to say, else 0.
    static let outputCount = 6

    private init(_ graph: ONNXGraph, _ values: String, period: Int, horizon: Int) {
        (self.graph, self.values, self.period, self.horizon) = (graph, values, period, horizon)
    }

    /// Adds a reading to a graph: with the season where there are more values than its steps, else without one.
    static func add(to graph: inout ONNXGraph, _ values: String, season: Int, horizon: Int, stem: String) -> [String] {
        func branch(_ period: Int) -> ONNXGraph {
            var reading = ONNXContextReading(
                ONNXGraph(prefix: "\(stem)season_\(period)/"), values, period: period, horizon: horizon)
            let made = reading.made()
            let any = ONNXGraph.Length.any("batch")
            let shapes: [[ONNXGraph.Length]] = [
                [.any("time"), any, .fixed(ContextReading.contextInputs)],
                [.fixed(horizon), any, .fixed(ContextReading.stepInputs)],
                [.fixed(horizon), any, .fixed(SimpleRules.count)], [.fixed(horizon), any], [any], [any],
            ]
            for (place, value) in made.enumerated() {
                let name = "\(stem)season_\(period)/output_\(place)"
                reading.graph.rename(value, to: name)
                reading.graph.output(name, .double, shapes[place])
            }
            return reading.graph
        }
        let count = graph.node(
            "Gather", [graph.node("Shape", [values]), graph.scalarInteger(0)], integers: ["axis": 0])
        let hasSeason = graph.node("Greater", [count, graph.scalarInteger(season)])
        return graph.choice(hasSeason, branch(season), branch(1), outputs: outputCount)
    }

    // MARK: - Small nodes

    private mutating func scalar(_ value: Double) -> String { graph.scalar(value, .double) }
    private mutating func numbers(_ values: [Double], _ shape: [Int]) -> String {
        graph.constant(values, shape: shape, .double)
    }
    private mutating func whole(_ values: [Int]) -> String { graph.integers(values) }
    private mutating func add(_ a: String, _ b: String) -> String { graph.node("Add", [a, b]) }
    private mutating func subtract(_ a: String, _ b: String) -> String { graph.node("Sub", [a, b]) }
    private mutating func multiply(_ a: String, _ b: String) -> String { graph.node("Mul", [a, b]) }
    private mutating func divide(_ a: String, _ b: String) -> String { graph.node("Div", [a, b]) }
    private mutating func one(_ operation: String, _ a: String) -> String { graph.node(operation, [a]) }
    private mutating func choose(_ condition: String, _ a: String, _ b: String) -> String {
        graph.node("Where", [condition, a, b])
    }
    private mutating func greater(_ a: String, _ b: String) -> String { graph.node("Greater", [a, b]) }
    private mutating func slice(_ value: String, _ start: Int, _ end: Int = .max, axis: Int = 0) -> String {
        graph.node("Slice", [value, graph.integers([start]), graph.integers([end]), graph.integers([axis])])
    }
    private mutating func gather(_ value: String, _ places: String) -> String {
        graph.node("Gather", [value, places], integers: ["axis": 0])
    }
    private mutating func joined(_ parts: [String], axis: Int) -> String {
        graph.node("Concat", parts, integers: ["axis": axis])
    }
    private mutating func unsqueezed(_ value: String, _ axis: Int) -> String {
        graph.node("Unsqueeze", [value, graph.integers([axis])])
    }
    private mutating func sum(_ value: String) -> String {
        graph.node("ReduceSum", [value, graph.integers([0])], integers: ["keepdims": 0])
    }
    private mutating func double(_ value: String) -> String {
        graph.node("Cast", [value], integers: ["to": ONNXGraph.Element.double.rawValue])
    }
    /// log(x + √(x² + 1)), of the size: runtimes have no asinh of float64.
    private mutating func asinh(_ x: String) -> String {
        let size = one("Abs", x)
        let root = one("Sqrt", add(multiply(x, x), scalar(1)))
        return multiply(one("Sign", x), one("Log", add(size, root)))
    }

    // MARK: - The reading

    private mutating func made() -> [String] {
        let count = gather(one("Shape", values), graph.scalarInteger(0))
        let time = double(count)
        let last = slice(values, -1)
        let zeros = multiply(values, scalar(0))

        func meanDifference(_ lag: Int) -> String {
            let size = sum(one("Abs", subtract(slice(values, lag), slice(values, 0, -lag))))
            return divide(size, graph.node("Max", [subtract(time, scalar(Double(lag))), scalar(1)]))
        }
        let seasonal = meanDifference(period)
        let plain = period > 1 ? meanDifference(1) : seasonal
        let size = graph.node("ReduceMax", [one("Abs", values), whole([0])], integers: ["keepdims": 0])
        let least = multiply(size, scalar(1e-10))
        let (hasSeasonal, hasPlain) = (greater(seasonal, least), greater(plain, least))
        let scale = choose(
            hasSeasonal, seasonal, choose(hasPlain, plain, graph.node("Max", [size, scalar(1)])))
        let moves = double(graph.node("Or", [hasSeasonal, hasPlain]))

        // Simple rules.
        let times = graph.node("Range", [graph.scalarInteger(0), count, graph.scalarInteger(1)])
        let steps = Array(0..<horizon)
        let naive = gather(slice(values, -period), whole(steps.map { $0 % period }))
        let still = add(multiply(naive, scalar(0)), last)
        let week = SimpleRules.longer * period
        let hasWeek = graph.node(
            "And",
            [
                graph.node("Greater", [count, graph.scalarInteger(week)]),
                graph.node("Greater", [graph.scalarInteger(period), graph.scalarInteger(1)]),
            ])
        let weekPlaces = graph.node(
            "Max", [add(count, whole(steps.map { $0 % week - week })), graph.scalarInteger(0)])
        let weekAgo = choose(hasWeek, gather(values, weekPlaces), naive)
        let weekError = choose(hasWeek, meanDifference(week), scale)
        var forecasts = [naive, still, weekAgo, divide(add(weekAgo, naive), scalar(2))]
        var errors = [scale, meanDifference(1), weekError, divide(add(weekError, scale), scalar(2))]

        // Rules that smooth: those of each kind see a series of their own.
        let low = graph.node("ReduceMin", [values, whole([0])], integers: ["keepdims": 0])
        let high = graph.node("ReduceMax", [values, whole([0])], integers: ["keepdims": 0])
        let above = greater(low, scalar(0))
        let divisor = choose(above, low, scalar(1))
        let hasLogarithms = graph.node(
            "And", [above, graph.node("Less", [divide(high, divisor), scalar(SimpleRules.widestRatio)])])
        let logarithms = one("Log", choose(hasLogarithms, values, scalar(1)))
        let parts = withoutSeason(values, times, count)
        let logParts = withoutSeason(logarithms, times, count)
        let kinds = [SimpleRules.withoutSeason, SimpleRules.asItIs, SimpleRules.ofLogarithms]
        let rules = kinds.joined().map { $0 }
        func spread(_ ofKinds: [String], axis: Int) -> String {
            joined(zip(ofKinds, kinds).flatMap { value, rules in rules.map { _ in value } }, axis: axis)
        }
        let series = spread([parts.rest, values, logParts.rest].map { unsqueezed($0, 2) }, axis: 2)
        let slopes = spread(
            [slope(parts.rest, count, time), slope(values, count, time), slope(logParts.rest, count, time)].map {
                unsqueezed($0, 1)
            }, axis: 1)
        let fits = smoothed(series, slopes, rules, times, count, time)
        let phases = graph.node("Mod", [add(count, whole(steps)), graph.scalarInteger(period)])
        let (season, logSeason) = (gather(parts.season, phases), gather(logParts.season, phases))
        let (bottom, top) = (
            one("Log", choose(hasLogarithms, low, scalar(1))), one("Log", choose(hasLogarithms, high, scalar(1)))
        )
        let room = add(multiply(subtract(top, bottom), scalar(2)), scalar(0.1))
        let (lowest, highest) = (subtract(bottom, room), add(top, room))
        let mean = divide(sum(values), time)
        func column(_ value: String, _ place: Int, axis: Int) -> String {
            graph.node("Squeeze", [slice(value, place, place + 1, axis: axis), whole([axis])])
        }
        for place in rules.indices {
            var forecast = column(fits.forecasts, place, axis: 2)
            var error = column(fits.errors, place, axis: 1)
            if place < SimpleRules.withoutSeason.count {
                forecast = add(forecast, season)
            } else if place >= rules.count - SimpleRules.ofLogarithms.count {
                let level = graph.node("Min", [graph.node("Max", [add(forecast, logSeason), lowest]), highest])
                let like = SimpleRules.likeLogarithms[place - (rules.count - SimpleRules.ofLogarithms.count)]
                forecast = choose(hasLogarithms, one("Exp", level), forecasts[SimpleRules.firstSmoothed + like])
                error = choose(hasLogarithms, multiply(error, mean), errors[SimpleRules.firstSmoothed + like])
            }
            forecasts.append(forecast)
            errors.append(error)
        }
        precondition(forecasts.count == SimpleRules.count, "ONNXContextReading: found \(forecasts.count) rules")

        // What the network reads.
        let ratio = one(
            "Log",
            divide(add(seasonal, multiply(scale, scalar(0.01))), add(plain, multiply(scale, scalar(0.01)))))
        let lengthInput = divide(one("Log", time), scalar(6))
        let seasonInput = log(Double(period)) / 4
        let surprises = column(fits.surprises, SimpleRules.watched, axis: 2)
        func inUnits(_ value: String) -> String { asinh(divide(value, scale)) }
        func lagged(_ lag: Int) -> String {
            let difference = inUnits(subtract(slice(values, lag), slice(values, 0, -lag)))
            return joined([slice(zeros, 0, lag), difference], axis: 0)
        }
        func ofTime(_ value: String) -> String { add(zeros, unsqueezed(value, 1)) }
        let waves = self.waves()
        let back = subtract(subtract(count, graph.scalarInteger(1)), times)
        let phase = graph.node("Mod", [back, graph.scalarInteger(period)])
        let hasSeason = double(
            graph.node("Not", [graph.node("Less", [times, graph.scalarInteger(period)])]))
        let context = [
            inUnits(subtract(values, last)), lagged(period), lagged(1),
            inUnits(subtract(parts.rest, slice(parts.rest, -1))), inUnits(surprises),
            ofTime(gather(numbers(waves.map(\.sin), [period]), phase)),
            ofTime(gather(numbers(waves.map(\.cos), [period]), phase)), zeros,
            ofTime(divide(one("Log", double(add(back, graph.scalarInteger(1)))), scalar(6))), add(zeros, ratio),
            ofTime(hasSeason), add(zeros, lengthInput), add(zeros, scalar(seasonInput)),
        ]
        let isZero = double(graph.node("Equal", [values, scalar(0)]))
        let standing =
            errors.dropFirst().map { one("Log", divide(add($0, multiply(scale, scalar(0.01))), scale)) } + [
                ratio, lengthInput, scalar(seasonInput), scalar(0), double(above),
                divide(asinh(divide(mean, scale)), scalar(4)), divide(sum(isZero), time),
                divide(asinh(divide(subtract(graph.node("Squeeze", [last, whole([0])]), low), scale)), scalar(3)),
            ]
        // A rule's distance from the seasonal naive forecast is bounded.
        let far = scalar(ContextReading.furthest)
        let near = scalar(-ContextReading.furthest)
        let distances = forecasts.dropFirst().map { forecast in
            graph.node("Min", [graph.node("Max", [divide(subtract(forecast, naive), scale), near]), far])
        }
        let ahead = multiply(naive, scalar(0))
        func ofStep(_ value: (Int) -> Double) -> String { add(ahead, numbers(steps.map(value), [horizon, 1])) }
        let stepInputs =
            [inUnits(subtract(naive, last))] + distances.map { asinh($0) } + [
                ofStep { waves[(period - ($0 + 1) % period) % period].sin },
                ofStep { waves[(period - ($0 + 1) % period) % period].cos },
                ofStep { log(Double($0 + 1)) / 4 }, ofStep { log(1 + Double($0 + 1) / Double(period)) / 2 },
            ] + standing.map { add(ahead, $0) }
        func stacked(_ parts: [String]) -> String { joined(parts.map { unsqueezed($0, 2) }, axis: 2) }
        return [stacked(context), stacked(stepInputs), stacked([ahead] + distances), naive, scale, moves]
    }

    private func waves() -> [(sin: Double, cos: Double)] {
        guard period > 1 else { return [(0, 0)] }
        return (0..<period).map {
            let angle = 2 * Double.pi * Double($0) / Double(period)
            return (sin(angle), cos(angle))
        }
    }

    /// A series without its season, and that by phase: ``SeasonalParts``.
    private mutating func withoutSeason(
        _ values: String, _ times: String, _ count: String
    ) -> (season: String, rest: String) {
        guard period > 1 else { return (multiply(slice(values, 0, 1), scalar(0)), values) }
        let p = graph.scalarInteger(period)
        let half = period / 2
        let first = slice(values, 0, 1)
        let centred = subtract(values, first)
        let sums = joined(
            [multiply(first, scalar(0)), graph.node("CumSum", [centred, graph.scalarInteger(0)])], axis: 0)
        let middle = graph.node(
            "Slice", [centred, whole([half]), whole([-half]), whole([0])])
        // Windows around each value that has one: the sums of as many values as a season.
        let windows = subtract(slice(sums, period), slice(sums, 0, -period))
        var moving = windows
        if period % 2 == 0 {
            // One window more than there are middles: the last begins a half too late.
            moving = slice(windows, 0, -1)
            let ends = subtract(slice(centred, 2 * half), slice(centred, 0, -2 * half))
            moving = add(moving, divide(ends, scalar(2)))
        }
        let distances = subtract(middle, divide(moving, scalar(Double(period))))
        let places = graph.node("Slice", [times, whole([half]), whole([-half]), whole([0])])
        let age = graph.node(
            "Min",
            [
                graph.node("Div", [subtract(subtract(count, graph.scalarInteger(1)), places), p]),
                graph.scalarInteger(SeasonalParts.oldest),
            ])
        let weights = graph.node("Pow", [scalar(SeasonalParts.ageWeight), double(age)])
        let phases = graph.constant((0..<period).map(Double.init), shape: [period, 1], .int64)
        let isOf = double(graph.node("Equal", [graph.node("Mod", [places, p]), phases]))
        let shares = multiply(isOf, weights)
        let total = graph.node("ReduceSum", [shares, whole([1])], integers: ["keepdims": 1])
        let found = graph.node("MatMul", [shares, distances])
        let long = divide(found, choose(greater(total, scalar(0)), total, scalar(1)))
        // Of a short series the last season.
        let row = graph.node("Mod", [subtract(whole(Array(0..<period)), count), p])
        let short = gather(slice(values, -period), row)
        let isShort = graph.node("Less", [count, graph.scalarInteger(2 * period + 1)])
        let season = choose(isShort, short, long)
        let level = divide(sum(season), scalar(Double(period)))
        let centredSeason = subtract(season, level)
        return (centredSeason, subtract(values, gather(centredSeason, graph.node("Mod", [times, p]))))
    }

    /// The slope from the mean of the first third to that of the last.
    private mutating func slope(_ values: String, _ count: String, _ time: String) -> String {
        let third = graph.node(
            "Max", [graph.node("Div", [count, graph.scalarInteger(3)]), graph.scalarInteger(1)])
        let end = unsqueezed(third, 0)
        let axis = whole([0])
        let first = graph.node("Slice", [values, axis, end, axis])
        let last = graph.node("Slice", [values, one("Neg", end), whole([.max]), axis])
        let thirds = double(third)
        let apart = graph.node("Max", [subtract(time, thirds), scalar(1)])
        return divide(divide(subtract(sum(last), sum(first)), thirds), apart)
    }

    /// All rules over their series, `[time, batch, rules]`: forecasts `[horizon, batch, rules]`, the mean sizes of the errors, and
    /// the errors themselves.
    private mutating func smoothed(
        _ series: String, _ slopes: String, _ rules: [SmoothingRule], _ times: String, _ count: String, _ time: String
    ) -> (forecasts: String, errors: String, surprises: String) {
        let all = [rules.count]
        let firstCounted = graph.node(
            "Max", [graph.node("Div", [count, graph.scalarInteger(4)]), graph.scalarInteger(1)])
        let counted = double(graph.node("Not", [graph.node("Less", [times, firstCounted])]))
        // Nothing happens at the first value.
        let isLater = double(greater(times, graph.scalarInteger(0)))
        func row(_ value: String) -> String { graph.node("Unsqueeze", [value, whole([1, 2])]) }
        let start = multiply(slopes, numbers(rules.map(\.start), all))
        let first = graph.node("Squeeze", [slice(series, 0, 1), whole([0])])

        var step = ONNXGraph(prefix: "smoothing_\(graph.nodeCount)/")
        let stem = "smoothing_\(graph.nodeCount)/"
        let any = ONNXGraph.Length.any("batch")
        for name in ["l", "b", "total"] { step.input(stem + name, .double, [any, .fixed(rules.count)]) }
        step.input(stem + "x", .double, [any, .fixed(rules.count)])
        for name in ["later", "counted"] { step.input(stem + name, .double, [.fixed(1), .fixed(1)]) }
        func constant(_ values: [Double]) -> String { step.constant(values, shape: [rules.count], .double) }
        func node(_ operation: String, _ a: String, _ b: String) -> String { step.node(operation, [a, b]) }
        let damping = node(
            "Add", node("Mul", stem + "later", constant(rules.map { $0.damping - 1 })), step.scalar(1, .double))
        let slope = node("Mul", stem + "b", damping)
        let level = node("Add", stem + "l", node("Mul", slope, stem + "later"))
        let error = node("Sub", stem + "x", level)
        let newLevel = node("Add", level, node("Mul", error, constant(rules.map(\.level))))
        let newSlope = node("Add", slope, node("Mul", error, constant(rules.map { $0.level * $0.slope })))
        let total = node("Add", stem + "total", node("Mul", step.node("Abs", [error]), stem + "counted"))
        for (value, name) in zip([newLevel, newSlope, total, error], ["l1", "b1", "total1", "error"]) {
            step.rename(value, to: stem + name)
            step.output(stem + name, .double, [any, .fixed(rules.count)])
        }
        let zero = multiply(first, scalar(0))
        let ends = graph.scan(
            [first, add(zero, start), zero], [series, row(isLater), row(counted)], by: step, gathered: 1)
        let rows = graph.node("Max", [subtract(time, double(firstCounted)), scalar(0)])
        let number = graph.node("Max", [rows, scalar(1)])
        // The forecast of h steps ahead is l + (φ + … + φʰ)·b.
        let reaches = (0..<horizon).flatMap { ahead in
            rules.map { rule in
                var (value, step) = (0.0, 1.0)
                for _ in 0...ahead {
                    step *= rule.damping
                    value += step
                }
                return value
            }
        }
        let reach = numbers(reaches, [horizon, 1, rules.count])
        return (
            add(unsqueezed(ends.states[0], 0), multiply(reach, unsqueezed(ends.states[1], 0))),
            divide(ends.states[2], number), ends.gathered[0]
        )
    }
}

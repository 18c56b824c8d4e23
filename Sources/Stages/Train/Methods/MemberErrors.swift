import CSVTables
import Files
import ForecastModels
import Forecasting
import SeriesData

/// The forecasts of the members of a combination on the validation parts, and how far off they were.
struct MemberErrors {
    private let members: [CombinedModel.Member]
    private let parts: [ValidationPart]
    /// By member, part, origin, step and target.
    private let predictions: [[[[[Double]]]]]
    /// By part, member and origin: the mean error over steps and targets, in units of the naive forecast's.
    let errors: [[[Double]]]

    init(_ members: [CombinedModel.Member], on parts: [ValidationPart], _ console: any Console) throws {
        (self.members, self.parts) = (members, parts)
        var predictions: [[[[[Double]]]]] = []
        for (index, member) in members.enumerated() {
            let fit = member.model.fit
            predictions.append(
                try parts.map { part in
                    try console.throwIfStopped()
                    let learnt =
                        member.model.recipe.columns.series == nil
                        ? fit.series.first?.scaling : fit.scaling(of: part.frame.name)
                    let scaling =
                        learnt
                        ?? SeriesScaling(
                            fit.scale, fitting: part.frame, rows: part.origins.first ?? part.frame.count,
                            member.model.recipe)
                    return try RollingForecasts(
                        of: member.model, in: part.frame, scaling: scaling, at: part.origins
                    ).predictions
                })
            console.progress(Progress(done: index + 1, total: members.count, message: member.name))
        }
        self.predictions = predictions
        errors = parts.indices.map { part in
            predictions.map { forecasts in
                zip(parts[part].origins, forecasts[part]).map { Self.error($1, at: $0, of: parts[part]) }
            }
        }
    }

    private static func error(_ steps: [[Double]], at origin: Int, of part: ValidationPart) -> Double {
        var (sum, count) = (0.0, 0)
        for (step, targets) in steps.enumerated() {
            for (target, value) in targets.enumerated() where origin + step < part.actual[target].count {
                let actual = part.actual[target][origin + step]
                guard !actual.isNaN else { continue }
                sum += abs(actual - value) / part.units[target]
                count += 1
            }
        }
        return count > 0 ? sum / Double(count) : .nan
    }

    /// The mean error of a member over all origins.
    func mean(of member: Int) -> Double { Self.mean(errors.flatMap { $0[member] }) }

    private static func mean(_ values: [Double]) -> Double {
        let present = values.filter { !$0.isNaN }
        return present.reduce(0, +) / Double(present.count)
    }

    private init(
        _ members: [CombinedModel.Member], _ parts: [ValidationPart], _ predictions: [[[[[Double]]]]],
        _ errors: [[[Double]]]
    ) {
        (self.members, self.parts, self.predictions, self.errors) = (members, parts, predictions, errors)
    }

    /// The same of some members alone.
    func keeping(_ chosen: [Int]) -> MemberErrors {
        MemberErrors(
            chosen.map { members[$0] }, parts, chosen.map { predictions[$0] },
            errors.map { part in chosen.map { part[$0] } })
    }

    /// The members of the median that is robust, or the one that is better by far, or the baseline that is without doubt.
    func robustChoice(_ recipe: SeriesRecipe) -> [Int] {
        let (means, methods) = (members.indices.map(mean), members.map(\.model.methodName))
        let chosen = RobustChoice(errors: means, methods: methods).members
        let together = keeping(chosen).errorsTogether(parts.map { _ in chosen.map { _ in 0 } }, recipe)
        let median = Self.mean(together.flatMap(\.self))
        if let single = RobustChoice.single(errors: means, methods: methods, median: median) { return [single] }
        let origins = parts.map(\.origins).max { $0.count < $1.count } ?? []
        let overlap = DieboldMarianoTest.overlap(of: origins, horizon: recipe.horizon)
        guard let best = members.indices.min(by: { means[$0] < means[$1] }), Self.baselines.contains(methods[best]),
            RobustChoice.isBetter(byOrigin(errors.map { $0[best] }), than: byOrigin(together), overlap: overlap)
        else { return chosen }
        return [best]
    }

    /// The errors of the parts at each origin, counted from the last, averaged.
    private func byOrigin(_ errors: [[Double]]) -> [Double] {
        let most = errors.map(\.count).max() ?? 0
        return (0..<most).map { place in
            let own: [Double] = errors.filter { place < $0.count }.map { $0[$0.count - 1 - place] }
            return Self.mean(own)
        }
    }

    /// The mean error of the forecasts of all members together.
    private func errorTogether(_ weights: [[Double]], _ recipe: SeriesRecipe) -> Double {
        Self.mean(errorsTogether(weights, recipe).flatMap(\.self))
    }

    /// The errors of the forecasts of all members together: by part and origin.
    private func errorsTogether(_ weights: [[Double]], _ recipe: SeriesRecipe) -> [[Double]] {
        let together = combined(weights, horizon: recipe.horizon)
        return parts.indices.map { part in
            zip(parts[part].origins, together[part]).map { Self.error($1, at: $0, of: parts[part]) }
        }
    }

    /// A baseline's errors are clearly smaller where they are below this part of the others.
    private static let part = 0.9
    private static let baselines = Set(Baseline.allCases.map(\.rawValue))

    /// The weights; of a single series that baseline alone, if it is the best member, whose errors are clearly smaller than those of
    /// all together.
    func settled(_ weights: [[Double]], _ recipe: SeriesRecipe) -> [[Double]] {
        guard parts.count == 1, let best = members.indices.min(by: { mean(of: $0) < mean(of: $1) }) else {
            return weights
        }
        let together = errorTogether(weights, recipe)
        guard Self.baselines.contains(members[best].model.methodName), mean(of: best) <= Self.part * together else {
            return weights
        }
        return [members.indices.map { $0 == best ? 1 : 0 }]
    }

    /// The forecasts of all members together: by part, origin, step and target.
    private func combined(_ weights: [[Double]], horizon: Int) -> [[[[Double]]]] {
        parts.indices.map { part in
            parts[part].origins.indices.map { origin in
                (0..<horizon).map { step in
                    (0..<parts[part].actual.count).map { target in
                        CombinedModel.combined(
                            predictions.map { $0[part][origin][step][target] }, weights: weights[part])
                    }
                }
            }
        }
    }

    /// What is known of the errors of the combination, on the scale of its recipe and of these parts.
    func scores(_ weights: [[Double]], _ recipe: SeriesRecipe, on parts: [ValidationPart]) -> [[Double]] {
        ValidationScores(combined(weights, horizon: recipe.horizon), of: recipe, on: parts).scores
    }

    /// Writes a row for each member, and one for the combination: what it is, its errors, and how much it counts.
    ///
    /// Coverage is that of intervals of 90 % which are found from every second origin and tried on the others.
    func writeTable(
        _ weights: [[Double]], counted: [Int], _ recipe: SeriesRecipe, on parts: [ValidationPart],
        leftOut: [(name: String, model: MissingModel)], name: String, to path: String
    ) throws {
        let file = try DurableFileWriter.open(at: path)
        var csv = try CSVWriter(header: ["name", "method", "mase", "coverage", "chosen", "weight", "origins", "reason"])
        {
            try file.append($0)
        }
        let origins = parts.reduce(0) { $0 + $1.origins.count }
        for (index, member) in members.enumerated() {
            // The median counts all alike.
            let weight =
                counted.contains(index)
                ? weights.reduce(0) { sum, row in
                    sum + (row.allSatisfy { $0 == 0 } ? 1 / Double(counted.count) : row[index])
                } / Double(weights.count) : 0
            csv.add(member.name)
            csv.add(member.model.methodName)
            csv.add(mean(of: index))
            csv.add(coverage(predictions[index], recipe, parts))
            csv.add(counted.contains(index) ? "yes" : "no")
            csv.add(weight)
            csv.add(origins)
            csv.add("")
            try csv.endRow()
        }
        for (name, model) in leftOut {
            for cell in [name, model.method, "", "", "no"] { csv.add(cell) }
            csv.add(0.0)
            csv.add(0)
            csv.add(model.reason)
            try csv.endRow()
        }
        let ownWeights = weights.map { row in counted.map { row[$0] } }
        let together = keeping(counted).combined(ownWeights, horizon: recipe.horizon)
        csv.add(name)
        csv.add(TrainMethod.combine.rawValue)
        csv.add(keeping(counted).errorTogether(ownWeights, recipe))
        csv.add(coverage(together, recipe, parts))
        csv.add("yes")
        csv.add(1.0)
        csv.add(origins)
        csv.add("")
        try csv.endRow()
        try csv.finish()
        try file.commit()
    }

    private func coverage(
        _ predictions: [[[[Double]]]], _ recipe: SeriesRecipe, _ parts: [ValidationPart]
    ) -> Double {
        var (held, count) = (0, 0)
        for parity in 0...1 {
            func half(_ isSame: Bool) -> (parts: [ValidationPart], predictions: [[[[Double]]]]) {
                var halves: [ValidationPart] = []
                var forecasts: [[[[Double]]]] = []
                for (part, own) in zip(parts, predictions) {
                    let places = part.origins.indices.filter { ($0 % 2 == parity) == isSame }
                    halves.append(part.with(origins: places.map { part.origins[$0] }))
                    forecasts.append(places.map { own[$0] })
                }
                return (halves, forecasts)
            }
            let (known, tried) = (half(true), half(false))
            let scores = ValidationScores(known.predictions, of: recipe, on: known.parts).scores
            // Of one origin there is no other half.
            guard !scores.isEmpty,
                let intervals = try? ConformalIntervals(residuals: scores, level: IntervalRule.defaultLevel)
            else {
                continue
            }
            for (part, forecasts) in zip(tried.parts, tried.predictions) {
                for (origin, steps) in zip(part.origins, forecasts) {
                    for (step, targets) in steps.prefix(recipe.horizon).enumerated() {
                        for (target, value) in targets.enumerated() {
                            let actual = part.actual[target][origin + step]
                            guard !actual.isNaN else { continue }
                            let reach = intervals.upper[step * targets.count + target]
                            let scaling = part.scaling.targets[target]
                            let far =
                                scaling.apply(recipe.transforms.level(of: actual))
                                - scaling.apply(recipe.transforms.level(of: value))
                            held += abs(far) <= reach ? 1 : 0
                            count += 1
                        }
                    }
                }
            }
        }
        return Double(held) / Double(count)
    }
}

import ForecastModels
import Forecasting
import SeriesData

/// How far off a model's forecasts were on the validation parts, on the scale of its outputs.
struct ValidationScores {
    /// For each number that is forecast at once, ascending; empty where nothing could be measured.
    let scores: [[Double]]

    /// Takes predictions by part, origin, step and target.
    init(_ predictions: [[[[Double]]]], of recipe: SeriesRecipe, on parts: [ValidationPart]) {
        let targetCount = recipe.columns.targetCount
        var scores = [[Double]](repeating: [], count: recipe.outputCount)
        for target in 0..<targetCount {
            var errors = [[Double]](repeating: [], count: recipe.horizon)
            for (part, forecasts) in zip(parts, predictions) {
                func output(_ value: Double) -> Double {
                    part.scaling.targets[target].apply(recipe.transforms.level(of: value))
                }
                for (origin, steps) in zip(part.origins, forecasts) {
                    for step in 0..<recipe.horizon {
                        let actual = part.actual[target][origin + step]
                        errors[step].append(actual.isNaN ? .nan : output(actual) - output(steps[step][target]))
                    }
                }
            }
            let distance = parts.map(\.distance).min() ?? 1
            let steps = StepScores(errors: errors, distance: distance).scores
            for (step, numbers) in steps.enumerated() { scores[step * targetCount + target] = numbers }
        }
        self.scores = scores.contains(where: \.isEmpty) ? [] : scores
    }
}

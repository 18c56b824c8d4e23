import SeriesData

/// Brings what the networks of a model say into the units of the data.
package struct ForecastUnits {
    package let model: any ForecastModel
    package let rule: IntervalRule?
    private let recipe: SeriesRecipe

    package init(model: any ForecastModel, rule: IntervalRule?) {
        (self.model, self.rule) = (model, rule)
        recipe = model.recipe
    }

    /// What is forecast `ahead` steps after the last row read, the first being 0; `origin` is what the output is counted from.
    package func point(
        of target: Int, ahead: Int, by forecaster: any SeriesForecaster, _ series: ScaledSeries,
        from origin: OutputOrigin?
    ) -> ForecastPoint {
        func value(_ output: Double) -> Double { series.value(of: output, target: target, from: origin) }
        let distribution = forecaster.distribution(of: target, at: ahead)
        var point = ForecastPoint(prediction: value(distribution.prediction))
        if let ends = rule?.ends(distribution, at: ahead * recipe.columns.targetCount + target) {
            let (lower, upper) = (value(ends.lower), value(ends.upper))
            if lower <= upper { point.interval = lower...upper }
        }
        switch distribution {
        case .value: break
        case .quantiles(let outputs, _): point.quantiles = outputs.map(value)
        case .normals(let parts):
            let levels = parts.map { part in
                let mean = series.level(of: part.mean, target: target, from: origin)
                let above = series.level(of: part.mean + part.deviation, target: target, from: origin)
                return NormalPart(
                    mean: mean, deviation: above - mean, degreesOfFreedom: part.degreesOfFreedom)
            }
            point.spread = .normals(levels, of: recipe.transforms)
        case .counts(let parts): point.spread = .counts(parts)
        }
        return point
    }

    /// What is forecast at once after the last row read: by step and target.
    package func points(by forecaster: any SeriesForecaster, _ series: ScaledSeries) -> [[ForecastPoint]] {
        let origins = series.origins(after: forecaster.row)
        return (0..<recipe.horizon).map { ahead in
            (0..<recipe.columns.targetCount).map {
                point(of: $0, ahead: ahead, by: forecaster, series, from: origins?[$0][ahead])
            }
        }
    }

    /// What is forecast from values that were drawn: their mean, taken of their levels, and the interval between quantiles.
    package func point(ofDrawn drawn: [Double]) -> ForecastPoint {
        let transforms = recipe.transforms
        let mean = drawn.reduce(0) { $0 + transforms.level(of: $1) } / Double(drawn.count)
        let sorted = drawn.sorted()
        var point = ForecastPoint(prediction: transforms.value(ofLevel: mean), spread: .samples(sorted))
        if let level = rule?.level {
            var (lower, upper) = (
                sampleQuantile((1 - level) / 2, of: sorted), sampleQuantile((1 + level) / 2, of: sorted)
            )
            // Between counts there are none.
            if sorted.allSatisfy({ $0 == $0.rounded() }) { (lower, upper) = (lower.rounded(.down), upper.rounded(.up)) }
            // Not so where paths leave what numbers can hold.
            if lower <= upper { point.interval = lower...upper }
        }
        return point
    }
}

import CSVTables
import SeriesData

/// Forecasts laid side by side: a row for each step that one of them has.
struct GatheredForecasts {
    /// A row; what a forecast does not have is NaN.
    struct Row {
        let step: Double
        let actual: Double
        let predictions: [Double]
    }

    private(set) var rows: [Row] = []
    let names: [String]
    /// The errors of each forecast over the rows in which all have one beside an actual value.
    private(set) var errors: [ForecastErrors]
    /// What tells the forecasts apart that are not of the same steps; nil where all are of the same.
    private(set) var remark: String?

    /// Lays out the forecasts that were read from `paths`.
    ///
    /// - Throws: ``StageError`` where two have different actual values at a step, or some share no step.
    init(_ forecasts: [Forecast], names: [String], paths: [String]) throws(StageError) {
        self.names = names
        errors = names.map { _ in ForecastErrors() }
        var own = names.map { _ in ForecastErrors() }
        var spans = names.map { _ in ClosedRange<Double>?.none }
        var places = forecasts.map { _ in 0 }
        while let step = zip(forecasts, places).compactMap({ $1 < $0.steps.count ? $0.steps[$1] : nil }).min() {
            var known: (value: Double, index: Int, line: Int)?
            var predictions: [Double] = []
            for (index, forecast) in forecasts.enumerated() {
                let place = places[index]
                guard place < forecast.steps.count, forecast.steps[place] == step else {
                    predictions.append(.nan)
                    continue
                }
                places[index] += 1
                let (actual, prediction) = (forecast.actual[place], forecast.prediction[place])
                predictions.append(prediction)
                if !prediction.isNaN {
                    spans[index] = (spans[index]?.lowerBound ?? step)...max(spans[index]?.upperBound ?? step, step)
                }
                own[index].add(actual: actual, prediction: prediction)
                if actual.isNaN { continue }
                if let known, known.value != actual {
                    throw .badTable(
                        file: paths[index],
                        CSVError(
                            line: forecast.lines.line(ofRow: place), column: "actual",
                            "found \(decimalText(actual)) at step \(decimalText(step)), where \(paths[known.index]), line "
                                + "\(known.line), has \(decimalText(known.value)); expected forecasts of the same values; "
                                + "gather those of one series and one stretch"))
                }
                if known == nil { known = (actual, index, forecast.lines.line(ofRow: place)) }
            }
            let actual = known?.value ?? .nan
            rows.append(Row(step: step, actual: actual, predictions: predictions))
            if !actual.isNaN, !predictions.contains(where: \.isNaN) {
                for (index, prediction) in predictions.enumerated() {
                    errors[index].add(actual: actual, prediction: prediction)
                }
            }
        }
        try tell(own, spans, paths)
    }

    private mutating func tell(
        _ own: [ForecastErrors], _ spans: [ClosedRange<Double>?], _ paths: [String]
    ) throws(StageError) {
        guard own.contains(where: { $0.count != errors[0].count }) || Set(spans).count > 1 else { return }
        if errors[0].count == 0 {
            // Some may have none at all; those that do must have some in common.
            guard own.filter({ $0.count > 0 }).count > 1 else { return }
            throw .badTable(
                file: paths[0],
                CSVError(
                    "found no step at which all forecasts stand beside an actual value (\(described(own, spans))); expected "
                        + "forecasts of the same steps"))
        }
        remark =
            "the forecasts are not of the same steps (\(described(own, spans))); the errors are those over the "
            + "\(errors[0].count) that all have"
    }

    private func described(_ own: [ForecastErrors], _ spans: [ClosedRange<Double>?]) -> String {
        var texts = zip(names, zip(own, spans)).prefix(6).map { name, found in
            let (errors, span) = found
            let steps = span.map { " from step \(decimalText($0.lowerBound)) to \(decimalText($0.upperBound))" } ?? ""
            return "\(name): \(errors.count)\(steps)"
        }
        if names.count > texts.count { texts.append("and \(names.count - texts.count) more") }
        return texts.joined(separator: ", ")
    }
}

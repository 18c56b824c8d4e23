import CSVTables
import SeriesData
import Texts

/// Forecasts laid side by side: a row for each step, of each series, that one of them has.
struct GatheredForecasts {
    /// A row; what a forecast does not have is NaN.
    struct Row {
        /// Empty where there is one series alone.
        let series: String
        let step: Double
        let actual: Double
        let predictions: [Double]
    }

    private(set) var rows: [Row] = []
    let names: [String]
    /// Whether the forecasts are of many series.
    let hasSeries: Bool
    /// The errors of each forecast over the rows in which all have one beside an actual value.
    private(set) var errors: [ForecastErrors]
    /// What tells the forecasts apart that are not of the same steps; nil where all are of the same.
    private(set) var remark: String?

    /// Lays out the forecasts that were read from `paths`.
    ///
    /// - Throws: ``StageError`` where two have different actual values at a step, some share no step, or one names no series
    ///   where another does.
    init(_ forecasts: [Forecast], names: [String], paths: [String]) throws(StageError) {
        self.names = names
        hasSeries = forecasts.contains { $0.series != nil }
        if hasSeries, let bare = forecasts.firstIndex(where: { $0.series == nil }),
            let other = forecasts.firstIndex(where: { $0.series != nil })
        {
            throw .badTable(
                file: paths[bare],
                CSVError(
                    column: "series",
                    "found no such column, which \(paths[other]) has; expected forecasts of the same series; gather those of many "
                        + "series, or of one"))
        }
        if hasSeries, let place = names.firstIndex(where: { $0.isSame(as: "series") }) {
            throw .badTable(
                file: paths[place],
                CSVError(
                    "its forecasts are called 'series', as the column of the names of series is; give each a --label"))
        }
        errors = names.map { _ in ForecastErrors() }
        var own = names.map { _ in ForecastErrors() }
        var spans = names.map { _ in ClosedRange<Double>?.none }
        for series in Self.series(of: forecasts) {
            var places = forecasts.map { _ in 0 }
            func next(_ index: Int) -> Int? {
                places[index] < series.rows[index].count ? series.rows[index][places[index]] : nil
            }
            while let step = forecasts.indices.compactMap({ index in next(index).map { forecasts[index].steps[$0] } })
                .min()
            {
                var known: (value: Double, index: Int, line: Int)?
                var predictions: [Double] = []
                for (index, forecast) in forecasts.enumerated() {
                    guard let row = next(index), forecast.steps[row] == step else {
                        predictions.append(.nan)
                        continue
                    }
                    places[index] += 1
                    let (actual, prediction) = (forecast.actual[row], forecast.prediction[row])
                    predictions.append(prediction)
                    if !prediction.isNaN {
                        spans[index] =
                            min(spans[index]?.lowerBound ?? step, step)...max(spans[index]?.upperBound ?? step, step)
                    }
                    own[index].add(actual: actual, prediction: prediction)
                    if actual.isNaN { continue }
                    if let known, known.value != actual {
                        let place = hasSeries ? " of the series '\(CSVError.shown(series.name))'" : ""
                        throw .badTable(
                            file: paths[index],
                            CSVError(
                                line: forecast.lines.line(ofRow: row), column: "actual",
                                "found \(decimalText(actual)) at step \(decimalText(step))\(place), where "
                                    + "\(paths[known.index]), line \(known.line), has \(decimalText(known.value)); expected "
                                    + "forecasts of the same values; gather those of one series and one stretch"))
                    }
                    if known == nil { known = (actual, index, forecast.lines.line(ofRow: row)) }
                }
                let actual = known?.value ?? .nan
                rows.append(Row(series: series.name, step: step, actual: actual, predictions: predictions))
                if !actual.isNaN, !predictions.contains(where: \.isNaN) {
                    for (index, prediction) in predictions.enumerated() {
                        errors[index].add(actual: actual, prediction: prediction)
                    }
                }
            }
        }
        try tell(own, spans, paths)
    }

    /// The series in the order in which they come, and the rows of each in each forecast.
    private static func series(of forecasts: [Forecast]) -> [(name: String, rows: [[Int]])] {
        var series: [(name: String, rows: [[Int]])] = []
        var places = ByteDictionary<Int>()
        for (index, forecast) in forecasts.enumerated() {
            guard let labels = forecast.series else {
                if series.isEmpty { series.append(("", forecasts.map { _ in [] })) }
                series[0].rows[index] = Array(forecast.steps.indices)
                continue
            }
            let known = labels.names.map { name -> Int in
                if let place = places[name] { return place }
                places[name] = series.count
                series.append((name, forecasts.map { _ in [] }))
                return series.count - 1
            }
            for (row, label) in labels.indices.enumerated() { series[known[label]].rows[index].append(row) }
        }
        return series
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

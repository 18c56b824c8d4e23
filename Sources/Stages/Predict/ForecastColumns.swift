import CSVTables
import ForecastModels
import SeriesData

/// The columns of a forecast: `step,actual,prediction`, and what else there is to say.
///
/// In front `time` and `series`, where there are such; after a prediction `lower,upper` and a column for each quantile, as
/// `q0.05`. With several targets the names of what is said of one end in `_NAME`.
struct ForecastColumns: Equatable, Sendable {
    let targets: [String]
    let hasTime: Bool
    let hasSeries: Bool
    let hasInterval: Bool
    let quantiles: [Double]

    var names: [String] {
        var names = (hasTime ? ["time"] : []) + (hasSeries ? ["series"] : []) + ["step"]
        for target in targets { names += kinds.map { name(of: $0, target) } }
        return names
    }

    init(targets: [String], hasTime: Bool, hasSeries: Bool, hasInterval: Bool, quantiles: [Double]) {
        (self.targets, self.hasTime, self.hasSeries) = (targets, hasTime, hasSeries)
        (self.hasInterval, self.quantiles) = (hasInterval, quantiles)
    }

    /// The columns that a model's forecasts have.
    init(of model: any ForecastModel, _ rule: IntervalRule?) {
        let columns = model.recipe.columns
        self.init(
            targets: columns.targets, hasTime: columns.time != nil, hasSeries: columns.series != nil,
            hasInterval: rule != nil, quantiles: model.says.quantiles)
    }

    /// Writes a row.
    func write(_ row: ForecastRow, to csv: inout CSVRows) {
        if hasTime { csv.add(row.time ?? "") }
        if hasSeries { csv.add(row.series) }
        csv.add(row.step)
        for target in row.targets {
            let point = target.forecast
            csv.add(target.actual)
            csv.add(point?.prediction ?? .nan)
            if hasInterval {
                csv.add(point?.interval?.lowerBound ?? .nan)
                csv.add(point?.interval?.upperBound ?? .nan)
            }
            for place in quantiles.indices { csv.add(point?.quantiles[place] ?? .nan) }
        }
        csv.endRow()
    }

    /// What is said of each target.
    private var kinds: [String] {
        ["actual", "prediction"] + (hasInterval ? ["lower", "upper"] : []) + quantiles.map { "q" + decimalText($0) }
    }

    private func name(of kind: String, _ target: String) -> String { targets.count > 1 ? "\(kind)_\(target)" : kind }
}

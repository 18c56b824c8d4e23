import CSVTables
import ForecastModels
import Forecasting
import SeriesData

/// The errors of all kinds of forecasts: of each target, over all steps and of each.
struct BacktestTable {
    /// What the network's forecasts are called, beside the names of the baselines.
    static let network = "network"

    private let targets: [String]
    private let baselines: [Baseline]
    /// The names of the series, where there are many.
    private var series: [String] = []
    /// By kind, the network being the first; by target; by step, those of all being the first.
    private var errors: [[[BacktestErrors]]]
    /// By series, kind and target, over all steps.
    private var errorsOfSeries: [[[BacktestErrors]]] = []
    /// Those of Naive2, by target and step, and by series and target.
    private var benchmark: [[BacktestErrors]]
    private var benchmarkOfSeries: [[BacktestErrors]] = []
    /// No errors of a series yet.
    private let noErrors: [BacktestErrors]

    init(targets: [String], baselines: [Baseline], series: [String] = [], horizon: Int, level: Double?) {
        (self.targets, self.baselines) = (targets, baselines)
        let steps = Array(repeating: BacktestErrors(level: level), count: horizon + 1)
        errors = Array(repeating: Array(repeating: steps, count: targets.count), count: baselines.count + 1)
        noErrors = Array(repeating: BacktestErrors(level: level), count: targets.count)
        benchmark = Array(repeating: steps, count: targets.count)
        add(series: series)
    }

    /// Takes in the names of further series, whose places follow those of the ones before.
    mutating func add(series names: [String]) {
        series += names
        errorsOfSeries += names.map { _ in Array(repeating: noErrors, count: baselines.count + 1) }
        benchmarkOfSeries += names.map { _ in noErrors }
    }

    /// Takes in a value of a target at a step, the first being 0, and what each kind, and Naive2, forecast; nil where it did not.
    mutating func add(
        _ actual: Double, series: Int, target: Int, step: Int, _ forecasts: [ForecastPoint?], benchmark said: Double?,
        _ scale: BacktestScale
    ) {
        if let said {
            let point = ForecastPoint(prediction: said)
            benchmark[target][0].add(actual, point, scale)
            benchmark[target][step + 1].add(actual, point, scale)
            if !benchmarkOfSeries.isEmpty { benchmarkOfSeries[series][target].add(actual, point, scale) }
        }
        for (kind, forecast) in forecasts.enumerated() {
            guard let forecast else { continue }
            errors[kind][target][0].add(actual, forecast, scale)
            errors[kind][target][step + 1].add(actual, forecast, scale)
            if !errorsOfSeries.isEmpty { errorsOfSeries[series][kind][target].add(actual, forecast, scale) }
        }
    }

    private var names: [String] { [Self.network] + baselines.map(\.rawValue) }

    /// Writes a row for each kind and target over all steps, then one for each step; then, where there are many series, one for
    /// each of them over all steps.
    func write(to csv: inout CSVWriter) throws {
        for step in errors[0][0].indices {
            let name = step == 0 ? Self.allSteps : String(step)
            let averages =
                step == 0 && !series.isEmpty
                ? averagesOverSeries : Self.averages(errors.map { $0.map { $0[step] } }, benchmark.map { $0[step] })
            try write(errors.map { $0.map { $0[step] } }, averages, step: name, series: "", to: &csv)
        }
        for (index, name) in series.enumerated() {
            let errors = errorsOfSeries[index]
            try write(
                errors, Self.averages(errors, benchmarkOfSeries[index]), step: Self.allSteps, series: name, to: &csv)
        }
    }

    /// By kind and target the overall weighted average of errors beside those of Naive2.
    private static func averages(_ errors: [[BacktestErrors]], _ benchmark: [BacktestErrors]) -> [[Double]] {
        errors.map { zip($0, benchmark).map { $0.overallWeightedAverage(beside: $1) } }
    }

    /// The same of the means over series, as the M4 competition takes them.
    private var averagesOverSeries: [[Double]] {
        errors.indices.map { kind in
            targets.indices.map { target in
                BacktestErrors.overallWeightedAverage(
                    of: errorsOfSeries.map { $0[kind][target] }, beside: benchmarkOfSeries.map { $0[target] })
            }
        }
    }

    /// Writes rows of errors, by kind and target.
    private func write(
        _ errors: [[BacktestErrors]], _ averages: [[Double]], step: String, series: String, to csv: inout CSVWriter
    ) throws {
        for (kind, (name, byTarget)) in zip(names, errors).enumerated() {
            for (index, errors) in byTarget.enumerated() {
                csv.add(name)
                if targets.count > 1 { csv.add(targets[index]) }
                csv.add(step)
                csv.add(errors.errors.count)
                for number in errors.numbers { csv.add(number) }
                csv.add(errors.intervals?.count ?? 0)
                csv.add(series)
                csv.add(errors.scaledMSE)
                csv.add(errors.scaledMAE)
                csv.add(averages[kind][index])
                try csv.endRow()
            }
        }
    }

    /// What stands for a step in the rows over all.
    private static let allSteps = "all"

    /// The names of the columns.
    var header: [String] {
        ["forecast"] + (targets.count > 1 ? ["target"] : []) + ["step", "count"] + BacktestErrors.names + [
            "intervals", "series", "scaled_mse", "scaled_mae", "owa",
        ]
    }

    /// The errors over all steps as lines of text, and what they say of the network.
    var lines: [String] {
        targets.indices.flatMap { target -> [String] in
            let prefix = targets.count > 1 ? "\(targets[target]): " : ""
            let rows = zip(names, errors).map { name, byTarget in
                let errors = byTarget[target][0]
                return [name, String(errors.errors.count)]
                    + errors.numbers.map { $0.isNaN ? "-" : significantDecimal($0, digits: 4) }
                    + [String(errors.intervals?.count ?? 0)]
            }
            let table = Self.aligned([["forecast", "count"] + BacktestErrors.names + ["intervals"]] + rows)
            return table.map { prefix + $0 } + [prefix + verdict(target)]
        }
    }

    /// Whether the network beats the baselines: in MASE, or, where a history without errors gives no scale, in MAE.
    private func verdict(_ target: Int) -> String {
        let isScaled = !errors[0][target][0].mase.isNaN
        func error(_ bySteps: [BacktestErrors]) -> Double { isScaled ? bySteps[0].mase : bySteps[0].errors.mae }
        func text(_ error: Double) -> String { significantDecimal(error, digits: 3) }
        let own = error(errors[0][target])
        let others = zip(baselines, errors.dropFirst()).map { (name: $0.words, error: error($1[target])) }
            .filter { !$0.error.isNaN }
        guard !own.isNaN, let best = others.min(by: { $0.error < $1.error }) else {
            return baselines.isEmpty
                ? "no other forecast was asked for beside the network's"
                : "nothing can be said of the network beside other forecasts: no value came that both had forecast"
        }
        let name = isScaled ? "MASE" : "MAE"
        let better = others.filter { $0.error <= own }.map {
            "\($0.name): \(name) \(text(own)) against \(text($0.error))"
        }
        guard better.isEmpty else { return "the network does not beat " + better.joined(separator: "; nor ") }
        return
            "the network beats \(others.map(\.name).joined(separator: ", ")): \(name) \(text(own)), the best of them "
            + "\(best.name) with \(text(best.error))"
    }

    /// Columns side by side: the first one begins at the left, the others end at the right.
    private static func aligned(_ rows: [[String]]) -> [String] {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths).enumerated().map { column, cell in
                let padding = String(repeating: " ", count: cell.1 - cell.0.count)
                return column == 0 ? cell.0 + padding : padding + cell.0
            }.joined(separator: "  ")
        }
    }
}

extension Baseline {
    /// Its name in a sentence.
    fileprivate var words: String {
        switch self {
        case .naive: "naive"
        case .seasonalNaive: "seasonal naive"
        case .drift: "drift"
        case .ets: "exponential smoothing (ETS)"
        case .naive2: "Naive2"
        case .theta: "Theta"
        }
    }
}

import CSVTables
import Forecasting
import SeriesData
import Texts

/// What is to be said of a forecast that was made: what was chosen, and how good it is on rows that no choice has read.
package struct ForecastVerdict {
    package let chosen: String
    package let mase: Double
    package let seasonalNaive: Double
    package let coverage: Double
    package let origins: Int
    /// Three sentences.
    package let text: String

    private static let level = 0.05

    /// Reads what the pipeline left in `directory`.
    ///
    /// - Throws: `FileError`, ``StageError``.
    package init(_ plan: ForecastPlan, interval: Double) throws {
        let (directory, summary) = (plan.directory, plan.data)
        let choice = try Self.chosen(at: directory + "/" + ForecastPlan.candidatesName)
        chosen = choice.name
        let errors = try Table(at: directory + "/" + ForecastPlan.errorsName, keeping: .described)
        let (kinds, mases) = (try errors.texts(of: "forecast"), try errors.numbers(of: "mase"))
        let (maes, coverages) = (try errors.numbers(of: "mae"), try errors.numbers(of: "coverage"))
        let isScaled = kinds.firstIndex(of: BacktestTable.network).map { !mases[$0].isNaN } ?? false
        func number(_ name: String, _ numbers: [Double]) -> Double {
            kinds.firstIndex(of: name).map { numbers[$0] } ?? .nan
        }
        let errorName = isScaled ? "MASE" : "MAE"
        func error(_ name: String) -> Double { number(name, isScaled ? mases : maes) }
        (mase, seasonalNaive) = (
            number(BacktestTable.network, mases), number(Baseline.seasonalNaive.rawValue, mases)
        )
        coverage = number(BacktestTable.network, coverages)
        let losses = try BacktestLosses(at: directory + "/" + ForecastPlan.backtestName)
        origins = losses.origins.count
        let overlap = DieboldMarianoTest.overlap(of: losses.origins, horizon: summary.horizon)
        func text(_ number: Double) -> String { significantDecimal(number, digits: 3) }
        var comparisons: [String] = []
        let others: [(baseline: Baseline, words: String)] = [
            (summary.season > 1 ? .seasonalNaive : .naive, summary.season > 1 ? "seasonal naive" : "naive"),
            (.ets, "exponential smoothing"),
        ]
        for (baseline, words) in others {
            let other = error(baseline.rawValue)
            guard !other.isNaN, let others = losses.losses[baseline.rawValue] else { continue }
            comparisons.append(
                Self.comparison(losses.own, others, overlap, origins: origins)
                    + " \(words) (\(errorName) \(text(other)))")
        }
        let spread = losses.own.filter { !$0.isNaN }.sorted()
        let unit = spread.isEmpty ? 0 : spread.reduce(0, +) / Double(spread.count)
        let ratio = unit > 0 ? error(BacktestTable.network) / unit : 0
        let range =
            spread.count > 1
            ? ", from \(text(ratio * (spread.first ?? 0))) to \(text(ratio * (spread.last ?? 0))) from origin to origin"
            : ""
        let held =
            coverage.isNaN
            ? "Too little came before to say how wide an interval must be."
            : "Its intervals of \(significantDecimal(100 * interval, digits: 3)) % held "
                + "\(significantDecimal(100 * coverage, digits: 3)) % of what came."
        let many = "\(origins) origin\(origins == 1 ? "" : "s")"
        self.text = [
            "The forecast is \(chosen), fitted again to all rows"
                + (choice.isBaseline
                    ? ": a baseline, and better than all else together on the rows that were chosen by."
                    : "."),
            "Forecast from \(many) that no choice had read, its \(errorName) is \(text(error(BacktestTable.network)))\(range): "
                + comparisons.joined(separator: ", ") + ".", held,
        ].joined(separator: "\n")
    }

    /// How a forecast stands beside another by their errors at the same origins.
    static func comparison(_ own: [Double], _ other: [Double], _ overlap: Int, origins: Int) -> String {
        guard origins >= DieboldMarianoTest.fewestOrigins else { return "too few to tell it from" }
        guard let test = DieboldMarianoTest(own, other, overlap: overlap) else {
            return "too few without values in common to tell it from"
        }
        guard test.probability < level else { return "as good as" }
        return test.statistic < 0 ? "better than" : "worse than"
    }

    /// What was chosen, and whether it is a baseline alone.
    private static func chosen(at path: String) throws -> (name: String, isBaseline: Bool) {
        let table = try Table(at: path, keeping: .described)
        let (names, marks) = (try table.texts(of: "name"), try table.texts(of: "chosen"))
        let (methods, weights) = (try table.texts(of: "method"), try table.numbers(of: "weight"))
        let rows = names.indices.filter {
            marks[$0] == "yes" && methods[$0] != TrainMethod.combine.rawValue && weights[$0] > 0
        }
        guard rows.count > 1 else {
            return rows.first.map { (names[$0], Baseline(rawValue: methods[$0]) != nil) } ?? ("", false)
        }
        return ("the median of " + rows.map { names[$0] }.sorted().joined(separator: ", "), false)
    }

    /// One JSON object.
    package func json(_ plan: ForecastPlan) -> String {
        func number(_ value: Double) -> String { value.isFinite ? decimalText(value) : "null" }
        return JSONText.object([
            ("target", JSONText.text(plan.data.target)),
            ("frequency", plan.data.frequency.map { JSONText.text($0) } ?? "null"),
            ("season", plan.data.season > 1 ? String(plan.data.season) : "null"),
            ("horizon", String(plan.data.horizon)), ("chosen", JSONText.text(chosen)), ("mase", number(mase)),
            ("seasonal_naive_mase", number(seasonalNaive)), ("coverage", number(coverage)),
            ("origins", String(origins)), ("verdict", JSONText.text(text)),
        ])
    }
}

/// The errors of the forecasts of a backtest at each origin, averaged over the horizon and over series.
struct BacktestLosses {
    /// Ascending.
    let origins: [Int]
    let own: [Double]
    /// Of each baseline, by its name.
    let losses: [String: [Double]]

    init(at path: String) throws {
        let table = try Table(at: path, keeping: .described)
        let starts = try table.numbers(of: "origin")
        let actual = try table.numbers(of: "actual")
        // A series counts by its own size, so that a large one does not stand for all.
        let names = table.names.contains("series") ? try table.texts(of: "series") : starts.map { _ in "" }
        var sizes = ByteDictionary<(sum: Double, count: Double)>()
        let naive = try table.numbers(of: Baseline.naive.rawValue)
        for row in starts.indices where !actual[row].isNaN && !naive[row].isNaN {
            let size = sizes[names[row]] ?? (0, 0)
            sizes[names[row]] = (size.sum + abs(actual[row] - naive[row]), size.count + 1)
        }
        // Places are counted from the last, as series end at different rows.
        var places = ByteDictionary<[Double]>()
        for row in starts.indices where places[names[row]]?.last != starts[row] {
            places[names[row], default: []].append(starts[row])
        }
        let most = places.values.map(\.count).max() ?? 0
        var found: [String: [Double]] = [:]
        for name in ["prediction"] + Baseline.allCases.map(\.rawValue) {
            guard table.names.contains(name) else { continue }
            let forecasts = try table.numbers(of: name)
            var (sums, counts) = ([Double](repeating: 0, count: most), [Double](repeating: 0, count: most))
            var index = ByteDictionary<Int>()
            var last = ByteDictionary<Double>()
            for row in starts.indices {
                let series = names[row]
                if last[series] != starts[row] {
                    index[series, default: most - (places[series]?.count ?? 0) - 1] += 1
                    last[series] = starts[row]
                }
                guard !actual[row].isNaN, !forecasts[row].isNaN, let place = index[series] else { continue }
                let size = sizes[series].map { $0.sum / $0.count } ?? 1
                sums[place] += abs(actual[row] - forecasts[row]) / (size > 0 ? size : 1)
                counts[place] += 1
            }
            found[name] = zip(sums, counts).map { $1 > 0 ? $0 / $1 : .nan }
        }
        let longest = places.values.max { $0.count < $1.count } ?? []
        let sound = (0..<most).filter { place in found.values.allSatisfy { !$0[place].isNaN } }
        origins = sound.map { Int(longest[$0]) }
        own = sound.map { found["prediction"]?[$0] ?? .nan }
        losses = found.mapValues { values in sound.map { values[$0] } }
    }
}

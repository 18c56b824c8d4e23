import Forecasting
import SeriesData
import Texts

/// Puts the suggested commands together, for a command line or for a spec.
struct SuggestionMaker {
    /// A command with its options, as they stand on the command line; one that repeats stands several times.
    typealias Command = (name: String, options: [(name: String, value: String)])

    /// Where the commands read and write.
    struct Files {
        /// The file that was described, and what `tidy` makes of it.
        var source: String
        var tidy: String
        var model: String
        /// The model of the network that comes trained; only where it is suggested.
        var pretrained = ""
        var backtest: String
        var errors: String
        var forecast: String
        var figure: String
    }

    let description: DataDescription
    let target: String
    private let files: Files

    init(description: DataDescription, target: String, files: Files? = nil) {
        (self.description, self.target) = (description, target)
        self.files = files ?? Self.files(of: description.path)
    }

    private var layout: SeriesLayout { description.layout }
    private var axes: [TimeAxis] { layout.axes }
    private var count: Int { description.values.count }
    /// Of the shortest series, the rows that are learnt from.
    private var shortestCount: Int {
        description.ownStep == nil ? layout.series.map(\.rows.count).min() ?? count : count
    }

    /// The lines in the order in which they are run.
    var lines: [String] {
        guard isForecastable else { return commands.map { line($0.name, $0.options) } }
        // The one command first; then by hand: the network that is trained already, and one of one's own.
        let tidying = commands.prefix { $0.name == "tidy" }
        return [words("forecast", [description.path])] + tidying.map { line($0.name, $0.options) }
            + [line("train", pretrainedOptions)] + commands.dropFirst(tidying.count).map { line($0.name, $0.options) }
    }

    /// The commands in the order in which they are run.
    var commands: [Command] {
        var commands: [Command] = []
        if let tidying = description.tidying, description.isTidied {
            commands.append(("tidy", [("data", files.source)] + tidying.options + [("output", files.tidy)]))
        }
        commands.append(("train", trainOptions))
        if testCount != nil { commands.append(("backtest", backtestOptions)) }
        commands.append(("predict", [("model", files.model), ("data", data), ("output", files.forecast)]))
        commands.append(("plot", plotOptions))
        return commands
    }

    /// Whether there is enough to measure a forecast by.
    private var isForecastable: Bool {
        ForecastSplit(count: shortestCount, horizon: horizon, season: season ?? 1, test: nil) != nil
    }

    private func words(_ command: String, _ arguments: [String]) -> String {
        // A name that begins with a hyphen would be taken for an option.
        (["seqcast", command] + arguments.map { shellQuoted(($0.begins(with: "-") ? "./" : "") + $0) }).joined(
            separator: " ")
    }

    private func line(_ command: String, _ options: [(name: String, value: String)]) -> String {
        (["seqcast", command] + options.map { shellOption($0.name, $0.value) }).joined(separator: " ")
    }

    private static let mostFeatures = 200

    // MARK: - Files

    /// The file to train on.
    private var data: String { description.isTidied ? files.tidy : files.source }

    /// What is written to the current directory is named after the file.
    private static func files(of path: String) -> Files {
        let name = path.lastPathPart
        let cut = ending(of: name).map { name.without(lastBytes: $0.utf8.count) } ?? name
        let stem = cut.begins(with: "-") ? "./" + cut : cut
        return Files(
            source: path, tidy: stem + "-tidy.csv", model: stem + "-model", pretrained: stem + "-pretrained",
            backtest: stem + "-backtest.csv", errors: stem + "-errors.csv", forecast: stem + "-forecast.csv",
            figure: stem + "-forecast.png")
    }

    /// The ending of a name that tables have; nil where it has none.
    static func ending(of name: String) -> String? {
        [".csv", ".txt", ".tsv", ".tsf", ".jsonl", ".json", ".ts", ".dat", ".tab"].first { name.ends(with: $0) }
    }

    // MARK: - What is learnt

    /// Whether the times can be given: of each series ascending, by steps, each once.
    private var usesTime: Bool {
        guard !axes.isEmpty, let frequency = layout.frequency else { return false }
        return axes.allSatisfy { axis in
            axis.frequency == frequency && axis.missing.isEmpty
                && axis.duplicates.isEmpty && axis.offGrid.isEmpty && axis.disorder.isEmpty
                && axis.missingSteps <= 3 * axis.rows.count
        }
    }

    private var features: [String] {
        // Of very many columns a command line is no place.
        let names = Array(description.targets.dropFirst()) + categories
        return names.prefix(Self.mostFeatures).filter { name in
            // What is there where the target is, mostly; half of the cells or more.
            (description.column(named: name)?.missing.count ?? 0) * 2 <= description.rowCount && !name.holds(",")
        }
    }

    private static let mostCategories = 20

    /// Columns of a few texts that come again and again, all of them before the rows that are left for the backtest.
    private var categories: [String] {
        guard description.targets.first == target else { return [] }
        return description.table.columns.compactMap { column in
            guard case .labels(let labels) = column.content, !layout.keys.contains(column.name),
                column.name != layout.time?.name, !SeriesLayout.isPartOfTime(column.name)
            else { return nil }
            let present = labels.indices.filter { !labels.names[$0].isEmpty }
            let learnt = Set(learntRows.map { labels.indices[$0] }.filter { !labels.names[$0].isEmpty })
            guard (2...Self.mostCategories).contains(learnt.count), learnt.count * 8 <= present.count,
                learnt == Set(present)
            else { return nil }
            // What is the same in all rows of each series tells it no more than its name.
            let isOfSeries =
                layout.series.count > 1
                && layout.series.allSatisfy { series in
                    series.rows.allSatisfy { labels.indices[$0] == labels.indices[series.rows[0]] }
                }
            return isOfSeries ? nil : column.name
        }
    }

    /// The rows that the suggested training reads.
    private var learntRows: [Int] {
        layout.series.flatMap { $0.rows.dropLast(testCount ?? 0) }
    }

    private var hasMissing: Bool {
        ([target] + features).contains { description.column(named: $0)?.missing.isEmpty == false }
            || (usesTime && axes.contains { !$0.gaps.isEmpty })
    }

    private var season: Int? {
        description.season?.season.flatMap { $0 >= 2 && $0 * 4 <= count ? $0 : nil }
    }

    /// Of a longer series the newest values tell whether it wanders.
    private static let mostTested = 100_000

    /// Whether the level wanders, by ``KPSSTest`` at 1 %, of the series without its season; at 5 % where
    /// the season shows in the differences alone.
    private var isDrifting: Bool {
        // The test takes time in proportion to the power 3/2 of the length.
        let values = Array(description.values.filter { !$0.isNaN }.suffix(Self.mostTested))
        // What never changes is no change.
        guard values.contains(where: { $0 != values[0] }) else { return false }
        let figure = season.flatMap { SeasonalFigure(of: values, season: $0, kind: .additive) }
        let test = KPSSTest(values.enumerated().map { figure?.adjusted($1, at: $0) ?? $1 })
        return description.season?.isOfDifferences == true ? test.wanders : test.wandersSurely
    }

    /// Whether a larger level goes with larger swings: growth by factors, seen by the greatest being thrice the least where
    /// the level wanders, and twenty times elsewhere.
    private var isGrowing: Bool {
        guard let numbers = description.column(named: target)?.numbers else { return false }
        return numbers.least > 0 && numbers.greatest >= (isDrifting ? 3 : 20) * numbers.least
    }

    /// The season to take differences over: one that is surely there.
    private var differencedSeason: Int? {
        guard let season, let search = description.season else { return nil }
        let (coefficients, bound) = (search.autocorrelation.coefficients, search.autocorrelation.bound)
        let isSure = season < coefficients.count && coefficients[season] >= min(0.4, 5 * bound)
        return isSure || !search.isOfDifferences ? season : nil
    }

    private var transforms: [String] {
        var transforms = isGrowing ? ["log1p"] : []
        if isDrifting { transforms.append(differencedSeason.map { "seasonal-difference:\($0)" } ?? "difference") }
        return transforms
    }

    private var calendar: [String] {
        guard usesTime, layout.time?.areDates == true else { return [] }
        switch description.frequency {
        case .seconds(let step), .rounded(let step, to: _, areSeconds: true):
            return step < 86_400 ? ["hour", "weekday"] : []
        case .days(1) where (season ?? 0) > 300: return ["weekday", "yearday"]
        case .days(1), .businessDays, .weekdays: return count > 730 ? ["weekday", "month"] : ["weekday"]
        case .days(7): return count > 104 ? ["month"] : []
        case .months(let months, _): return months < 12 ? ["month"] : []
        default: return []
        }
    }

    /// A season, or what is usual, but no more than a tenth of the series.
    private var horizon: Int { max(1, min(season ?? 8, count / 10, 52)) }

    private var lookback: Int { max(2, min(max(2 * (season ?? 0), 24), 96, count / 8)) }

    private var hasOutliers: Bool {
        guard let numbers = description.column(named: target)?.numbers else { return false }
        return numbers.outliers.count * 100 > numbers.count
    }

    /// The last rows of each series, left for the backtest: a tenth of the shortest, and a forecast at least; nil where
    /// too few would be left to learn from.
    private var testCount: Int? {
        let count = max(2 * horizon, min(shortestCount / 10, 500))
        return count * 4 <= shortestCount && shortestCount >= 40 ? count : nil
    }

    private var pretrainedOptions: [(name: String, value: String)] {
        [("data", data), ("output", files.pretrained), ("method", TrainMethod.pretrained.rawValue)]
            + seriesOptions(features: []) + [("horizon", String(horizon))]
    }

    /// What is said of the series.
    private func seriesOptions(features: [String]) -> [(name: String, value: String)] {
        var options = [("target", target)]
        if usesTime, let time = layout.time { options.append(("time", time.name)) }
        if !features.isEmpty { options.append(("features", features.joined(separator: ","))) }
        if let series = layout.seriesColumn { options.append(("series-column", series)) }
        if description.ownStep != nil {
            options.append(("missing", "drop"))
        } else if hasMissing {
            options.append(("missing", "interpolate"))
        }
        return options
    }

    private var trainOptions: [(name: String, value: String)] {
        var options = [("data", data), ("output", files.model)] + seriesOptions(features: features)
        let numbers = description.column(named: target)?.numbers
        let areCounts = numbers?.areSmallCounts ?? false
        if areCounts {
            // Counts are learnt as they are.
            options.append(("scale", "none"))
        } else {
            if hasOutliers { options.append(("scale", "robust")) }
            if let range = numbers?.naturalRange { options.append(("range", range)) }
            options += transforms.map { ("transform", $0) }
        }
        if !calendar.isEmpty { options.append(("calendar", calendar.joined(separator: ","))) }
        if !isDrifting || differencedSeason == nil, let season { options.append(("lags", String(season))) }
        options.append(("horizon", String(horizon)))
        options.append(("loss", areCounts ? "negative-binomial" : "gaussian"))
        if let testCount { options.append(("test", String(testCount))) }
        // Where a fifth is enough to judge by.
        if count >= 50 { options += [("validation", "0.2"), ("patience", "20")] }
        options += [("sampling", "windows"), ("lookback", String(lookback)), ("cell", "gru"), ("hidden-size", "32")]
        options.append(("epochs", String(epochs)))
        return options
    }

    /// 200, or more where an epoch of a short series has few updates, for 2,000 of them; fewer of a long series.
    private var epochs: Int {
        let windows = max(1, count * 7 / 10 / lookback)
        return max(3, min(max(200, 2000 / windows), 400_000 / max(description.rowCount, 1)))
    }

    // MARK: - What comes after

    /// So few origins that the baselines, fitted anew at each, take seconds.
    private var backtestOptions: [(name: String, value: String)] {
        let most = max(1, min(20, 400_000 / max(count, 1), 200 / max(layout.series.count, 1)))
        return [
            ("model", files.model), ("data", data), ("step", String(horizon)), ("origins", String(most)),
            ("output", files.backtest), ("table", files.errors),
        ]
    }

    private var plotOptions: [(name: String, value: String)] {
        var options = [("data", files.forecast), ("preset", "forecast")]
        let longest = layout.longest
        if layout.seriesColumn != nil, let name = layout.series.first(where: { $0.rows == longest.rows })?.name,
            !VisibleText.hides(name)
        {
            options.append(("where", "series=" + name))
        }
        if let limits = shown(longest.axis) { options.append(("x-limits", limits)) }
        // A dollar sign would begin mathematics.
        if !target.isEmpty, !target.holds("$") { options.append(("y-label", target)) }
        return options + [("output", files.figure)]
    }

    /// What the picture shows, so that the forecast can be seen: nil for a short series, which is shown as a whole.
    private func shown(_ axis: TimeAxis?) -> String? {
        let steps = max(200, 4 * horizon)
        guard count > 2 * steps else { return nil }
        guard usesTime, let axis else { return "\(count - steps),\(count + horizon)" }
        return axis.limits(last: steps, more: horizon)
    }
}

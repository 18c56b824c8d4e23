import CSVTables
import SeriesData
import Texts

/// Writes the pipeline of a forecast.
struct ForecastSpec {
    private let description: DataDescription
    private let data: ForecastData
    private let split: ForecastSplit
    private let candidates: [ForecastCandidate]
    private let request: ForecastRequest

    init(
        _ description: DataDescription, _ data: ForecastData, _ split: ForecastSplit,
        _ candidates: [ForecastCandidate], _ request: ForecastRequest
    ) {
        (self.description, self.data, self.split) = (description, data, split)
        (self.candidates, self.request) = (candidates, request)
    }

    /// What each spec of a forecast begins with.
    static let beginning = "# How this forecast came about;"
    /// What the names of stages begin with that try a recipe.
    static let tryPrefix = "try-"
    /// And those that fit one to all rows.
    static let fitPrefix = "fit-"

    private typealias Option = (name: String, value: String)

    /// Where the series is read.
    private var table: String { isTidied ? ForecastPlan.tidiedName : Self.path(request.file) }

    private var isTidied: Bool { description.isTidied || data.openRows > 0 }

    /// From the current directory, where it is not from the root.
    private static func path(_ path: String) -> String {
        path.begins(with: "/") || path.begins(with: "./") ? path : "./" + path
    }

    var text: String {
        var lines = [
            "\(Self.beginning) `seqcast run` makes it again. Candidates are fitted without the last \(split.test) rows, and",
            "# chosen by their errors on the \(split.validation) rows before those; what was chosen is measured on the last rows, and fitted",
            "# to all rows for the forecast.",
            "version: 1",
            "directory: \(SpecLines.quoted(Self.path(request.directory)))",
            "stages:",
        ]
        if isTidied {
            lines.append(
                SpecLines.stage(
                    "data", "tidy",
                    [("data", Self.path(request.file))] + (description.tidying?.options ?? []) + known
                        + [("output", ForecastPlan.tidiedName)]))
        }
        let kept: [Option] = [("test", String(split.test)), ("validation", String(split.validation))]
        for candidate in candidates {
            lines.append(
                SpecLines.stage(
                    Self.tryPrefix + candidate.name, "train",
                    [("data", table)] + series + candidate.options + kept
                        + [("accept-failure", "true"), ("output", "candidates/\(candidate.name)")]))
        }
        lines.append(
            SpecLines.stage(
                "choice", "train",
                [("data", table), ("method", "combine")] + candidates.map { ("member", "candidates/\($0.name)") }
                    + [("weights", "robust")] + kept
                    + [("output", "choice"), ("candidates", ForecastPlan.candidatesName)]))
        lines.append(
            SpecLines.stage(
                "check", "backtest",
                [
                    ("model", "choice"), ("data", table), ("test", String(split.test)), ("step", String(split.step)),
                    ("season", String(data.usualSeason)), interval,
                    ("output", ForecastPlan.backtestName), ("table", ForecastPlan.errorsName),
                ]))
        for candidate in candidates {
            lines.append(
                SpecLines.stage(
                    Self.fitPrefix + candidate.name, "train",
                    [("data", table)] + series + candidate.fitOptions
                        + [("accept-failure", "true"), ("output", "fits/\(candidate.name)")]))
        }
        lines.append(
            SpecLines.stage(
                "model", "train",
                [("data", table), ("method", "combine")] + candidates.map { ("member", "fits/\($0.name)") }
                    + [
                        ("weights-of", "choice"), ("validation", String(split.test + split.validation)),
                        ("output", "model"),
                    ]))
        lines.append(
            SpecLines.stage(
                "forecast", "predict",
                [
                    ("model", "model"), ("data", table), ("mode", "free-run"), ("horizon", String(split.horizon)),
                    interval, ("output", ForecastPlan.forecastName),
                ]))
        lines.append(
            SpecLines.stage(
                "shown", "predict",
                [
                    ("model", "model"), ("data", table), ("mode", "free-run"), ("horizon", String(split.horizon)),
                    ("history", String(shown)), interval, ("output", ForecastPlan.shownName),
                ]))
        lines.append(SpecLines.stage("figure", "plot", figure))
        return lines.joined(separator: "\n") + "\n"
    }

    /// How the rows after the last value are left out.
    private var known: [Option] {
        guard data.openRows > 0 else { return [] }
        let isTold = description.tidying?.options.contains { $0.name == TidyStage.series.definition.name } ?? false
        return [(TidyStage.known.definition.name, data.target)]
            + (data.series.map { isTold ? [] : [(TidyStage.series.definition.name, $0)] } ?? [])
    }

    private var interval: Option { ("interval", decimalText(request.interval)) }

    /// What all candidates are told of the series.
    private var series: [Option] {
        var options: [Option] = [("target", data.target)]
        if let time = data.time { options.append(("time", time)) }
        if let series = data.series { options.append(("series-column", series)) }
        if data.hasMissing { options.append(("missing", data.isSparse ? "drop" : "interpolate")) }
        if let range = data.range { options.append(("range", range)) }
        return options + [("horizon", String(split.horizon))]
    }

    private var figure: [Option] {
        var options: [Option] = [("data", ForecastPlan.shownName), ("preset", "forecast")]
        let layout = description.layout
        let longest = layout.longest
        if data.series != nil, let name = layout.series.first(where: { $0.rows == longest.rows })?.name {
            options.append(("where", "series=" + name))
        }
        // A dollar sign would begin mathematics.
        if !data.target.holds("$") { options.append(("y-label", data.target)) }
        return options + [("output", ForecastPlan.figureName)]
    }

    /// How many rows before the forecast the picture shows.
    private var shown: Int { max(120, 5 * split.horizon) }
}

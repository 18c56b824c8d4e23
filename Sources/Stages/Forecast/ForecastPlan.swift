import Files
import Forecasting
import SeriesData

/// The pipeline that makes a forecast: what is tried, by which rows, and what is made of it.
package struct ForecastPlan {
    package let data: ForecastSummary
    /// The directory of the pipeline, from the current directory.
    package let directory: String
    /// The pipeline's spec, as YAML.
    package let spec: String
    /// The names of the candidates, in their order; each says how good it is when it was tried.
    package let candidates: [String]

    package static let specName = "pipeline.yaml"
    package static let forecastName = "forecast.csv"
    package static let errorsName = "errors.csv"
    package static let backtestName = "backtest.csv"
    package static let candidatesName = "candidates.csv"
    static let tidiedName = "tidied.csv"
    static let shownName = "shown.csv"
    static let figureName = "forecast.png"
    package static let reportName = "report.html"
    static let timesName = ".seqcast/times.csv"
    /// Where each run of a stage is entered.
    static let runsName = ".seqcast/runs.csv"
    /// What is written into the directory; of a directory in it, which ends with a slash, all.
    package static let contents = [
        specName, forecastName, errorsName, backtestName, candidatesName, tidiedName, shownName, figureName, reportName,
        "seqcast.lock", ".seqcast/", "candidates/", "choice/", "fits/", "model/",
    ]

    /// Plans the forecast of a file.
    ///
    /// - Throws: `FileError`; ``StageError`` where the file is not as it must be, or is too short.
    package init(_ request: ForecastRequest) throws {
        let description = try DataDescription(of: request.file)
        let data = try ForecastData(description, request)
        let season = data.seasons.first ?? 1
        let usual = max(1, min(season > 1 ? season : 8, max(data.count / 10, 1), 52))
        // The rows that wait for a forecast are forecast, where there are values enough to measure that.
        let splitOfOpen = ForecastSplit(count: data.count, horizon: data.openRows, season: season, test: request.test)
        let horizon = request.horizon ?? (splitOfOpen == nil ? usual : max(usual, data.openRows))
        guard let split = ForecastSplit(count: data.count, horizon: horizon, season: season, test: request.test) else {
            throw StageError.tooFewValues(
                file: request.file, found: data.count, needed: ForecastSplit.fewest(horizon: horizon),
                purpose: "a forecast of \(horizon) step\(horizon == 1 ? "" : "s") that is measured")
        }
        let all = ForecastCandidate.all(data, split, seed: request.seed)
        let count = ForecastBudget.candidateCount(seconds: request.budget, values: data.valueCount)
        let candidates = Array(all.prefix(count))
        self.candidates = candidates.map(\.name)
        directory = request.directory
        self.data = ForecastSummary(
            line: data.line(horizon: horizon), target: data.target, frequency: data.frequency?.description,
            season: data.usualSeason, horizon: horizon)
        spec = ForecastSpec(description, data, split, candidates, request).text
    }
}

extension ForecastPlan {
    /// The bytes of the largest spec that is looked at; specs have some thousand.
    private static let largestSpec = 1 << 24

    /// Writes the spec into the directory; one that has its bytes stays untouched, and so does one that somebody else wrote.
    ///
    /// - Returns: Its path.
    /// - Throws: `FileError`.
    package func writeSpec() throws -> String {
        try Directories.create(at: directory)
        let path = directory + "/" + Self.specName
        let bytes = Array(spec.utf8)
        if FilePlace(path).isThere {
            let present = try FileReader.read(path, limit: Self.largestSpec)
            if present == bytes { return path }
            guard present.starts(with: ForecastSpec.beginning.utf8) else {
                throw FileError(
                    .cannotCreate, at: path,
                    "found a spec that forecast did not write; expected none, or that of an earlier forecast; give another "
                        + "directory by --output")
            }
        }
        try DurableFile.write(bytes, to: path)
        return path
    }
}

/// What a file was taken for.
package struct ForecastSummary: Equatable, Sendable {
    /// In a sentence.
    package let line: String
    package let target: String
    package let frequency: String?
    /// 1 where there is none.
    package let season: Int
    package let horizon: Int
}

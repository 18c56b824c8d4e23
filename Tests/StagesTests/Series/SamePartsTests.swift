import Files
import ForecastModels
import SeriesData
import TestSupport
import Testing

@testable import Stages

/// Forecasts of a file that is read in parts beside those of the same file read as a whole.
@Suite struct SamePartsTests {
    /// A kind of file, of model and of forecast.
    struct Kind: Sendable, CustomTestStringConvertible {
        let name: String
        let train: [String: [String]]
        var predict: [String: String] = [:]
        var backtest: [String: String] = ["test": "8"]
        /// The time of a row; nil where there is none.
        var time: (@Sendable (Int) -> String)? = { "2024-03-\(padded($0 + 1, to: 2))" }
        var hasGaps = false

        var testDescription: String { name }
    }

    static let kinds = [
        Kind(name: "dates and lags", train: ["lags": ["1,3"], "loss": ["gaussian"]], predict: ["adaptive": "true"]),
        Kind(
            name: "whole numbers", train: ["loss": ["quantile"], "quantiles": ["0.1,0.5,0.9"]],
            backtest: ["test": "8", "adaptive": "true"], time: { "\($0 * 10)" }),
        Kind(name: "dates of digits", train: ["calendar": ["weekday"]], time: { "202403\(padded($0 + 1, to: 2))" }),
        Kind(
            name: "no times", train: ["transform": ["difference"]], predict: ["season": "7"],
            backtest: ["test": "9", "step": "2", "first": "28", "last": "25"], time: nil),
        Kind(name: "gaps left out", train: ["missing": ["drop"]], hasGaps: true),
        Kind(name: "gaps carried over", train: ["missing": ["carry"], "horizon": ["3"]], hasGaps: true),
        Kind(name: "gaps between neighbours", train: ["missing": ["interpolate"]], hasGaps: true),
        Kind(
            name: "two targets, texts, and what is known of the future",
            train: [
                "target": ["y", "z"], "features": ["f"], "known-future": ["open,sky"], "calendar": ["weekday"],
                "horizon": ["2"],
            ], backtest: ["test": "8", "horizon": "2"]),
        Kind(
            name: "free run", train: ["loss": ["gaussian"]],
            predict: [
                "mode": "free-run", "horizon": "5", "warmup": "20", "history": "3", "samples": "9", "adaptive": "true",
            ]),
        Kind(
            name: "two columns of names", train: ["series-column": ["shop,id"]],
            predict: ["mode": "free-run", "horizon": "4"]),
        Kind(
            name: "the day first", train: [:], predict: ["threads": "2"],
            backtest: ["test": "8", "threads": "2", "baselines": "naive,theta"],
            time: { "\(padded($0 + 1, to: 2))/03/2024" }),
    ]

    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// Series of 29 rows, one of 12; where there are gaps, rows and cells are missing.
    private func write(_ kind: Kind, _ names: [String], to file: String) throws -> String {
        var random = SplitMix(seed: 5)
        var text = "shop,id,\(kind.time == nil ? "" : "t,")y,z,f,open,sky\n"
        for name in names {
            for row in 0..<(name == "short" ? 12 : 29) {
                let values = (0..<3).map { _ in "\(Int(random.next() % 50) + row)" }
                if kind.hasGaps, row % 11 == 7 { continue }
                let isEmpty = kind.hasGaps && (row < 2 || row % 9 == 4)
                let time = kind.time.map { $0(row) + "," } ?? ""
                text += "\(name.count),\"\(name)\",\(time)\(isEmpty ? "" : values[0]),\(values[1]),\(values[2]),"
                text += "\(row % 2),\(["sun", "rain", "snow"][row % 3])\n"
            }
        }
        return try directory.write(text, to: file)
    }

    private func train(_ kind: Kind, on data: String) throws -> String {
        var texts = kind.train
        texts["data"] = [data]
        texts["output"] = [directory.file("model")]
        if texts["series-column"] == nil { texts["series-column"] = ["id"] }
        if texts["target"] == nil { texts["target"] = ["y"] }
        if kind.time != nil { texts["time"] = ["t"] }
        texts.merge([
            "hidden-size": ["3"], "epochs": ["1"], "sampling": ["windows"], "bptt-length": ["5"], "batch-size": ["4"],
            "test": ["8"], "quiet": ["true"],
        ]) { $1 }
        try TrainStage(OptionValues(texts, for: TrainStage.options)).run(Collector())
        return directory.file("model")
    }

    private static let parts = SeriesParts.Cut(smallestFile: 0, rowCount: 20, pieceSize: 100)

    /// What is said and written where the file is read in parts, and where it is read as a whole; nil of a file not written.
    private func bothWays(
        _ outputs: [String], _ run: (_ cut: SeriesParts.Cut, _ console: any Console) throws -> Void
    ) throws -> (parts: [String?], whole: [String?]) {
        let ways = try StagesTests.bothWays(Self.parts, outputs, in: directory, run)
        return (ways.cut, ways.whole)
    }

    private func predict(_ model: String, _ data: String, _ options: [String: String]) throws -> (
        parts: [String?], whole: [String?]
    ) {
        var texts = options.mapValues { [$0] }
        texts.merge(["model": [model], "data": [data], "output": [directory.file("out.csv")]]) { $1 }
        return try bothWays(["out.csv"]) { cut, console in
            var stage = try PredictStage(OptionValues(texts, for: PredictStage.options))
            stage.cut = cut
            try stage.run(console)
        }
    }

    private func backtest(_ model: String, _ data: String, _ options: [String: String]) throws -> (
        parts: [String?], whole: [String?]
    ) {
        var texts = options.mapValues { [$0] }
        texts.merge([
            "model": [model], "data": [data], "output": [directory.file("out.csv")],
            "table": [directory.file("table.csv")],
        ]) { $1 }
        return try bothWays(["out.csv", "table.csv"]) { cut, console in
            var stage = try BacktestStage(OptionValues(texts, for: BacktestStage.options))
            stage.cut = cut
            try stage.run(console)
        }
    }

    /// How many parts a file has for a model, of each attempt.
    private func partCounts(_ model: String, _ data: String) throws -> [Int] {
        var counts: [Int] = []
        let recipe = try ModelCatalogue.model(at: model).recipe
        try SeriesParts.work(on: data, recipe, cut: Self.parts, Collector()) { parts, _ in
            counts.append(0)
            try parts.forEach { _, _ in counts[counts.count - 1] += 1 }
        }
        return counts
    }

    @Test(arguments: kinds)
    func `forecasts of parts are those of the whole, to the byte`(kind: Kind) throws {
        let model = try train(kind, on: write(kind, ["anne", "bob", "carol"], to: "known.csv"))
        let data = try write(kind, ["carol", "anne", "new", "bob", "other"], to: "data.csv")
        #expect(try partCounts(model, data).count == 1)
        #expect(try partCounts(model, data)[0] > 2)
        let forecasts = try predict(model, data, kind.predict)
        #expect(forecasts.parts == forecasts.whole)
        #expect(forecasts.parts[1] != nil && !(forecasts.parts[0]?.contains("error: ") ?? true), "\(forecasts.parts)")
        let errors = try backtest(model, data, kind.backtest)
        #expect(errors.parts == errors.whole)
        #expect(errors.parts[2] != nil && errors.parts[0]?.contains("of 5 series") == true, "\(errors.parts[0] ?? "")")
    }

    @Test func `what is wrong is said as of the whole, and leaves nothing behind`() throws {
        let kind = Self.kinds[0]
        let names = ["anne", "bob", "carol", "dave", "eve", "fay", "gus"]
        let model = try train(kind, on: write(kind, names, to: "known.csv"))
        let good = try write(kind, [names[0], "short"] + names.dropFirst(), to: "data.csv")
        // The third series is too short for the warm-up.
        let short = try predict(model, good, ["mode": "free-run", "warmup": "20", "horizon": "2"])
        #expect(short.parts == short.whole)
        #expect(short.parts[1] == nil && short.parts[0]?.contains("error: ") == true)
        // Training left no row unread.
        let seen = try backtest(model, good, ["test": "20"])
        #expect(seen.parts == seen.whole)
        #expect(seen.parts[0]?.contains("the model has learnt from series 'anne', values 10 to 21; ") == true)
        #expect(seen.parts[0]?.contains("; rows of 2 more series, which are forecast here") == true)
        let text = String(decoding: try FileReader.read(good, limit: 1 << 20), as: UTF8.self)
        let lines = text.utf8.count { $0 == UInt8(ascii: "\n") }
        let bad = try directory.write(text + "5,hugo,2024-03-01,seven,1,1,1,sun\n", to: "bad.csv")
        for said in [try predict(model, bad, [:]), try backtest(model, bad, ["test": "8"])] {
            #expect(said.parts == said.whole)
            #expect(said.parts[0]?.hasPrefix("error: \(bad):\(lines + 1): column 'y': found 'seven'") == true)
            #expect(said.parts.dropFirst().allSatisfy { $0 == nil })
        }
        let leftOvers = try directory.names().filter { !["bad.csv", "data.csv", "known.csv", "model"].contains($0) }
        #expect(leftOvers.isEmpty)
    }
}

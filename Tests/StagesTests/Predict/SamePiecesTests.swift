import Files
import ForecastModels
import SeriesData
import TestSupport
import Testing

@testable import Stages

/// Forecasts of a long series that is read piece by piece beside those of the same series read as a whole.
@Suite struct SamePiecesTests {
    /// A kind of series and of model.
    struct Kind: Sendable, CustomTestStringConvertible {
        let name: String
        var train: [String: [String]] = [:]
        /// Options of all forecasts.
        var predict: [String: String] = [:]
        /// The time of a row; nil where there is none.
        var time: (@Sendable (Int) -> String)? = { SamePiecesTests.day($0) + " " + SamePiecesTests.hour($0) + ":00" }
        var hasGaps = false
        /// Whether it is read piece by piece.
        var isInPieces = true
        /// Whether all is known that several steps after the last row need.
        var runsFree = true

        var testDescription: String { name }
    }

    private static func day(_ row: Int) -> String { DateForm.iso.text(Double(19_800 + row / 24) * 86_400) }
    private static func hour(_ row: Int) -> String { padded(row % 24, to: 2) }

    static let kinds = [
        Kind(name: "dates, lags beyond a piece, intervals", train: ["lags": ["1,3,20"], "loss": ["gaussian"]]),
        Kind(
            name: "no times, differences, a season", train: ["transform": ["difference", "seasonal-difference:5"]],
            predict: ["season": "13"], time: nil),
        Kind(name: "a logarithm", train: ["transform": ["log1p", "difference"], "loss": ["gaussian"]], time: nil),
        Kind(
            name: "whole numbers, quantiles, several steps",
            train: ["loss": ["quantile"], "quantiles": ["0.1,0.5,0.9"], "horizon": ["3"]], time: { "\($0 * 10 - 50)" }),
        Kind(
            name: "dates of digits, a calendar", train: ["calendar": ["hour,weekday"], "horizon": ["2"]],
            time: { day($0).replacing("-", with: "") + hour($0) }),
        Kind(
            name: "anchors, a running scale", train: ["anchor": ["4,7"], "scale": ["running:9"], "lags": ["2,8"]],
            time: { "\(1_700_000_000 + 60 * $0)" }),
        Kind(name: "gaps left out", train: ["missing": ["drop"], "lags": ["1,4"]], hasGaps: true),
        Kind(
            name: "gaps carried on, two targets, features, texts",
            train: ["missing": ["carry"], "target": ["y", "z"], "features": ["f,sky"], "transform": ["difference"]],
            hasGaps: true, runsFree: false),
        Kind(
            name: "gaps between neighbours",
            train: ["missing": ["interpolate"], "loss": ["gaussian"], "horizon": ["2"]],
            predict: ["seed": "3", "samples": "5"], hasGaps: true),
        Kind(
            name: "windows", train: ["network": ["segments"], "lookback": ["12"], "segment": ["4"], "horizon": ["2"]]),
        Kind(name: "exponential smoothing", train: ["method": ["ets"], "season": ["6"], "horizon": ["2"]], time: nil),
        Kind(name: "a pretrained network", train: ["method": ["pretrained"], "horizon": ["2"]]),
        Kind(name: "a naive forecast of an unscaled series", train: ["scale": ["none"]], time: nil),
        // What needs the whole.
        Kind(name: "a column known of the future", train: ["known-future": ["f"]], isInPieces: false, runsFree: false),
        Kind(
            name: "gaps left out beside a calendar", train: ["missing": ["drop"], "calendar": ["hour"]], hasGaps: true,
            isInPieces: false),
        Kind(name: "times with fractions", time: { "\(Double($0) / 8)" }, isInPieces: false),
        Kind(name: "days", time: { DateForm.iso.text(Double(19_800 + $0) * 86_400) }, isInPieces: false),
    ]

    /// What is asked of a forecast of 100 rows.
    static let asked: [[String: String]] = [
        [:], ["mode": "free-run", "horizon": "5", "history": "3"],
        ["mode": "free-run", "horizon": "1", "history": "70"],
        // Up to the end, to a row before it, and beyond it.
        ["mode": "free-run", "warmup": "62"], ["mode": "free-run", "warmup": "58", "horizon": "9", "history": "58"],
        ["mode": "free-run", "warmup": "71", "horizon": "30"], ["mode": "free-run", "warmup": "100", "horizon": "2"],
    ]

    static let rowCount = 100
    static let pieces = SeriesParts.Cut(smallestFile: 0, rowCount: 10, pieceSize: 50)

    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    func text(_ kind: Kind, rows: Int = rowCount) -> String {
        var random = SplitMix(seed: 5)
        var text = "\(kind.time == nil ? "" : "t,")y,z,f,sky\n"
        for row in 0..<rows {
            let values = (0..<3).map { _ in Int(random.next() % 50) + row }
            // Rows 9 and 10, 19 and 20, … stand at the border of two pieces.
            let isEmpty = kind.hasGaps && (row < 12 || [9, 0, 4].contains(row % 10) && row % 7 < 4)
            let time = kind.time.map { $0(row) + "," } ?? ""
            text += "\(time)\(isEmpty ? "" : "\(values[0])"),\(values[1]),\(values[2]),"
            text += "\(["sun", "rain", "snow"][row % 3])\n"
        }
        return text
    }

    func train(_ kind: Kind, on data: String) throws -> String {
        var texts = kind.train
        texts["data"] = [data]
        texts["output"] = [directory.file("model")]
        if texts["target"] == nil { texts["target"] = ["y"] }
        if kind.time != nil { texts["time"] = ["t"] }
        texts["quiet"] = ["true"]
        if texts["method"] == nil {
            texts.merge([
                "hidden-size": ["3"], "epochs": ["1"], "sampling": ["windows"], "batch-size": ["4"], "test": ["20"],
            ]) { $1 }
            if texts["network"] == nil { texts["bptt-length"] = ["5"] }
        }
        try TrainStage(OptionValues(texts, for: TrainStage.options)).run(Collector())
        return directory.file("model")
    }

    private func stage(
        _ model: String, _ data: String, _ options: [String: String], _ cut: SeriesParts.Cut
    ) throws -> PredictStage {
        var texts = options.mapValues { [$0] }
        texts.merge(["model": [model], "data": [data], "output": [directory.file("out.csv")]]) { $1 }
        var stage = try PredictStage(OptionValues(texts, for: PredictStage.options))
        stage.cut = cut
        return stage
    }

    /// Whether a forecast is made piece by piece.
    private func isDoneInPieces(_ model: String, _ data: String, _ options: [String: String]) throws -> Bool {
        defer { try? Directories.remove(at: directory.file("out.csv")) }
        return try stage(model, data, options, Self.pieces).predictInPieces(
            ModelCatalogue.model(at: model), Collector())
    }

    /// What is said and written where the file is read piece by piece, and where it is read as a whole; nil of a file not written.
    private func predict(
        _ model: String, _ data: String, _ options: [String: String]
    ) throws -> (pieces: [String?], whole: [String?]) {
        let ways = try bothWays(Self.pieces, ["out.csv"], in: directory) { cut, console in
            try stage(model, data, options, cut).run(console)
        }
        return (ways.cut, ways.whole)
    }

    /// How many pieces a file has for a model; nil where it is read as a whole.
    private func pieceCount(_ model: String, _ data: String) throws -> Int? {
        let model = try ModelCatalogue.model(at: model)
        var count = 0
        let isDone = try LongSeries.work(
            on: data, model.recipe, by: model.fit.frequency, cut: Self.pieces, Collector()
        ) { rows, _ in try rows.forEachPiece { _ in count += 1 } }
        return isDone ? count : nil
    }

    @Test(arguments: kinds)
    func `forecasts of pieces are those of the whole, to the byte`(kind: Kind) throws {
        let data = try directory.write(text(kind), to: "data.csv")
        let model = try train(kind, on: data)
        if kind.isInPieces {
            #expect(try pieceCount(model, data) ?? 0 > 4)
        } else {
            #expect(try pieceCount(model, data) == nil)
        }
        for asked in Self.asked {
            let own = kind.predict.filter { name, _ in name == "season" || asked["mode"] != nil }
            let options = asked.merging(own) { $1 }
            let forecasts = try predict(model, data, options)
            #expect(forecasts.pieces == forecasts.whole, "\(options)")
            let isWritten = forecasts.pieces[1] != nil
            if options["mode"] == nil || kind.runsFree {
                let isTooShort = kind.hasGaps && options["warmup"] == "100"
                #expect(isWritten == !isTooShort, "\(options): \(forecasts.pieces[0] ?? "")")
            }
            #expect(try isDoneInPieces(model, data, options) == (isWritten && kind.isInPieces), "\(options)")
        }
    }

    @Test(arguments: [[:], ["mode": "free-run", "horizon": "4", "warmup": "90"]] as [[String: String]])
    func `intervals that adapt are those of the whole`(options: [String: String]) throws {
        let kind = Self.kinds[0]
        let data = try directory.write(text(kind), to: "data.csv")
        let model = try train(kind, on: data)
        let forecasts = try predict(model, data, options.merging(["adaptive": "true", "interval": "0.5"]) { $1 })
        #expect(forecasts.pieces == forecasts.whole && forecasts.pieces[1] != nil)
    }

    @Test func `forecasts of another column, or of so many rows, are those of the whole`() throws {
        let kind = Self.kinds[1]
        let model = try train(kind, on: directory.write(text(kind), to: "known.csv"))
        for rows in [1, 2, 5, 6, 7, 10, 11, 60, 61, 70] {
            let data = try directory.write(text(kind, rows: rows), to: "data.csv")
            for options in [["column": "z"], ["mode": "free-run", "horizon": "2"]] {
                let forecasts = try predict(model, data, options)
                #expect(forecasts.pieces == forecasts.whole, "\(rows) rows")
            }
        }
        // The last line may have no end.
        let data = try directory.write(String(text(kind).dropLast()), to: "data.csv")
        let forecasts = try predict(model, data, [:])
        #expect(forecasts.pieces == forecasts.whole && forecasts.pieces[1] != nil)
    }

    @Test func `a free run writes its history, and as many steps as are asked for`() throws {
        let kind = Self.kinds[1]
        let data = try directory.write(text(kind), to: "data.csv")
        let model = try train(kind, on: data)
        let asked: [([String: String], Range<Int>)] = [
            (["warmup": "58", "horizon": "9", "history": "5"], 53..<67), (["warmup": "95", "history": "40"], 55..<100),
            (["warmup": "95", "horizon": "30"], 95..<125), (["horizon": "3", "history": "200"], 0..<103),
        ]
        for (options, steps) in asked {
            let written = try predict(model, data, options.merging(["mode": "free-run"]) { $1 })
            for way in [written.pieces, written.whole] {
                let lines = (way[1] ?? "").split(separator: "\n").dropFirst()
                #expect(lines.map { $0.split(separator: ",")[0] } == steps.map { "\($0)" }, "\(options)")
            }
        }
    }

    @Test func `what is wrong is said as of the whole, and leaves nothing behind`() throws {
        let kind = Self.kinds[2]
        let known = text(kind)
        let model = try train(kind, on: directory.write(known, to: "known.csv"))
        let end = Self.rowCount + 2
        let bad = [
            ("seven,1,1,sun\n", ":\(end): column 'y': found 'seven'"), ("1,1,1\n", ":\(end): found 3 cells"),
            (",1,1,sun\n", "found an empty cell"), ("-2,1,1,sun\n", "found -2"),
            ("\"1,1,1,sun\n", ":\(end): the quote"),
        ]
        for (row, problem) in bad {
            let data = try directory.write(known + row, to: "data.csv")
            for options in [[:], ["mode": "free-run", "horizon": "2"]] as [[String: String]] {
                let said = try predict(model, data, options)
                #expect(said.pieces == said.whole && said.pieces[1] == nil)
                #expect(said.pieces[0]?.contains("error: ") == true, "\(said)")
                #expect(said.pieces[0]?.contains(problem) == true, "\(said)")
            }
        }
        let data = try directory.write(known, to: "data.csv")
        for options in [["warmup": "101", "horizon": "1"], ["warmup": "100"], ["warmup": "1", "horizon": "1"], [:]] {
            let said = try predict(model, data, options.merging(["mode": "free-run"]) { $1 })
            #expect(said.pieces == said.whole && said.pieces[1] == nil)
            #expect(said.pieces[0]?.hasPrefix("error: ") == true, "\(said)")
        }
        let leftOvers = try directory.names().filter { !["data.csv", "known.csv", "model"].contains($0) }
        #expect(leftOvers.isEmpty)
    }
}

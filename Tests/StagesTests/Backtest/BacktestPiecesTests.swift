import Files
import ForecastModels
import SeriesData
import TestSupport
import Testing

@testable import Stages

/// Backtests of a long series that is read piece by piece beside those of the same series read as a whole.
@Suite struct BacktestPiecesTests {
    private static let outputs = ["out.csv", "table.csv"]

    /// The same files and models.
    private let samples: SamePiecesTests
    private var directory: TemporaryDirectory { samples.directory }

    init() throws {
        samples = try SamePiecesTests()
    }

    private func stage(
        _ model: String, _ data: String, _ options: [String: String], _ cut: SeriesParts.Cut
    ) throws -> BacktestStage {
        var texts = options.mapValues { [$0] }
        texts.merge([
            "model": [model], "data": [data], "output": [directory.file("out.csv")],
            "table": [directory.file("table.csv")],
        ]) { $1 }
        var stage = try BacktestStage(OptionValues(texts, for: BacktestStage.options))
        stage.cut = cut
        return stage
    }

    private func backtest(
        _ model: String, _ data: String, _ options: [String: String]
    ) throws -> (pieces: [String?], whole: [String?]) {
        let ways = try bothWays(SamePiecesTests.pieces, Self.outputs, in: directory) { cut, console in
            try stage(model, data, options, cut).run(console)
        }
        return (ways.cut, ways.whole)
    }

    /// Whether a backtest is made piece by piece.
    private func isBacktestInPieces(_ model: String, _ data: String, _ options: [String: String]) throws -> Bool {
        defer { for name in Self.outputs { try? Directories.remove(at: directory.file(name)) } }
        return try stage(model, data, options, SamePiecesTests.pieces).forecastInPieces(
            ModelCatalogue.model(at: model), threads: 1, Collector())
    }

    /// Origins all over a file, beyond the horizon of a model and of a piece, before any row that was not seen, and the last ones.
    private static let backtests: [[String: String]] = [
        ["test": "33", "season": "7"], ["test": "0.4", "horizon": "12", "step": "3", "season": "25", "samples": "5"],
        ["test": "95", "step": "4", "season": "1"], ["test": "60", "origins": "7", "horizon": "1"],
        ["baselines": "none", "season": "3"],
    ]

    @Test(arguments: SamePiecesTests.kinds)
    func `backtests of pieces are those of the whole, to the byte`(kind: SamePiecesTests.Kind) throws {
        let data = try directory.write(samples.text(kind), to: "data.csv")
        let model = try samples.train(kind, on: data)
        for asked in Self.backtests {
            let options = ["baselines": "naive,seasonal-naive,drift"].merging(asked) { $1 }
            let errors = try backtest(model, data, options)
            #expect(errors.pieces == errors.whole, "\(options)")
            let isWritten = errors.pieces[1] != nil && errors.pieces[2] != nil
            let isKnown = kind.train["features"] == nil || options["horizon"] != "12"
            let isUnread = options["test"] != nil || kind.train["method"] == nil
            #expect(isWritten == (isKnown && isUnread), "\(options): \(errors.pieces[0] ?? "")")
            #expect(try isBacktestInPieces(model, data, options) == (isWritten && kind.isInPieces), "\(options)")
        }
    }

    /// More rows than what exponential smoothing may look at are in hand at no time.
    @Test(arguments: [0, 7])
    func `rows that are no longer needed are forgotten as they are given and as they are filled`(place: Int) throws {
        let kind = SamePiecesTests.kinds[place]
        let model = try samples.train(kind, on: directory.write(samples.text(kind), to: "known.csv"))
        let data = try directory.write(samples.text(kind, rows: 1500), to: "data.csv")
        let options = ["test": "490", "step": "9", "season": "7", "baselines": "naive,seasonal-naive,drift"]
        let errors = try backtest(model, data, options)
        #expect(errors.pieces == errors.whole && errors.pieces[2] != nil, "\(errors.pieces[0] ?? "")")
        #expect(try isBacktestInPieces(model, data, options))
    }

    private static let wholes: [[String: String]] = [
        ["adaptive": "true"], ["first": "90"], ["last": "70"], ["baselines": "naive2"], ["baselines": "naive,theta"],
        ["origins": "1"],
    ]

    @Test(arguments: wholes)
    func `what needs all rows at once is read as a whole`(options: [String: String]) throws {
        let kind = SamePiecesTests.kinds[0]
        let data = try directory.write(samples.text(kind), to: "data.csv")
        let model = try samples.train(kind, on: data)
        let options = ["test": "25", "baselines": "naive", "season": "5"].merging(options) { $1 }
        let errors = try backtest(model, data, options)
        #expect(errors.pieces == errors.whole && errors.pieces[2] != nil)
        #expect(try !isBacktestInPieces(model, data, options))
        if options["origins"] != nil {
            #expect(try isBacktestInPieces(model, data, options.merging(["origins": "2"]) { $1 }))
        }
    }

    @Test func `a backtest that trains anew is read as a whole`() throws {
        let kind = SamePiecesTests.kinds[1]
        let data = try directory.write(samples.text(kind), to: "data.csv")
        let model = try samples.train(kind, on: data)
        let options = ["test": "20", "baselines": "naive", "origins": "2", "refit": directory.file("refit")]
        let errors = try backtest(model, data, options)
        #expect(errors.pieces == errors.whole && errors.pieces[2] != nil, "\(errors.pieces[0] ?? "")")
        #expect(try !isBacktestInPieces(model, data, options))
    }

    /// A day's wave of hours, alone, and upon a drift, of which the differences have the season.
    @Test(arguments: [0, 9])
    func `the season that shows is that of the whole`(drift: Int) throws {
        let kind = SamePiecesTests.kinds[6]
        var random = SplitMix(seed: 2)
        var text = "t,y,z,f,sky\n"
        for row in 0..<SamePiecesTests.rowCount {
            let value = [36, 28, 8, 0, 12, 32][row % 24 / 4] + drift * row + Int(random.next() % 5)
            text += "\(kind.time?(row) ?? ""),\(row == 40 ? "" : "\(value)"),1,1,sun\n"
        }
        let data = try directory.write(text, to: "data.csv")
        let model = try samples.train(kind, on: data)
        for options in [["test": "30"], ["test": "35", "step": "5"], ["test": "13", "origins": "3"]] {
            let options = ["baselines": "seasonal-naive"].merging(options) { $1 }
            let errors = try backtest(model, data, options)
            #expect(errors.pieces == errors.whole)
            #expect(errors.pieces[0]?.contains("season: 24\n") == true, "\(errors.pieces[0] ?? "")")
            #expect(try isBacktestInPieces(model, data, options))
        }
    }

    /// The wave is in rows 150 to 239 alone: not in the 80 that were trained on, and what comes after 240 would hide it.
    @Test func `a season is looked for in all rows before the first origin, and in no other`() throws {
        let kind = SamePiecesTests.kinds[0]
        var random = SplitMix(seed: 4)
        var text = "t,y,z,f,sky\n"
        for row in 0..<300 {
            let wave = 150..<240 ~= row ? [36, 28, 8, 0, 12, 32][row % 24 / 4] : 19
            let value = wave + Int(random.next() % (row < 240 ? 5 : 5000))
            text += "\(kind.time?(row) ?? ""),\(value),1,1,sun\n"
        }
        let model = try samples.train(kind, on: directory.write(samples.text(kind), to: "known.csv"))
        let data = try directory.write(text, to: "data.csv")
        let options = ["test": "60", "step": "11", "baselines": "seasonal-naive"]
        let errors = try backtest(model, data, options)
        #expect(errors.pieces == errors.whole)
        #expect(errors.pieces[0]?.contains("season: 24\n") == true, "\(errors.pieces[0] ?? "")")
        #expect(try isBacktestInPieces(model, data, options))
    }

    @Test func `exponential smoothing is fitted as beside the whole, and goes on from a fit`() throws {
        let kind = SamePiecesTests.kinds[1]
        let data = try directory.write(samples.text(kind), to: "data.csv")
        let model = try samples.train(kind, on: data)
        for options in [["step": "9"], ["baselines-refit": "3"]] {
            let options = ["baselines": "ets,naive", "test": "26", "season": "1", "origins": "4"].merging(options) {
                $1
            }
            let errors = try backtest(model, data, options)
            #expect(errors.pieces == errors.whole && errors.pieces[2] != nil)
            #expect(try isBacktestInPieces(model, data, options))
        }
    }

    @Test func `what is wrong with a backtest is said as of the whole, and leaves nothing behind`() throws {
        let kind = SamePiecesTests.kinds[2]
        let known = samples.text(kind)
        let model = try samples.train(kind, on: directory.write(known, to: "known.csv"))
        let options = ["test": "40", "baselines": "naive", "season": "4"]
        for (row, problem) in [("seven,1,1,sun\n", "column 'y': found 'seven'"), ("-2,1,1,sun\n", "found -2")] {
            let said = try backtest(model, directory.write(known + row, to: "data.csv"), options)
            #expect(said.pieces == said.whole && said.pieces[1] == nil && said.pieces[2] == nil)
            #expect(said.pieces[0]?.hasPrefix("error: ") == true && said.pieces[0]?.contains(problem) == true)
        }
        let data = try directory.write(known, to: "data.csv")
        for wrong in [["test": "4", "horizon": "5"], ["test": "1"].merging(["horizon": "200"]) { $1 }] {
            let said = try backtest(model, data, options.merging(wrong) { $1 })
            #expect(said.pieces == said.whole && said.pieces[1] == nil)
            #expect(said.pieces[0]?.hasPrefix("error: ") == true, "\(said)")
        }
        let leftOvers = try directory.names().filter { !["data.csv", "known.csv", "model"].contains($0) }
        #expect(leftOvers.isEmpty)
    }
}

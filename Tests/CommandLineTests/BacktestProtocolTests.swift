import Files
import Foundation
import TestSupport
import Testing

@Suite("The protocols of backtests")
struct BacktestProtocolTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        var random = SplitMix(seed: 5)
        var rows = ["id,y"]
        for row in 0..<120 {
            for (name, size) in [("a", 1.0), ("b", 10.0)] {
                let noise = Double(random.next() % 1000) / 1000
                rows.append("\(name),\(size * (Double((row % 6) * (row % 6)) + 20 + noise))")
            }
        }
        try directory.write(rows.joined(separator: "\n") + "\n", to: "data.csv")
    }

    private func run(_ line: String) throws -> SeqcastCommand.End {
        try SeqcastCommand.run(line.split(separator: " ").map(String.init), in: directory.path)
    }

    private func succeed(_ line: String) throws {
        let end = try run(line)
        #expect(end.code == 0, "\(line): \(end.error)")
    }

    private func rows(_ name: String) throws -> [[String: String]] {
        let text = String(decoding: try Fixtures.contents(directory.file(name)), as: UTF8.self)
        let lines = text.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let header = try #require(lines.first)
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
    }

    private func number(_ row: [String: String], _ name: String) throws -> Double {
        try #require(Double(row[name] ?? ""), "\(name) of \(row)")
    }

    private static let training =
        "train --data data.csv --column y --series-column id --sampling windows --lookback 12 --horizon 4 --hidden-size 4 "
        + "--epochs 2 --test 20 --validation 20 --quiet --output m"

    @Test("errors stand by series too, scaled by the deviation of the rows trained on")
    func table() throws {
        try succeed(Self.training + " --scale none")
        try succeed(
            "backtest --model m --data data.csv --baselines seasonal-naive,naive --season 6 --output b.csv --table t.csv"
        )
        let table = try rows("t.csv")
        let all = table.filter { $0["step"] == "all" }
        #expect(
            all.map { ($0["series"] ?? "-") + ":" + ($0["forecast"] ?? "") } == [
                ":network", ":seasonal-naive", ":naive", "a:network", "a:seasonal-naive", "a:naive", "b:network",
                "b:seasonal-naive",
                "b:naive",
            ])
        // By hand, from the rows and the data: the first 80 rows are trained on.
        let data = String(decoding: try Fixtures.contents(directory.file("data.csv")), as: UTF8.self).split(
            separator: "\n")
        for name in ["a", "b"] {
            let values = data.filter { $0.hasPrefix(name) }.prefix(80).compactMap { Double($0.dropFirst(2)) }
            let mean = values.reduce(0, +) / 80
            let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 80).squareRoot()
            let errors = try rows("b.csv").filter { $0["series"] == name }.map {
                (try number($0, "actual") - number($0, "prediction")) / deviation
            }
            let row = try #require(all.first { $0["series"] == name && $0["forecast"] == "network" })
            let squares = errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)
            #expect(try abs(number(row, "scaled_mse") - squares) < 1e-9 * squares)
            let sizes = errors.reduce(0) { $0 + abs($1) } / Double(errors.count)
            #expect(try abs(number(row, "scaled_mae") - sizes) < 1e-9 * sizes)
        }
    }

    @Test("without baselines and without an output the table alone is written, of the same errors")
    func none() throws {
        try succeed(Self.training)
        try succeed("backtest --model m --data data.csv --output b.csv --table t.csv")
        try succeed("backtest --model m --data data.csv --baselines none --table n.csv")
        let alone = try rows("n.csv")
        #expect(alone.allSatisfy { $0["forecast"] == "network" })
        #expect(alone == (try rows("t.csv").filter { $0["forecast"] == "network" }))
        #expect(
            try Directories.list(at: directory.path).filter { $0.hasSuffix(".csv") }.sorted() == [
                "b.csv", "data.csv", "n.csv", "t.csv",
            ])
        let end = try run("backtest --model m --data data.csv --baselines naive,best --table n.csv")
        #expect(end.code == 64 && end.error.contains("--baselines: found 'naive,best'"), "\(end.error)")
    }

    @Test("the first or last rows of each series are kept as though there were no others")
    func kept() throws {
        let lines = String(decoding: try Fixtures.contents(directory.file("data.csv")), as: UTF8.self).split(
            separator: "\n")
        try directory.write(lines.prefix(1 + 180).joined(separator: "\n") + "\n", to: "first.csv")
        try directory.write((lines.prefix(1) + lines.suffix(140)).joined(separator: "\n") + "\n", to: "last.csv")
        for (option, part) in [("--first 90", "first.csv"), ("--last 70", "last.csv")] {
            let training = Self.training.replacingOccurrences(of: "--output m", with: "")
            try succeed(training + " --fresh --output whole " + option)
            try succeed(training.replacingOccurrences(of: "data.csv", with: part) + " --fresh --output part")
            #expect(
                try Fixtures.contents(directory.file("whole/model.safetensors"))
                    == Fixtures.contents(directory.file("part/model.safetensors")))
            try succeed("backtest --model whole --data data.csv \(option) --baselines naive --table a.csv")
            try succeed("backtest --model part --data \(part) --baselines naive --table b.csv")
            #expect(try rows("a.csv") == rows("b.csv"))
        }
    }

    @Test("ETS is fitted anew at every so many origins, and between them reads what came since")
    func refitted() throws {
        try succeed(Self.training)
        let backtest = "backtest --model m --data data.csv --baselines ets,naive --season 6 --output"
        try succeed(backtest + " each.csv --table t.csv")
        try succeed(backtest + " third.csv --table t.csv --baselines-refit 3")
        try succeed(backtest + " one.csv --table t.csv --baselines-refit 1")
        let (each, third) = (try rows("each.csv"), try rows("third.csv"))
        #expect(try each == rows("one.csv"))
        // Of each series there are 17 origins, from row 100 on, of 4 steps each.
        #expect(each.count == 2 * 17 * 4 && third.count == each.count)
        for (a, b) in zip(each, third) {
            #expect(a["naive"] == b["naive"] && a["prediction"] == b["prediction"])
            let origin = try #require(Int(a["origin"] ?? ""))
            #expect((a["ets"] == b["ets"]) == (origin - 100).isMultiple(of: 3), "\(origin)")
            // Near to it all the same: what came since is read.
            #expect(try abs(number(a, "ets") - number(b, "ets")) < 0.05 * number(a, "ets"))
        }
        let end = try run("backtest --model m --data data.csv --baselines naive --baselines-refit 3 --table t.csv")
        #expect(
            end.code == 64 && end.error.contains("--baselines-refit: has a meaning only with ets among --baselines"),
            "\(end.error)")
    }

    @Test("lags may be ranges")
    func lags() throws {
        let training = Self.training.replacingOccurrences(of: "--output m", with: "")
        try succeed(training + " --lags 1-3,6 --output a")
        try succeed(training + " --lags 1,2,3 --lags 6 --output b")
        #expect(
            try Fixtures.contents(directory.file("a/model.safetensors"))
                == Fixtures.contents(directory.file("b/model.safetensors")))
        for lags in ["3-1", "0-2", "1-", "1-2-3", "1-3,2"] {
            let end = try run(training + " --lags \(lags) --output c")
            #expect(end.code == 64 && end.error.contains("--lags: found"), "\(lags): \(end.error)")
        }
    }

    @Test("anchors and a running scale are kept in the model, and are exact in a stream")
    func anchored() throws {
        let data = String(decoding: try Fixtures.contents(directory.file("data.csv")), as: UTF8.self).split(
            separator: "\n")
        let one = ["y"] + data.filter { $0.hasPrefix("a") }.map { String($0.dropFirst(2)) }
        try directory.write(one.joined(separator: "\n") + "\n", to: "one.csv")
        try succeed(
            "train --data one.csv --anchor 6,12 --scale running:6 --horizon 3 --hidden-size 5 --epochs 3 --loss gaussian "
                + "--test 20 --quiet --output anchored")
        try succeed("predict --model anchored --data one.csv --output p.csv")
        let end = try Shell.run(
            "cat one.csv | '\(SeqcastCommand.path)' predict --model anchored --follow --data - --output f.csv",
            in: directory.path)
        #expect(end.code == 0, "\(end.error)")
        #expect(try rows("f.csv").suffix(3) == rows("p.csv").suffix(3))
        #expect(
            try number(try #require(rows("p.csv").last), "upper") > number(try #require(rows("p.csv").last), "lower"))
        let both = try run("train --data one.csv --anchor 6 --transform difference --output x")
        #expect(
            both.code == 64 && both.error.contains("--anchor: found beside differences of --transform"), "\(both.error)"
        )
        let scale = try run("train --data one.csv --scale running:0 --output x")
        #expect(scale.code == 64 && scale.error.contains("running:168"), "\(scale.error)")
    }
}

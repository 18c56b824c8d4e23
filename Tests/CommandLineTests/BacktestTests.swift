import Files
import Foundation
import TestSupport
import Testing

@Suite("A backtest")
struct BacktestTests {
    private let directory: TemporaryDirectory
    private static let series = Fixtures.packageDirectory + "/fixtures/series/airline-passengers.csv"

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func run(_ arguments: String...) throws -> SeqcastCommand.End {
        let words = arguments.flatMap { $0.split(separator: " ").map(String.init) }
        return try SeqcastCommand.run(words, in: directory.path)
    }

    private func succeed(_ arguments: String...) throws -> SeqcastCommand.End {
        let end = try run(arguments.joined(separator: " "))
        #expect(end.code == 0, "\(end.error)")
        return end
    }

    /// The cells of a CSV file without quotes, by name of their column.
    private func rows(_ name: String) throws -> [[String: String]] {
        let text = String(decoding: try FileReader.read(directory.file(name), limit: 1 << 24), as: UTF8.self)
        let lines = text.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let header = try #require(lines.first)
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
    }

    /// Trains quickly on the airline series without its last 24 months.
    private func train(_ options: String, into model: String = "model", on data: String = series) throws {
        _ = try succeed(
            "train --data \(data) --column Passengers --time Date --test 24 --hidden-size 7 --epochs 4 --quiet",
            "--output \(model)", options)
    }

    private static let kinds = [
        "--transform log1p --transform seasonal-difference:12 --loss gaussian --ensemble 2 --cell gru",
        "--transform difference --horizon 5 --loss quantile --quantiles 0.1,0.5,0.9 --calendar month --lags 3",
        "--horizon 6 --validation 30 --conformal --cell lstm",
    ]

    @Test("says the same whatever the number of threads that share the series")
    func threads() throws {
        var rows: [String] = []
        for series in 1...7 {
            for day in 1...28 {
                let value = (day * series * 7 + day % 7 * 31) % 97 + 10
                rows.append("s\(series),2024-02-\(day < 10 ? "0" : "")\(day),\(value)")
            }
        }
        let data = try directory.write("id,day,y\n" + rows.joined(separator: "\n") + "\n", to: "many.csv")
        _ = try succeed(
            "train --data \(data) --target y --series-column id --time day --sampling windows --lookback 6 --test 6",
            "--hidden-size 5 --epochs 2 --quiet --output model")
        _ = try succeed(
            "train --data \(data) --target y --series-column id --time day --network segments --lookback 6",
            "--segment 3 --test 6 --hidden-size 5 --epochs 2 --quiet --output segments")
        for model in ["model", "segments"] {
            for threads in ["1", "2", "3"] {
                _ = try succeed(
                    "backtest --model \(model) --data \(data) --horizon 3 --output \(model)\(threads).csv",
                    "--table \(model)-t\(threads).csv --threads \(threads)")
            }
            #expect(try self.rows("\(model)1.csv").count == 7 * 4 * 3)
            for name in [model, model + "-t"] {
                #expect(try rowsText("\(name)1.csv") == rowsText("\(name)2.csv"))
                #expect(try rowsText("\(name)1.csv") == rowsText("\(name)3.csv"))
            }
        }
    }

    private func rowsText(_ name: String) throws -> String {
        String(decoding: try FileReader.read(directory.file(name), limit: 1 << 24), as: UTF8.self)
    }

    @Test("forecasts at each origin what predict forecasts of the values before it", arguments: kinds)
    func asPredict(_ options: String) throws {
        try train(options)
        var ends: [[String?]] = []
        for intervals in ["--interval 0.8", "--interval 0.8 --adaptive"] {
            let backtest = "--horizon 6 --step 7 --samples 30 --seed 5 " + intervals
            _ = try succeed("backtest --model model --data \(Self.series) --output b.csv --table t.csv", backtest)
            let rows = try rows("b.csv")
            #expect(
                rows.compactMap { $0["origin"] } == ["120", "127", "134"].flatMap { Array(repeating: $0, count: 6) })
            for origin in [120, 134] {
                _ = try succeed(
                    "predict --model model --data \(Self.series) --output p.csv --mode free-run --warmup \(origin)",
                    "--horizon 6 \(intervals)" + (options.contains("gaussian") ? " --samples 30 --seed 5" : ""))
                let forecasts = try self.rows("p.csv")
                let own = rows.filter { $0["origin"] == String(origin) }
                for column in ["time", "actual", "prediction", "lower", "upper"] {
                    #expect(own.map { $0[column] } == forecasts.map { $0[column] }, "\(column)")
                }
                #expect(own.compactMap { $0["lower"] }.contains { !$0.isEmpty })
                ends.append(own.map { $0["upper"] })
            }
        }
        // Nothing is known of errors at the first origin.
        #expect(ends[0] == ends[2] && ends[1] != ends[3])
    }

    @Test("forecasts the same whatever comes after an origin, the baselines too", arguments: kinds)
    func noLeak(_ options: String) throws {
        let backtest = "--horizon 6 --output b.csv --table t.csv --samples 20 --adaptive"
        let text = String(decoding: try FileReader.read(Self.series, limit: 1 << 20), as: UTF8.self)
        let lines = text.split(separator: "\n").map(String.init)
        // 130 values stay; the last 14 become others.
        let changed = lines.enumerated().map { $0 < 131 ? $1 : $1.split(separator: ",")[0] + ",\(7 * $0 % 100 + 3)" }
        let other = try directory.write(changed.joined(separator: "\n") + "\n", to: "other.csv")
        try train(options)
        try train(options, into: "other-model", on: other)
        let weights = try ["model", "other-model"].map {
            try FileReader.read(directory.file($0 + "/model.safetensors"), limit: 1 << 24)
        }
        #expect(weights[0] == weights[1], "the values left for the backtest were learnt from")
        _ = try succeed("backtest --model model --data \(Self.series)", backtest)
        let before = try rows("b.csv")
        _ = try succeed("backtest --model model --data \(other)", backtest)
        let after = try rows("b.csv")
        func known(_ rows: [[String: String]]) -> [[String: String]] {
            rows.filter { Int($0["origin"] ?? "") ?? 0 <= 130 }.map { $0.filter { $0.key != "actual" } }
        }
        #expect(known(before).count == 11 * 6)
        #expect(known(before) == known(after))
        #expect(before.last?["prediction"] != after.last?["prediction"])
    }

    @Test("writes a table that follows from its forecasts, and says whether the network is better")
    func table() throws {
        try train(Self.kinds[0])
        let end = try succeed("backtest --model model --data \(Self.series) --output b.csv --table t.csv --horizon 3")
        let (forecasts, table) = (try rows("b.csv"), try rows("t.csv"))
        #expect(table.count == 5 * 4 && forecasts.count == 22 * 3)
        for (name, column) in [("network", "prediction"), ("naive", "naive"), ("seasonal-naive", "seasonal-naive")] {
            for step in ["all", "2"] {
                let rows = forecasts.filter { step == "all" || $0["step"] == step }
                let errors = rows.map {
                    abs((Double($0["actual"] ?? "") ?? .nan) - (Double($0[column] ?? "") ?? .nan))
                }
                let mae = errors.reduce(0, +) / Double(errors.count)
                let row = try #require(table.first { $0["forecast"] == name && $0["step"] == step })
                #expect(abs(mae - (Double(row["mae"] ?? "") ?? .nan)) < 1e-9 * mae)
                #expect(row["count"] == String(rows.count))
            }
        }
        let network = try #require(table.first)
        let inside = forecasts.filter { row in
            guard let actual = Double(row["actual"] ?? ""), let lower = Double(row["lower"] ?? ""),
                let upper = Double(row["upper"] ?? "")
            else { return false }
            return (lower...upper).contains(actual)
        }
        #expect(network["intervals"] == "66")
        #expect(abs((Double(network["coverage"] ?? "") ?? .nan) - Double(inside.count) / 66) < 1e-12)
        #expect(end.output.hasPrefix("22 origins, 3 steps each; season: 12\n"))
        let mase = table.filter { $0["step"] == "all" }.compactMap { Double($0["mase"] ?? "") }
        let isBest = mase.dropFirst().allSatisfy { mase[0] < $0 }
        #expect(end.output.contains(isBest ? "\nthe network beats " : "\nthe network does not beat "))
    }

    @Test("may train anew at each origin on what is before it, and goes on where it was stopped")
    func refit() throws {
        try train("--transform log1p --transform seasonal-difference:12 --clip-norm 1")
        let refit = "backtest --model model --data \(Self.series) --table t.csv --refit trainings --step 10 --horizon 2"
        _ = try succeed(refit, "--output b.csv")
        let rows = try rows("b.csv")
        #expect(Set(rows.compactMap { $0["origin"] }) == ["120", "130", "140"])
        // What train would have learnt from a file that ends there.
        let text = String(decoding: try FileReader.read(Self.series, limit: 1 << 20), as: UTF8.self)
        let lines = text.split(separator: "\n").prefix(131).joined(separator: "\n")
        _ = try directory.write(lines + "\n", to: "start.csv")
        _ = try succeed(
            "train --data start.csv --column Passengers --time Date --hidden-size 7 --epochs 4 --quiet --output start",
            "--transform log1p --transform seasonal-difference:12 --clip-norm 1")
        _ = try succeed("predict --model start --data start.csv --mode free-run --horizon 2 --output p.csv")
        let own = rows.filter { $0["origin"] == "130" }
        #expect(own.map { $0["prediction"] } == (try self.rows("p.csv")).map { $0["prediction"] })
        let model = directory.file("trainings/origin-000130/model.safetensors")
        let before = try FileManager.default.attributesOfItem(atPath: model)[.modificationDate] as? Date
        _ = try succeed(refit, "--output again.csv")
        #expect(try FileManager.default.attributesOfItem(atPath: model)[.modificationDate] as? Date == before)
        #expect(
            try FileReader.read(directory.file("b.csv"), limit: 1 << 20)
                == FileReader.read(directory.file("again.csv"), limit: 1 << 20))
    }

    /// After the score s of one step ahead q is 1 + s/10·(0.9 or −0.1); each training has learnt all before its origin, so that only
    /// the forecasts at the origins tell of errors.
    @Test("that trains anew adapts intervals by the forecasts of the trainings before")
    func refitAdaptive() throws {
        try train("--transform log1p --transform seasonal-difference:12 --loss gaussian")
        let refit = "backtest --model model --data \(Self.series) --table t.csv --refit trainings --origins 2 --step 3"
        _ = try succeed(refit, "--output own.csv")
        _ = try succeed(refit, "--output adapted.csv --adaptive")
        let (own, adapted) = (try rows("own.csv"), try rows("adapted.csv"))
        func level(_ row: [String: String], _ column: String) -> Double {
            log1p(Double(row[column] ?? "") ?? .nan)
        }
        #expect(own.count == 2 && adapted[0] == own[0])
        let (actual, middle) = (level(own[0], "actual"), level(own[0], "prediction"))
        let reach = actual > middle ? level(own[0], "upper") - middle : middle - level(own[0], "lower")
        let score = abs(actual - middle) / reach
        let factor = 1 + score / 10 * (score > 1 ? 0.9 : -0.1)
        for end in ["lower", "upper"] {
            let middle = level(own[1], "prediction")
            let expected = middle + factor * (level(own[1], end) - middle)
            #expect(abs(level(adapted[1], end) - expected) < 1e-9)
        }
    }

    @Test("forecasts each of many series and targets by itself, and pools their errors")
    func manySeries() throws {
        // Sawteeth of 4 and 5 steps; b starts later, and c is too short to be forecast.
        let lines = (0..<40).flatMap { t in
            [("a", 0), ("b", 10), ("c", 39)].filter { t >= $0.1 }.map { "\($0.0),\(t),\(t % 4 + $0.1),\(t % 5)" }
        }
        _ = try directory.write("name,t,high,low\n" + lines.joined(separator: "\n") + "\n", to: "many.csv")
        _ = try succeed(
            "train --data many.csv --target high --target low --series-column name --time t --test 6 --sampling windows",
            "--lookback 8 --hidden-size 5 --epochs 3 --loss gaussian --quiet --output model")
        let end = try succeed(
            "backtest --model model --data many.csv --output b.csv --table t.csv --horizon 2 --season 4")
        let rows = try rows("b.csv")
        #expect(
            rows.filter { $0["step"] == "1" }.map { ($0["series"] ?? "") + ($0["origin"] ?? "") } == [
                "a34", "a35", "a36", "a37", "a38", "b24", "b25", "b26", "b27", "b28",
            ])
        let last = try #require(rows.last)
        #expect(last["time"] == "39" && last["actual_high"] == "13" && last["actual_low"] == "4")
        #expect(last["seasonal-naive_high"] == "13" && last["naive_low"] == "2")
        let table = try self.rows("t.csv").filter { $0["step"] == "all" }
        #expect(
            table.prefix(2).map { ($0["forecast"] ?? "") + " " + ($0["target"] ?? "") } == [
                "network high", "network low",
            ])
        #expect(table.allSatisfy { $0["count"] == ($0["series"] == "" ? "20" : "10") })
        #expect(end.output.hasPrefix("10 origins of 2 series, 2 steps each; season: 4\n"))
        #expect(end.output.contains("\nhigh: the network ") && end.output.contains("\nlow: the network "))
    }

    @Test("is refused in a line where it would say nothing, or what it cannot know")
    func refused() throws {
        _ = try succeed(
            "train --data \(Self.series) --column Passengers --hidden-size 3 --epochs 1 --quiet --output all")
        let files = "--data \(Self.series) --output b.csv --table t.csv"
        func expect(_ arguments: String, code: Int32, _ message: String) throws {
            let end = try run("backtest \(files)", arguments)
            #expect(end.code == code && end.error.contains(message), "\(end.code) \(end.error)")
        }
        try expect("--model all", code: 64, "--test: missing: all left no row of")
        try expect(
            "--model all --test 3 --horizon 4", code: 65,
            "found 3 values; a backtest of 4 steps, of those that are left for it, needs at least 4")
        try expect("--model all --test 24 --interval 0.9", code: 65, "--interval 0.9")
        try expect("--model all/model.safetensors --test 24 --refit r", code: 64, "--refit: found no checkpoint in")
        _ = try succeed(
            "train --data \(Self.series) --column Passengers --hidden-size 3 --epochs 1 --quiet --output more",
            "--initial-weights all/model.safetensors --test 24")
        try expect("--model more --refit r", code: 64, "--refit: found a model that began with --initial-weights")
        let seen = try run("backtest \(files) --model all --test 24")
        #expect(seen.code == 0)
        try train("")
        let partly = try run("backtest \(files) --model model --test 30")
        #expect(partly.error.contains("the model has learnt from values 115 to 120, which are forecast here"))
        #expect(partly.code == 0 && !FileManager.default.fileExists(atPath: directory.file("r")))
    }
}

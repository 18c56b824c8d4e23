import Files
import Foundation
import TestSupport
import Testing

@Suite("forecast")
struct ForecastTests {
    private let directory: TemporaryDirectory
    private static let series = Fixtures.packageDirectory + "/fixtures/series/"

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func run(_ arguments: String...) throws -> SeqcastCommand.End {
        try SeqcastCommand.run(
            arguments.flatMap { $0.split(separator: " ").map(String.init) }, in: directory.path)
    }

    private func succeed(_ arguments: String...) throws -> SeqcastCommand.End {
        let end = try run(arguments.joined(separator: " "))
        #expect(end.code == 0, "\(arguments): \(end.error)")
        return end
    }

    private func text(_ name: String) throws -> String {
        String(decoding: try FileReader.read(directory.file(name), limit: 1 << 24), as: UTF8.self)
    }

    private func text(_ name: String, isThatOf other: String) throws -> Bool {
        try FileReader.read(directory.file(name), limit: 1 << 24)
            == FileReader.read(directory.file(other), limit: 1 << 24)
    }

    private func rows(_ name: String) throws -> [[String: String]] {
        let lines = try text(name).split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let header = try #require(lines.first)
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
    }

    private func number(_ text: String?) throws -> Double { try #require(text.flatMap { Double($0) }) }

    @Test(
        "forecasts the months after the newest one in one command, and beats seasonal naive on rows that it has not read"
    )
    func airline() throws {
        try FileReader.read(Self.series + "airline-passengers.csv", limit: 1 << 20)
            .withUnsafeBytes { Data($0) }.write(to: URL(fileURLWithPath: directory.file("air.csv")))
        let end = try succeed("forecast air.csv --budget 10s --interval 0.8")
        #expect(end.output.hasPrefix("Passengers: one series of 144 values, monthly; season 12 steps; 12 steps"))
        #expect(end.output.contains("tried 8 of 8:"))
        #expect(end.output.contains("better than seasonal naive"))
        let forecast = try rows("air-forecast/forecast.csv")
        #expect(forecast.compactMap { $0["time"] } == (1...12).map { "1961-" + ($0 < 10 ? "0" : "") + "\($0)" })
        for row in forecast {
            let (low, high) = (try number(row["lower"]), try number(row["upper"]))
            let value = try number(row["prediction"])
            #expect(low < value && value < high && value > 300 && value < 800, "\(row)")
        }
        let candidates = try rows("air-forecast/candidates.csv")
        #expect(candidates.count == 9 && candidates.last?["method"] == "combine")
        #expect(candidates.contains { $0["chosen"] == "no" } && candidates.contains { $0["chosen"] == "yes" })
        // Together the members are better than they are by themselves on average.
        let chosen = try candidates.dropLast().filter { $0["chosen"] == "yes" }.map { try number($0["mase"]) }
        #expect(try number(candidates.last?["mase"]) <= chosen.reduce(0, +) / Double(chosen.count))
        // What is measured was read by no choice: the backtest begins after the rows of both.
        let origins = try rows("air-forecast/backtest.csv").map { try number($0["origin"]) }
        #expect(origins.min() ?? 0 >= 144 - 36)
        for name in ["forecast.png", "errors.csv", "pipeline.yaml", "report.html"] {
            #expect(!(try FileReader.read(directory.file("air-forecast/" + name), limit: 1 << 24)).isEmpty)
        }
        let times = try rows("air-forecast/.seqcast/times.csv")
        #expect(times.compactMap { $0["name"] } == candidates.dropLast().compactMap { $0["name"] })
        for row in times {
            #expect(try number(row["seconds_tried"]) >= 0 && number(row["seconds_fitted"]) >= 0, "\(row)")
        }
        let again = try succeed("run air-forecast/pipeline.yaml")
        #expect(again.output.contains("0 of "), "\(again.output)")
        // Elsewhere the same bytes come out.
        let json = try succeed("forecast air.csv --budget 10s --interval 0.8 --output other --json --jobs 1")
        #expect(try text("other/forecast.csv") == text("air-forecast/forecast.csv"))
        #expect(try text("other/candidates.csv") == text("air-forecast/candidates.csv"))
        let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
        #expect(object?["target"] as? String == "Passengers")
        #expect(object?["season"] as? Int == 12 && object?["horizon"] as? Int == 12)
        let mase = try #require(object?["mase"] as? Double)
        #expect(mase < 0.8 * (try #require(object?["seasonal_naive_mase"] as? Double)))
        for key in ["frequency", "chosen", "coverage", "origins", "verdict"] { #expect(object?[key] != nil, "\(key)") }
    }

    @Test("rows after the last value are forecast as if they were not there, and as many as there are")
    func openEnd() throws {
        let form = ISO8601DateFormatter()
        form.formatOptions = [.withFullDate]
        let dates = (0..<150).map { form.string(from: Date(timeIntervalSince1970: Double(19_723 + $0) * 86_400)) }
        let values: [Double] = (0..<140).map { row in
            let season: Double = 3 * sin(2 * Double.pi * Double(row) / 7)
            return 20 + season + 0.01 * Double(row * row % 11)
        }
        let known = zip(dates, values).map { "\($0),\($1)" }
        let open = dates.dropFirst(140).map { $0 + "," }
        for (name, lines) in [("known", known), ("open", known + open)] {
            try Data((["ds,y"] + lines + [""]).joined(separator: "\n").utf8)
                .write(to: URL(fileURLWithPath: directory.file(name + ".csv")))
        }
        let first = try succeed("forecast known.csv --budget 10s --horizon 10")
        #expect(first.output.hasPrefix("y: one series of 140 values, daily; season 7 steps; 10 steps are forecast\n"))
        let end = try succeed("forecast open.csv --budget 10s")
        #expect(
            end.output.hasPrefix(
                "y: one series of 140 values, daily; season 7 steps; 10 steps are forecast after the last value, in place of "
                    + "the rows behind it\n"))
        #expect(try text("open-forecast/forecast.csv", isThatOf: "known-forecast/forecast.csv"))
        #expect(try rows("open-forecast/forecast.csv").first?["time"] == dates[140])
    }

    @Test("where a baseline wins it is the forecast, and that is said")
    func baseline() throws {
        let form = ISO8601DateFormatter()
        form.formatOptions = [.withFullDate]
        let lines = (0..<100).map { row in
            "\(form.string(from: Date(timeIntervalSince1970: Double(18_993 + row) * 86_400))),\(1 + 2 * row)"
        }
        try Data((["ds,y"] + lines + [""]).joined(separator: "\n").utf8)
            .write(to: URL(fileURLWithPath: directory.file("line.csv")))
        let end = try succeed("forecast line.csv")
        #expect(
            end.output.contains(
                "The forecast is drift, fitted again to all rows: a baseline, and better than all else together"),
            "\(end.output)")
    }

    @Test("so it is where a series wanders, though the baseline is better by a test alone, and not by far")
    func wandering() throws {
        let form = ISO8601DateFormatter()
        form.formatOptions = [.withFullDate]
        var (state, level) = (UInt64(69), 100.0)
        let lines = (0..<500).map { row in
            for _ in 0..<3 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                level += Double(state >> 40) / Double(1 << 24) - 0.5
            }
            return "\(form.string(from: Date(timeIntervalSince1970: Double(18_262 + row) * 86_400))),\(level)"
        }
        try Data((["ds,y"] + lines + [""]).joined(separator: "\n").utf8)
            .write(to: URL(fileURLWithPath: directory.file("walk.csv")))
        let end = try succeed("forecast walk.csv")
        #expect(end.output.contains("The forecast is drift, fitted again to all rows: a baseline"), "\(end.output)")
        let candidates = try rows("walk-forecast/candidates.csv")
        let chosen = try #require(candidates.first { $0["chosen"] == "yes" })
        let others = candidates.filter { ["ets", "autoregression", "harmonic"].contains($0["name"]) }
        #expect(try others.allSatisfy { try number($0["mase"]) < 2 * number(chosen["mase"]) })
    }

    @Test("says what keeps a file from being forecast")
    func refusals() throws {
        try Data("t,y\n2020-01,1\n2020-02,2\n2020-03,4\n2020-04,3\n".utf8)
            .write(to: URL(fileURLWithPath: directory.file("short.csv")))
        try Data("word\na\nb\nc\n".utf8).write(to: URL(fileURLWithPath: directory.file("words.csv")))
        let short = try run("forecast short.csv")
        #expect(short.code == 65 && short.error.contains("found 4 values"), "\(short.error)")
        let words = try run("forecast words.csv")
        #expect(words.code == 65 && words.error.contains("expected one to forecast"), "\(words.error)")
        let column = try run("forecast short.csv --target z")
        #expect(column.code == 65 && column.error.contains("found no column 'z'; expected one of t, y"))
        for options in ["--target y --time y", "--target y --series-column y", "--target y --series-column t,y"] {
            let end = try run("forecast short.csv \(options)")
            let message = "seqcast: short.csv: found the column 'y' as what is forecast, and as times"
            #expect(end.code == 65 && end.error.hasPrefix(message), "\(options): \(end.error)")
            #expect(end.error.split(separator: "\n").count == 1, "\(end.error)")
        }
        for (options, message) in [
            ("--target t --target y", "--target: found 2 columns; expected one; forecast one column at a time"),
            ("--target=t --target=y", "found 2 columns"),
            ("--budget soon", "expected a time as 90"), ("--interval 2", "above 0, below 1"), ("--test 1.5", "--test"),
            ("--horizon 0", "from 1 to 10000"), ("--jobs 0", "from 1"),
        ] {
            let end = try run("forecast short.csv \(options)")
            #expect(end.code == 64 && end.error.contains(message), "\(options): \(end.error)")
        }
        #expect(try run("forecast nothing.csv").code == 66)
    }

    @Test("what it reads, and a spec that somebody wrote, is not written over; all that it writes is known")
    func kept() throws {
        let rows = (0..<24).map { "\($0),\(10 + $0 % 4)\n" }.joined()
        _ = try directory.write("t,y\n" + rows, to: "d.csv")
        #expect(try succeed("forecast d.csv --horizon 2 --budget 1s --output D").output.contains("D/forecast.csv"))
        let written = try FileManager.default.contentsOfDirectory(atPath: directory.file("D")).sorted()
        let spec = try text("D/pipeline.yaml")
        // Each file of the directory, also through a link and where it is but written for some files, and the data themselves.
        #expect(try Shell.run("ln -s D L", in: directory.path).code == 0)
        for name in written + ["tidied.csv"] {
            for path in ["D/\(name)", "./L/\(name)"] {
                let isDirectory = FileManager.default.fileExists(atPath: directory.file(path) + "/.")
                let file = isDirectory ? path + "/a.csv" : path
                let end = try run("forecast \(file) --output D")
                #expect(end.code == 64, "\(file): \(end.error)")
                #expect(end.error.contains("--output: 'D' would have '\(file)' written over, which FILE reads"))
            }
        }
        let itself = try run("forecast d.csv --output ./D/../d.csv")
        #expect(itself.code == 64 && itself.error.contains("'./D/../d.csv' is what FILE reads"))
        #expect(try text("D/pipeline.yaml") == spec)
        // A file of another name beside them is no matter, and a spec of one's own stays.
        #expect(
            try Shell.run("cp d.csv D/other.csv; mkdir E; echo '# mine' > E/pipeline.yaml", in: directory.path).code
                == 0)
        _ = try succeed("forecast D/other.csv --horizon 2 --budget 1s --output D")
        let own = try run("forecast d.csv --output E")
        #expect(own.code == 73 && own.error.contains("E/pipeline.yaml: found a spec that forecast did not write"))
        #expect(try text("E/pipeline.yaml") == "# mine\n")
    }

    private static let methods = [
        "ets", "theta", "optimised-theta", "naive2", "seasonal-naive", "drift", "naive", "autoregression", "harmonic",
        "seasonal-smoothing", "croston", "sba", "tsb",
    ]

    @Test("a statistical model predicts, is backtested and followed like any other", arguments: methods)
    func statistical(_ method: String) throws {
        let data = Self.series + "airline-passengers.csv"
        let season = ["drift", "naive", "croston", "sba", "tsb"].contains(method) ? "" : " --season 12"
        _ = try succeed(
            "train --data \(data) --target Passengers --time Date --horizon 6 --test 24 --validation 30 --output m",
            "--method \(method)\(season)")
        _ = try succeed("backtest --model m --data \(data) --step 6 --output b.csv --table t.csv")
        _ = try succeed(
            "predict --model m --data \(data) --mode free-run --warmup 126 --horizon 6 --output p.csv")
        let (backtest, forecast) = (try rows("b.csv").filter { $0["origin"] == "126" }, try rows("p.csv"))
        #expect(forecast.count == 6)
        for column in ["time", "actual", "prediction", "lower", "upper"] {
            #expect(backtest.map { $0[column] } == forecast.map { $0[column] }, "\(column)")
        }
        // What comes after an origin does not change what is forecast from it.
        let lines = String(decoding: try FileReader.read(data, limit: 1 << 20), as: UTF8.self).split(separator: "\n")
        try Data((lines[...126].joined(separator: "\n") + "\n").utf8)
            .write(to: URL(fileURLWithPath: directory.file("cut.csv")))
        _ = try succeed("predict --model m --data cut.csv --output q.csv")
        #expect(try rows("q.csv").suffix(6).map { $0["prediction"] } == forecast.map { $0["prediction"] })
        // From a pipe, which ends.
        let followed = try Shell.run(
            "cat cut.csv | '\(SeqcastCommand.path)' predict --model m --follow --data - --output f.csv",
            in: directory.path)
        #expect(followed.code == 0, "\(followed.error)")
        #expect(try rows("f.csv").suffix(6).map { $0["prediction"] } == forecast.map { $0["prediction"] })
    }

    @Test("a combination weighs its members by their errors, and forecasts between them")
    func combination() throws {
        let data = Self.series + "airline-passengers.csv"
        let common = "--data \(data) --target Passengers --time Date --horizon 6 --test 24"
        for (name, options) in [
            ("ets", "--method ets --season 12"), ("drift", "--method drift"),
            ("net", "--transform log1p --transform seasonal-difference:12 --hidden-size 5 --epochs 3 --quiet"),
        ] {
            _ = try succeed("train \(common) --validation 30 --output \(name) \(options)")
        }
        let members = "--member ets --member drift --member net"
        _ = try succeed(
            "train --data \(data) --method combine \(members) --weights validation --validation 30 --test 24 --output c",
            "--candidates c.csv")
        let rows = try rows("c.csv")
        #expect(rows.compactMap { $0["name"] } == ["ets", "drift", "net", "c"])
        #expect(rows.compactMap { $0["method"] } == ["ets", "drift", "network", "combine"])
        let weights = try rows.map { try number($0["weight"]) }
        #expect(abs(weights[0] + weights[1] + weights[2] - 1) < 1e-12 && weights[0] > weights[1])
        _ = try succeed("train --data \(data) --method combine \(members) --output mean --test 24")
        _ = try succeed("train --data \(data) --method combine \(members) --weights median --output median --test 24")
        for model in ["ets", "drift", "net", "mean", "median", "c"] {
            _ = try succeed("backtest --model \(model) --data \(data) --step 6 --output \(model).b.csv --table t.csv")
        }
        func predictions(_ name: String) throws -> [Double] {
            try self.rows("\(name).b.csv").map { try number($0["prediction"]) }
        }
        let (ets, drift, net) = (try predictions("ets"), try predictions("drift"), try predictions("net"))
        let (mean, median) = (try predictions("mean"), try predictions("median"))
        for row in ets.indices {
            let members = [ets[row], drift[row], net[row]]
            #expect(abs(mean[row] - members.reduce(0, +) / 3) < 1e-6 * mean[row])
            #expect(abs(median[row] - members.sorted()[1]) < 1e-6 * median[row])
        }
        #expect(try self.rows("c.b.csv").allSatisfy { !($0["lower"] ?? "").isEmpty })
        // With the weights of another, nothing is measured again.
        _ = try succeed("train --data \(data) --method combine \(members) --weights-of c --output d --test 24")
        _ = try succeed("backtest --model d --data \(data) --step 6 --output d.b.csv --table t.csv")
        #expect(try text("d.b.csv") == text("c.b.csv"))
    }

    @Test("options that mean nothing beside a method are refused")
    func options() throws {
        let data = "--data \(Self.series)airline-passengers.csv --output m"
        for (options, message) in [
            ("--method ets --cell gru", "--cell: has a meaning only with --method network"),
            ("--method ets --member a", "--member: has a meaning only with --method combine"),
            ("--season 12", "--season: has a meaning only with a statistical --method"),
            ("--method ets --season 12,24", "--season: found 2 for 'ets'; expected at most 1"),
            ("--method ets --transform difference", "--transform: found a difference"),
            ("--method combine", "--member: missing"),
            ("--method combine --member a --member b/a", "--member: found two directories of the same name"),
            ("--method combine --member a --weights validation", "--weights: found validation; expected --validation"),
            ("--method combine --member a --target x", "--target: has a meaning only with another --method"),
        ] {
            let end = try run("train \(data) \(options)")
            #expect(end.code == 64 && end.error.contains(message), "\(options): \(end.error)")
        }
        _ = try succeed("train \(data) --target Passengers --epochs 1 --hidden-size 3 --quiet")
        let held = try run("train \(data) --target Passengers --method drift")
        #expect(held.code == 65 && held.error.contains("m: found the checkpoints of a network's training"))
        _ = try succeed("train \(data) --target Passengers --method drift --fresh")
        let other = try run(
            "train --data \(Self.series)airline-passengers.csv --output n --method combine --member m --weights-of m")
        #expect(other.code == 65, "\(other.error)")
    }

    @Test("counts that come to 0 are not forecast below it, and say so in the model")
    func range() throws {
        let rows = (0..<90).map { "\($0),\(max(0, 7 - $0 / 10 + ($0 * 7) % 3))" }
        try Data("t,orders\n\(rows.joined(separator: "\n"))\n".utf8)
            .write(to: URL(fileURLWithPath: directory.file("counts.csv")))
        let end = try succeed("forecast counts.csv --target orders --budget 10s --horizon 30 --json")
        #expect(!end.output.isEmpty)
        #expect(try text("counts-forecast/pipeline.yaml").contains("range: \"0,\""))
        for row in try self.rows("counts-forecast/forecast.csv") {
            #expect(try number(row["lower"]) >= 0 && number(row["prediction"]) >= 0, "\(row)")
        }
        let drift = "train --data counts.csv --target orders --method drift --horizon 90"
        _ = try succeed("\(drift) --output free")
        _ = try succeed("\(drift) --output bounded --range 0,5.5")
        for model in ["free", "bounded"] {
            _ = try succeed(
                "predict --model \(model) --data counts.csv --mode free-run --horizon 90 --output \(model).csv")
        }
        let free = try self.rows("free.csv").map { try number($0["prediction"]) }
        let bounded = try self.rows("bounded.csv").map { try number($0["prediction"]) }
        #expect(free.min() ?? 0 < 0)
        #expect(bounded == free.map { min(max($0, 0), 5.5) })
        let wrong = try run("train --data counts.csv --target orders --output x --range 3,1")
        #expect(wrong.code == 64 && wrong.error.contains("the lower first"), "\(wrong.error)")
    }

    @Test(
        "forecasts short seasonal series of every length that leaves something to measure by",
        arguments: [30, 37, 48, 60])
    func short(_ count: Int) throws {
        let rows = (0..<count).map { row in
            let month = row % 12 + 1
            return "\(2010 + row / 12)-\(month < 10 ? "0" : "")\(month),\(20 + (row % 12) * 3 + (row * row) % 7)"
        }
        try Data("month,y\n\(rows.joined(separator: "\n"))\n".utf8)
            .write(to: URL(fileURLWithPath: directory.file("short.csv")))
        _ = try succeed("forecast short.csv --horizon 12 --json")
        #expect(try self.rows("short-forecast/forecast.csv").count == 12)
    }

    private func write(_ name: String, _ lines: [String]) throws {
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: directory.file(name)))
    }

    @Test(
        "a model that cannot be made of the data is left out, with its reason, and keeps no other from being combined")
    func leftOut() throws {
        try write("y.csv", ["t,y"] + (0..<40).map { "\($0),\(10 + $0 % 5 + $0 / 7)" })
        let common = "--data y.csv --target y --horizon 3 --validation 9"
        _ = try succeed("train \(common) --method drift --output drift")
        let refused = try run("train \(common) --method seasonal-smoothing --season 24 --output smooth")
        #expect(refused.code == 65 && refused.error.contains("needs at least 48"), "\(refused.error)")
        let accepted = try succeed(
            "train \(common) --method seasonal-smoothing --season 24 --accept-failure --output smooth")
        #expect(accepted.output.hasPrefix("left out: y.csv: found 31 values"), "\(accepted.output)")
        #expect(try text("smooth/reason.txt").hasPrefix("seasonal-smoothing\ny.csv: found 31 values"))
        let combine = "train --data y.csv --method combine --weights robust --validation 9"
        _ = try succeed("\(combine) --member smooth --member drift --output c --candidates c.csv")
        let table = try rows("c.csv")
        #expect(table.compactMap { $0["name"] } == ["drift", "smooth", "c"])
        #expect(table[1]["chosen"] == "no" && table[1]["method"] == "seasonal-smoothing" && table[1]["mase"] == "")
        #expect(table[1]["reason"]?.contains("found 31 values") == true && table[0]["reason"] == "")
        let none = try run("\(combine) --member smooth --output d")
        #expect(none.code == 65 && none.error.contains("no model in any of the members"), "\(none.error)")
        // With enough rows, it is there again.
        _ = try succeed("train \(common) --method seasonal-smoothing --season 5 --accept-failure --output smooth")
        #expect(!FileManager.default.fileExists(atPath: directory.file("smooth/reason.txt")))
        _ = try succeed("\(combine) --member smooth --member drift --output e --candidates e.csv")
        #expect(try rows("e.csv").map { $0["reason"] } == ["", "", ""])
        // What was chosen and can no longer be made leaves its weight to the others.
        _ = try succeed("train \(common) --method seasonal-smoothing --season 24 --accept-failure --output smooth")
        let less = try succeed(
            "train --data y.csv --method combine --member smooth --member drift --weights-of e --output f")
        #expect(less.output.contains("drift"), "\(less.output)")
    }

    @Test("the robust combination is the median of the models that do not fail, or the one that is better by far")
    func robust() throws {
        // Two waves, which lags follow exactly, and a trend that no mean catches up with.
        func value(_ row: Int) -> Double {
            let (first, second): (Double, Double) = (10 * sin(Double(row) * 0.7), 5 * cos(Double(row) * 0.31))
            return 100 + first + second
        }
        try write("w.csv", ["t,y"] + (0..<160).map { "\($0),\(value($0))" })
        let common = "--data w.csv --target y --horizon 4 --validation 30"
        for (name, method) in [("auto", "autoregression"), ("ets", "ets"), ("naive", "naive"), ("theta", "theta")] {
            _ = try succeed("train \(common) --method \(method) --output \(name)")
        }
        let combine = "train --data w.csv --method combine --weights robust --validation 30"
        _ = try succeed("\(combine) --member auto --member ets --member naive --output c --candidates c.csv")
        // Smoothing fails beside lags: more than three times their error.
        #expect(try rows("c.csv").map { $0["chosen"] } == ["yes", "no", "no", "yes"])
        // What fitting again has broken, as here a naive forecast in its place, stays as it was.
        _ = try succeed("train \(common) --method naive --output again/auto")
        let again = "train --data w.csv --method combine --member again/auto --member ets --weights-of c"
        let checked = try succeed("\(again) --validation 30 --output g")
        #expect(checked.error.contains("auto, fitted again, misses the last rows by more than before; stays as it was"))
        #expect(
            try text("g/members/auto/model.safetensors", isThatOf: "auto/model.safetensors"), "the model that was tried"
        )
        let unchecked = try succeed("\(again) --output h")
        #expect(!unchecked.error.contains("stays as it was"))
        #expect(try text("h/members/auto/model.safetensors", isThatOf: "again/auto/model.safetensors"))
        // Without lags, smoothing is the only model; simple methods do not count beside it.
        _ = try succeed("\(combine) --member ets --member naive --member theta --output d --candidates d.csv")
        #expect(try rows("d.csv").map { $0["chosen"] } == ["yes", "no", "no", "yes"])
        // Simple methods alone are all there is.
        _ = try succeed("\(combine) --member naive --member theta --output e --candidates e.csv")
        #expect(try rows("e.csv").map { $0["chosen"] } == ["yes", "yes", "yes"])
        #expect(try rows("e.csv").map { $0["weight"] } == ["0.5", "0.5", "1"])
        let refused = try run("train --data w.csv --method combine --weights robust --member ets --output f")
        #expect(refused.code == 64 && refused.error.contains("found robust; expected --validation beside it"))
    }

    @Test("a constant, a series of zeros, of eight values and one below a second are forecast, with a picture")
    func oddSeries() throws {
        let months = (0..<60).map { row -> String in
            let month = row % 12 + 1
            return "\(2015 + row / 12)-\(month < 10 ? "0" : "")\(month)"
        }
        try write(
            "seven.csv", ["month,y"] + months.map { "\($0),7.5" })
        try write(
            "none.csv", ["month,y"] + months.map { "\($0),0" })
        try write("eight.csv", ["year,y"] + (0..<8).map { "\(2010 + $0),\(50 + 3 * $0 + $0 * $0 % 5)" })
        for (name, low, high) in [("seven", 7.5, 7.5), ("none", 0, 0), ("eight", 60, 90)] {
            let end = try succeed("forecast \(name).csv --budget 10s --json")
            #expect(!end.output.isEmpty)
            for row in try rows("\(name)-forecast/forecast.csv") {
                let value = try number(row["prediction"])
                #expect(value >= low - 1e-9 && value <= high + 1e-9, "\(name): \(row)")
            }
        }
        let fractions = ["00", "25", "50", "75"]
        let quarters = (0..<300).map { row -> String in
            let (minute, second) = (row / 240, row / 4 % 60)
            let time = "2020-01-01T00:0\(minute):\(second < 10 ? "0" : "")\(second).\(fractions[row % 4])"
            return "\(time),\(row % 8 + row % 3)"
        }
        try write("quick.csv", ["time,y"] + quarters)
        _ = try succeed("forecast quick.csv --budget 10s --json")
        let shown = try rows("quick-forecast/shown.csv")
        // The last 120 rows, from 30 seconds before the end on, and the forecast.
        #expect(shown.count == 120 + (try rows("quick-forecast/forecast.csv").count))
        #expect(shown.first?["time"] == "2020-01-01T00:00:45.00" && shown[119]["prediction"] == "", "\(shown[0])")
    }

    @Test("killed at several moments and run again, it ends in the same bytes")
    func killed() throws {
        let lines =
            ["t,y"]
            + (0..<90).map { row -> String in
                let (wave, rest): (Double, Double) = (8 * sin(Double(row) * 0.9), Double(row * row % 11) / 4)
                return "\(row),\(20 + wave + rest)"
            }
        func project() throws -> PipelineProject {
            let project = try PipelineProject("")
            try project.write(lines.joined(separator: "\n") + "\n", to: "y.csv")
            return project
        }
        let arguments = ["y.csv", "--horizon", "4", "--budget", "10s", "--output", "f"]
        let whole = try project()
        let started = Date()
        let end = try SeqcastCommand.run(["forecast"] + arguments, in: whole.path)
        #expect(end.code == 0, "\(end.error)")
        let seconds = Date().timeIntervalSince(started)
        let killed = try project()
        var random = SplitMix(seed: 5)
        for _ in 0..<6 {
            let running = try SeqcastCommand.start(["forecast"] + arguments, in: killed.path)
            sleep(seconds: seconds * (0.02 + Double(random.next() % 1000) / 1000 * 0.4))
            running.send(9)
            _ = running.wait()
        }
        let again = try SeqcastCommand.run(["forecast"] + arguments, in: killed.path)
        #expect(again.code == 0, "\(again.error)")
        #expect(try killed.contents(of: "f") == whole.contents(of: "f"))
    }

    @Test(
        "options beyond their ends are refused before anything is read",
        arguments: [
            ("--horizon 0", "--horizon: found '0'; expected a whole number from 1 to 10000"),
            ("--horizon 10001", "--horizon: found '10001'; expected a whole number from 1 to 10000"),
            ("--interval 0", "--interval: found '0.0'; expected a number above 0, below 1"),
            ("--interval 1", "--interval: found '1.0'; expected a number above 0, below 1"),
            (
                "--test 0",
                "--test: found '0.0'; expected a number above 0 and below 1, or a whole number of rows from 1"
            ),
            (
                "--test 1.5",
                "--test: found '1.5'; expected a number above 0 and below 1, or a whole number of rows from 1"
            ),
            ("--jobs 0", "--jobs: found '0'; expected a whole number from 1"),
            ("--budget 0s", "--budget: found '0s'; expected a time as 90, 90s, 5m or 1h"),
        ])
    func beyond(_ option: String, _ message: String) throws {
        let end = try run("forecast none.csv \(option)")
        #expect(end.code == 64 && end.error.contains(message), "\(end.error)")
    }
}

import Files
import Foundation
import TestSupport
import Testing

@Suite("The pipelines that are shipped")
struct ShippedPipelineTests {
    /// Of public files that are not shipped; they have tests of their own.
    private static let ofPublicFiles = ["etth1.yaml", "m4-hourly.yaml"]
    private static let names = ((try? Directories.list(at: Fixtures.packageDirectory + "/pipelines")) ?? [])
        .filter { !ofPublicFiles.contains($0) }

    /// What would take hours is tried for some seconds.
    private static let shortened = [
        "pretrain.yaml": [
            "--set", "epochs=2", "--set", "cooldown=1", "--set", "network.hidden-size=6", "--set",
            "network.batch-size=4",
        ]
    ]

    @Test("are there")
    func some() {
        #expect(Self.names.contains("sine.yaml") && Self.names.contains("lstm.yaml"))
    }

    @Test("run to their end, and have a picture to show", arguments: names)
    func toTheEnd(_ name: String) throws {
        let directory = try TemporaryDirectory()
        // Some read fixtures and scripts, from the directory that they run in.
        for folder in ["fixtures", "scripts"] {
            try FileManager.default.createSymbolicLink(
                atPath: directory.file(folder), withDestinationPath: Fixtures.packageDirectory + "/" + folder)
        }
        let spec = Fixtures.packageDirectory + "/pipelines/" + name
        let settings = Self.shortened[name] ?? []
        let end = try SeqcastCommand.run(["run", spec] + settings, in: directory.path)
        #expect(end.code == 0, "\(end.error)\(end.output.suffix(500))")
        let results = end.output.split(separator: "\n").filter { $0.hasPrefix("result: ") }.map { $0.dropFirst(8) }
        #expect(results.contains { $0.hasSuffix(".png") }, "\(results)")
        for result in results { #expect(FileManager.default.fileExists(atPath: directory.file(String(result)))) }
        #expect(try SeqcastCommand.run(["status", spec] + settings, in: directory.path).code == 0)
        let run = directory.file("runs/" + name.dropLast(".yaml".count))
        if FileManager.default.fileExists(atPath: run + "/backtest.csv") {
            let text = String(decoding: try FileReader.read(spec, limit: 1 << 20), as: UTF8.self)
            try expectHonestForecasts(run + "/errors.csv", withIntervals: text.contains("interval: 0.9"))
        }
    }

    @Test("that of ETTh1 takes a file of its form to tables and figures")
    func ofETTh1() throws {
        let directory = try TemporaryDirectory()
        let made = try Shell.run(
            "'\(Fixtures.packageDirectory)/scripts/made-ett.sh' 700 > made.csv", in: directory.path)
        #expect(made.code == 0, "\(made.error)")
        let sizes = [
            "data=./made.csv", "rows=600", "part=100", "lookback=48", "segment=24", "networks=2", "hidden-size=6",
            "epochs=2",
            "windows=512",
            "start=520",
        ]
        let text = String(
            decoding: try Fixtures.contents(Fixtures.packageDirectory + "/pipelines/etth1.yaml"), as: UTF8.self)
        let spec = try directory.write(
            text.replacingOccurrences(of: "horizons: [96, 192, 336, 720]", with: "horizons: [8, 12]"), to: "etth1.yaml")
        let end = try SeqcastCommand.run(
            ["run", spec] + sizes.flatMap { ["--set", $0] },
            in: directory.path)
        #expect(end.code == 0, "\(end.error)")
        let table = directory.file("runs/etth1/tables/horizon=12,seed=0.csv")
        let rows = String(decoding: try Fixtures.contents(table), as: UTF8.self).split(separator: "\n")
        // The test part has 89 windows of 12 rows: of the network, for each column, over all steps.
        #expect(rows[0].hasSuffix("series,scaled_mse,scaled_mae,owa"))
        #expect(rows.count { $0.hasPrefix("network,") && $0.contains(",all,1068,") } == 7)
        #expect(rows.count == 1 + 3 * 7 * 13)
    }

    @Test(
        "that of M4's hourly series takes files of their form to the competition's table, which follows from forecasts")
    func ofM4() throws {
        let directory = try TemporaryDirectory()
        let made = try Shell.run(
            "'\(Fixtures.packageDirectory)/scripts/made-m4.sh' 5 400 train.csv test.csv", in: directory.path)
        #expect(made.code == 0, "\(made.error)")
        let sizes = [
            "data=./train.csv", "test=./test.csv", "networks=2", "hidden-size=5", "epochs=1", "windows=64",
        ]
        let spec = Fixtures.packageDirectory + "/pipelines/m4-hourly.yaml"
        let end = try SeqcastCommand.run(["run", spec] + sizes.flatMap { ["--set", $0] }, in: directory.path)
        #expect(end.code == 0, "\(end.error)")
        func rows(_ name: String) throws -> [[String: String]] {
            let text = String(decoding: try Fixtures.contents(directory.file("runs/m4-hourly/\(name)")), as: UTF8.self)
            let cells = text.split(separator: "\n").map {
                $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            }
            return cells.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(cells[0], $0)) }
        }
        // All 48 steps at the end of each series, as predict and backtest say them.
        let (forecast, backtest) = (try rows("forecast.csv"), try rows("backtest.csv"))
        #expect(forecast.count == 5 * 48 && backtest.count == 5 * 48)
        #expect(forecast.map { $0["prediction"] } == backtest.map { $0["prediction"] })
        #expect(backtest.prefix(48).map { $0["origin"] } == Array(repeating: "400", count: 48))
        #expect(backtest.dropFirst(48).first?["origin"] == "424")
        // By hand, of the competition's files: each first of a series, then of all.
        let files = try ["train.csv", "test.csv"].map { name in
            String(decoding: try Fixtures.contents(directory.file(name)), as: UTF8.self).split(separator: "\n")
                .dropFirst().map { row in
                    row.split(separator: ",").dropFirst().compactMap { Double($0.dropFirst().dropLast()) }
                }
        }
        func means(_ column: String) throws -> (smape: Double, mase: Double) {
            var (smape, mase) = (0.0, 0.0)
            for (place, (train, test)) in zip(files[0], files[1]).enumerated() {
                let said = try backtest[(48 * place)..<(48 * (place + 1))].map {
                    try #require(Double($0[column] ?? ""))
                }
                let steps = zip(train, train.dropFirst(24)).map { abs($0 - $1) }
                let scale = steps.reduce(0, +) / Double(steps.count)
                for (actual, said) in zip(test, said) {
                    smape += 200 * abs(actual - said) / (abs(actual) + abs(said)) / 48 / 5
                    mase += abs(actual - said) / scale / 48 / 5
                }
            }
            return (smape, mase)
        }
        let table = try rows("table.csv").filter { $0["step"] == "all" && $0["series"] == "" }
        let benchmark = try means("naive2")
        for (name, column) in [("network", "prediction"), ("naive2", "naive2"), ("theta", "theta")] {
            let own = try means(column)
            let row = try #require(table.first { $0["forecast"] == name })
            let expected = [
                "smape": own.smape, "mase": own.mase,
                "owa": (own.smape / benchmark.smape + own.mase / benchmark.mase) / 2,
            ]
            for (key, value) in expected {
                let found = try #require(Double(row[key] ?? ""), "\(key) of \(name)")
                #expect(abs(found - value) < 1e-9 * value, "\(key) of \(name)")
            }
        }
        #expect(try rows("table.csv").filter { $0["series"] == "H5" }.count == 5)
    }

    /// What docs/forecasting.md says of each real series: better than seasonal naive, and 90 % intervals hold 82 to 97 %.
    private func expectHonestForecasts(_ errors: String, withIntervals: Bool) throws {
        let rows = String(decoding: try FileReader.read(errors, limit: 1 << 20), as: UTF8.self).split(separator: "\n")
            .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        func number(_ column: String, of forecast: String) throws -> Double {
            let place = try #require(rows[0].firstIndex { $0 == column })
            let row = try #require(rows.first { $0[0] == forecast && $0[1] == "all" })
            return try #require(Double(row[place]))
        }
        if withIntervals { #expect((0.82...0.97).contains(try number("coverage", of: "network"))) }
        #expect(try number("mase", of: "network") < number("mase", of: "seasonal-naive"))
    }
}

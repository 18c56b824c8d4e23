import Files
import Foundation
import TestSupport
import Testing

@Suite("The pipelines that are shipped")
struct ShippedPipelineTests {
    /// Of public files that are not shipped; they have tests of their own.
    private static let ofPublicFiles = ["etth1.yaml"]
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
            "data=./made.csv", "rows=600", "part=100", "lookback=48", "hidden-size=6", "epochs=2", "windows=512",
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
        #expect(rows[0].hasSuffix("series,scaled_mse,scaled_mae"))
        #expect(rows.count { $0.hasPrefix("network,") && $0.contains(",all,1068,") } == 7)
        #expect(rows.count == 1 + 3 * 7 * 13)
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

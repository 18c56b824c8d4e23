import Files
import Foundation
import TestSupport
import Testing

@Suite("The pipelines that are shipped")
struct ShippedPipelineTests {
    private static let names = (try? Directories.list(at: Fixtures.packageDirectory + "/pipelines")) ?? []

    @Test("are there")
    func some() {
        #expect(Self.names.contains("sine.yaml") && Self.names.contains("lstm.yaml"))
    }

    @Test("run to their end, and have a picture to show", arguments: names)
    func toTheEnd(_ name: String) throws {
        let directory = try TemporaryDirectory()
        // Some read fixtures, from the directory that they run in.
        try FileManager.default.createSymbolicLink(
            atPath: directory.file("fixtures"), withDestinationPath: Fixtures.packageDirectory + "/fixtures")
        let spec = Fixtures.packageDirectory + "/pipelines/" + name
        let end = try SeqcastCommand.run(["run", spec], in: directory.path)
        #expect(end.code == 0, "\(end.error)\(end.output.suffix(500))")
        let results = end.output.split(separator: "\n").filter { $0.hasPrefix("result: ") }.map { $0.dropFirst(8) }
        #expect(results.contains { $0.hasSuffix(".png") }, "\(results)")
        for result in results { #expect(FileManager.default.fileExists(atPath: directory.file(String(result)))) }
        #expect(try SeqcastCommand.run(["status", spec], in: directory.path).code == 0)
        let run = directory.file("runs/" + name.dropLast(".yaml".count))
        if FileManager.default.fileExists(atPath: run + "/backtest.csv") {
            let text = String(decoding: try FileReader.read(spec, limit: 1 << 20), as: UTF8.self)
            try expectHonestForecasts(run + "/errors.csv", withIntervals: text.contains("interval: 0.9"))
        }
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

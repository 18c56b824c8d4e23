import Files
import Foundation
import TestSupport
import Testing

/// `pipelines/sweep.yaml` with few epochs.
@Suite("The sweep", .serialized)
struct SweepTests {
    static let short = ["--set", "epochs=2", "--set", "series.points=300"]

    /// What the sweep writes when nothing disturbs it.
    static let undisturbed = Result {
        let project = try PipelineProject(copyOf: "sweep.yaml")
        let end = try project.run("run", short)
        return (end: end, contents: try project.contents(of: "runs/sweep"))
    }

    @Test("runs to a picture and a table; a second run does nothing, and says so")
    func wholeRun() throws {
        let whole = try Self.undisturbed.get()
        #expect(whole.end.code == 0, "\(whole.end.error)")
        #expect(whole.end.output.contains("sweep: 52 of 52 stages ran\n"))
        #expect(whole.contents["comparison.png"] != nil)
        #expect(whole.contents.keys.filter { $0.hasPrefix("forecasts/") }.count == 24)
    }

    @Test("killed at ten random moments, it ends in the same bytes, and nothing that had succeeded is done again")
    func killed() throws {
        let whole = try Self.undisturbed.get()
        let project = try PipelineProject(copyOf: "sweep.yaml")
        var random = SystemRandomNumberGenerator()
        for _ in 0..<10 {
            let running = try project.start("run", Self.short + ["--jobs", "2"])
            Thread.sleep(forTimeInterval: Double.random(in: 0.01...0.6, using: &random))
            kill(running.identifier, SIGKILL)
            _ = running.wait()
        }
        let end = try project.run("run", Self.short + ["--jobs", "2"])
        #expect(end.code == 0, "\(end.error)")
        #expect(try project.contents(of: "runs/sweep") == whole.contents)
        let done = try project.text("runs/sweep/.seqcast/runs.csv").split(separator: "\n").filter {
            $0.contains(",done,")
        }
        let stages = done.map { line in
            line.hasPrefix("\"") ? line.split(separator: "\"")[0] : line.split(separator: ",")[0]
        }
        #expect(Set(stages).count == stages.count)
        #expect(try project.run("status", Self.short).code == 0)
    }

    @Test("has its losses and errors in a table, the best first, as text, CSV and JSON")
    func metrics() throws {
        let project = try PipelineProject(copyOf: "sweep.yaml")
        let some = ["training[seed=0,cell=rnn]", "prediction[seed=0,cell=rnn]"]
        #expect(try project.run("run", some + Self.short).code == 0)
        let csv = try project.run("metrics", Self.short + ["--format", "csv"])
        let lines = csv.output.split(separator: "\n")
        #expect(lines.count == 5)
        #expect(lines.first == "hidden-size,cell,seed,training.loss,prediction.mse,prediction.rmse,prediction.mae")
        let errors = lines.dropFirst().compactMap { Double($0.split(separator: ",")[4]) }
        #expect(errors.count == 4 && errors == errors.sorted())
        let json = try JSONSerialization.jsonObject(
            with: Data(project.run("metrics", Self.short + ["--format", "json"]).output.utf8))
        let best = (json as? [[String: Any]])?.first?["prediction.mse"] as? Double ?? .nan
        #expect(abs(best - errors[0]) < 1e-12)
        let text = try project.run("metrics", Self.short + ["--sort", "hidden-size"]).output
        #expect(text.split(separator: "\n").dropFirst().map { $0.prefix { $0 != " " } } == ["8", "16", "32", "64"])
        let unknown = try project.run("metrics", ["--sort", "prediction.mes"])
        #expect(unknown.code == 64 && unknown.error.contains("did you mean 'prediction.mse'?"))
    }
}

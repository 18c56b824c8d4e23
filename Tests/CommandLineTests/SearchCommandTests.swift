import Files
import Foundation
import TestSupport
import Testing

@Suite("A search", .serialized)
struct SearchCommandTests {
    static func spec(
        _ search: String = "trials: 9",
        _ space: String = "hidden-size: { from: 3, to: 20 }, learning-rate: [0.001, 0.01]",
        _ train: String = "optimizer: adam"
    ) -> String {
        """
        version: 1
        name: tuning
        directory: run
        stages:
          series: { generate: { noise: 0.1, points: 400, output: series.csv } }
          model:
            search: { space: { \(space) }, \(search) }
            train:
              { data: series.csv, validation: 0.25, epochs: 27, schedule: cosine, checkpoint-every: 4, quiet: true,
                \(train), output: model }
          forecast: { predict: { model: model, data: series.csv, output: forecast.csv } }

        """
    }

    /// What a search writes when nothing disturbs it.
    static let undisturbed = Result {
        let project = try PipelineProject(spec())
        let end = try project.run("search", ["--table", "tried.csv"])
        return (end: end, project: project, contents: try project.contents(of: "run"))
    }

    @Test("ends with the settings of the lowest loss among those trained furthest, and a table of all")
    func whole() throws {
        let (end, project, _) = try Self.undisturbed.get()
        #expect(end.code == 0, "\(end.error)")
        let rows = try project.text("tried.csv").split(separator: "\n").map {
            $0.split(separator: ",").map(String.init)
        }
        #expect(rows[0] == ["trial", "hidden-size", "learning-rate", "epochs", "validation_loss"])
        #expect(rows.dropFirst().map { $0[3] } == ["27"] + ["9", "9"] + Array(repeating: "3", count: 6))
        // In each rung, nobody that went on was worse than one that did not.
        func loss(_ place: String) throws -> Double {
            let line = try project.text("run/model.trials/\(place)/metrics.csv").split(separator: "\n").last
            return try #require(line?.split(separator: ",").last.flatMap { Double($0) })
        }
        let first = try (1...9).map { try loss("rung=1,trial=\($0)") }
        let best = first.indices.sorted { first[$0] < first[$1] }.prefix(3).map { String($0 + 1) }
        #expect(Set(rows[1...3].map { $0[0] }) == Set(best))
        #expect(try Double(rows[1][4]) == loss("rung=3,place=1"))
        #expect(end.output.hasSuffix("result: run/model\n"))
        #expect(!project.exists("run/forecast.csv"))
        #expect(try project.run("run").output.contains("tuning: 1 of 16 stages ran; 15 up to date"))
        // Trained by its settings without a search, the model is the same, byte for byte.
        let direct = try SeqcastCommand.run(
            [
                "train", "--data", "run/series.csv", "--validation", "0.25", "--epochs", "27", "--schedule", "cosine",
                "--hidden-size", rows[1][1], "--learning-rate", rows[1][2], "--output", "direct", "--quiet",
            ], in: project.path)
        #expect(direct.code == 0, "\(direct.error)")
        for name in ["model.safetensors", "metrics.csv"] {
            #expect(try project.text("direct/\(name)", exactly: "run/model/\(name)"), "\(name)")
        }
    }

    @Test("killed at random moments and run again, it ends in the same bytes")
    func killed() throws {
        let contents = try Self.undisturbed.get().contents
        let project = try PipelineProject(Self.spec())
        var random = SplitMix(seed: 11)
        for _ in 0..<8 {
            let running = try project.start("search", ["--jobs", "2"])
            sleep(seconds: 0.01 + Double(random.next() % 1000) / 1000 * 0.2)
            running.send(9)
            _ = running.wait()
        }
        let end = try project.run("search", [])
        #expect(end.code == 0, "\(end.error)")
        #expect(try project.contents(of: "run") == contents)
    }

    @Test("its last stage can be run by a worker of another engine")
    func worker() throws {
        let project = try PipelineProject(Self.spec())
        #expect(try project.run("search").code == 0)
        let contents = try project.contents(of: "run")
        try project.remove("run/model")
        let end = try project.run("worker", ["--stage", "model"])
        #expect(end.code == 0 && end.output == "model: model is missing\n", "\(end.output)\(end.error)")
        #expect(
            try project.contents(of: "run").filter { $0.key != "seqcast.lock" }
                == contents.filter { $0.key != "seqcast.lock" })
    }

    @Test("more trials are tried beside those that are done")
    func more() throws {
        let project = try PipelineProject(Self.spec())
        #expect(try project.run("search").code == 0)
        try project.write(Self.spec("trials: 10"), to: "pipeline.yaml")
        let end = try project.run("search", ["--jobs", "1"])
        #expect(end.code == 0, "\(end.error)")
        #expect(end.output.contains("model[rung=1,trial=10]: never run"))
        #expect(end.output.contains("model[rung=1,trial=9]: up to date"))
    }

    @Test("settings whose loss overflows are the last, and an error only where there are no others")
    func diverging() throws {
        let some = try PipelineProject(
            Self.spec(
                "trials: 6, rungs: 2, reduction: 2", "learning-rate: [1e-3, 1e-2, 1e6, 1e7, 1e8, 1e9]",
                "activation: relu, optimizer: sgd"))
        let end = try some.run("search", ["--table", "tried.csv"])
        #expect(end.code == 0, "\(end.error)")
        let rows = try some.text("tried.csv").split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        #expect(rows.map { $0[3] }.count { $0.isEmpty } == 4)
        #expect(
            Set(rows[1...2].map { $0[1] }) == ["0.001", "0.01"] || Set(rows[1...2].map { $0[1] }) == ["1e-3", "1e-2"])
        #expect(end.error.contains("the loss of epoch 1 is not finite; ended without a model"))
        #expect(end.error.contains("no training is left to go on with"))
        let none = try PipelineProject(
            Self.spec(
                "trials: 2, rungs: 2, reduction: 2", "learning-rate: [1e7, 1e8]", "activation: relu, optimizer: sgd"))
        let failed = try none.run("search")
        #expect(failed.code == 1)
        #expect(failed.error.contains("found 0 trainings whose loss stayed finite; expected at least 1"))
        #expect(!none.exists("run/model/model.safetensors"))
    }

    @Test("of a pipeline that has none, it says how one is written")
    func none() throws {
        let project = try PipelineProject(copyOf: "sine.yaml")
        let end = try project.run("search")
        #expect(end.code == 64 && end.error.contains("the pipeline has no stage with a search; write one with"))
        #expect(!project.exists("runs"))
        // An axis of a matrix may be called as those of a search.
        let matrix = try PipelineProject(
            """
            version: 1
            directory: run
            stages:
              a: { generate: { output: a.csv } }
              b: { matrix: { trial: [1, 2] }, train: { data: a.csv, seed: "${trial}", output: "b/${trial}" } }

            """)
        #expect(try matrix.run("search").code == 64)
    }
}

extension PipelineProject {
    /// Whether two files have the same bytes.
    fileprivate func text(_ name: String, exactly other: String) throws -> Bool {
        try FileReader.read(path + "/" + name, limit: 1 << 26) == FileReader.read(path + "/" + other, limit: 1 << 26)
    }
}

extension SearchCommandTests {
    @Test("measured in the units of the data, it tries transforms, scales and losses, and the best forecasts best")
    func inUnits() throws {
        let space = "transform: [difference, log1p], scale: [standard, minmax], loss: [mse, mae], hidden-size: [4, 6]"
        let spec = Self.spec("trials: 9, measure: mase", space)
            .replacing("noise: 0.1", with: "noise: 0.1, curve: sine, amplitude: 0.4")
        // Of a logarithm all values must be above −1, which 0.4 and the noise leave them.
        let project = try PipelineProject(spec)
        let end = try project.run("search", ["--table", "tried.csv"])
        #expect(end.code == 0, "\(end.error)")
        let rows = try project.text("tried.csv").split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        #expect(
            rows[0].suffix(2) == ["epochs", "validation_mase"] && Set(rows[0]).isSuperset(of: ["transform", "loss"]))
        #expect(try project.text("run/model/metrics.csv").hasPrefix("epoch,loss,learning_rate,validation_mase\n"))
        // What was measured is what a backtest finds from the same rows: every one, of a horizon of 1.
        let directories = try FileManager.default.contentsOfDirectory(atPath: project.path + "/run/model.trials")
        let losses = try directories.filter { $0.hasPrefix("rung=3") }.map { name in
            let line = try project.text("run/model.trials/\(name)/metrics.csv").split(separator: "\n").last
            return try #require(line?.split(separator: ",").last.flatMap { Double($0) })
        }
        #expect(Double(rows[1].last ?? "") == losses.min())
        let refused = try PipelineProject(Self.spec("trials: 9", space)).run("search")
        #expect(refused.code == 65 && refused.error.contains("'transform' cannot be searched"), "\(refused.error)")
        let twice = try PipelineProject(Self.spec("measure: mase", space, "stop-by: mase")).run("search")
        #expect(twice.code == 65 && twice.error.contains("option 'stop-by' stands beside a search"), "\(twice.error)")
    }
}

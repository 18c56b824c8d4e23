import TestSupport
import Testing

/// `metrics` and `gather` rank nothing beside what is unlike it; what stages left that are gone is told and removed.
@Suite("Like with like", .serialized)
struct LikeWithLikeTests {
    private static let mixed = """
        version: 1
        directory: run
        vars: { epochs: 1, seeds: [0, 1, 2] }
        stages:
          series: { generate: { points: 60, noise: 0.05, output: s.csv } }
          training:
            matrix: { seed: "${seeds}" }
            train: { data: s.csv, hidden-size: 4, epochs: "${epochs}", seed: "${seed}", quiet: true, output: "m/${seed}" }

        """

    @Test("results of other settings are left out with a count, or marked; those of stages that are gone are removed")
    func mixed() throws {
        let project = try PipelineProject(Self.mixed)
        #expect(try project.run("run").code == 0)
        let changed = ["--set", "epochs=3"]
        #expect(try project.run("run", ["training[seed=1]"] + changed).code == 0)
        let metrics = try project.run("metrics", changed)
        #expect(metrics.output.split(separator: "\n").count == 2 && metrics.output.contains("\n1 "))
        #expect(metrics.error.contains("2 results that are not what the spec would make now are left out"))
        let all = try project.run("metrics", changed + ["--all", "--format", "csv"])
        #expect(all.output.hasPrefix("seed,stale,training.loss\n1,,"))
        #expect(all.output.split(separator: "\n").filter { $0.contains(",yes,") }.count == 2)

        try project.write(Self.mixed.replacingOccurrences(of: "[0, 1, 2]", with: "[0, 1]"), to: "pipeline.yaml")
        let line = "run/m/2: left by training[seed=2], which is no longer in the spec"
        #expect(try project.run("status").output.contains(line))
        #expect(try project.run("metrics").error.contains(line))
        let asked = try project.run("clean")
        #expect(asked.code == 0 && asked.output.contains("nothing was removed") && project.exists("run/m/2"))
        #expect(try project.run("clean", ["--yes"]).output == line + "\nremoved 1\n")
        #expect(!project.exists("run/m/2") && project.exists("run/m/1"))
        #expect(try project.run("clean", ["--yes"]).output == "nothing to remove\n")
        #expect(try !project.text("run/seqcast.lock").contains("seed=2"))
    }

    @Test("what changed since, is used, or is outside stays")
    func kept() throws {
        func spec(_ stages: String) -> String { "version: 1\ndirectory: run\nstages:\n" + stages }
        let one = "  a: { generate: { points: 3, output: a.csv } }\n"
        let project = try PipelineProject(
            spec(
                one
                    + "  b: { generate: { points: 4, output: b.csv } }\n  c: { generate: { points: 5, output: ./c.csv } }\n"
            ))
        #expect(try project.run("run").code == 0)
        try project.write("mine\n", to: "run/b.csv")
        try project.write(spec("  p: { plot: { data: a.csv, output: p.png } }\n"), to: "pipeline.yaml")
        let end = try project.run("clean", ["--yes"])
        #expect(end.output.contains("run/b.csv: left by b, which is no longer in the spec; kept, as it changed since"))
        #expect(
            end.output.contains("c.csv: left by c, which is no longer in the spec; kept, as it is outside of 'run'"))
        #expect(end.output.hasSuffix("nothing else to remove\n"))
        #expect(project.exists("run/a.csv") && project.exists("run/b.csv") && project.exists("c.csv"))
    }

    @Test("gather tells forecasts apart, refuses those of other values, and counts what it compares")
    func gather() throws {
        let directory = try TemporaryDirectory()
        func write(_ rows: [(Int, String, String)], to name: String) throws {
            _ = try directory.write(
                "step,actual,prediction\n" + rows.map { "\($0.0),\($0.1),\($0.2)\n" }.joined(), to: name)
        }
        _ = try Shell.run("mkdir -p runs/a runs/b", in: directory.path)
        try write([(1, "1", "2"), (2, "2", "2"), (3, "3", "3")], to: "runs/a/forecast.csv")
        try write([(2, "2", "4"), (3, "3", "3"), (4, "", "9")], to: "runs/b/forecast.csv")
        try write([(2, "5", "2")], to: "other.csv")
        try write([(9, "", "1")], to: "future.csv")
        func gather(_ files: [String], _ more: [String] = []) throws -> SeqcastCommand.End {
            let data = files.flatMap { ["--data", $0] }
            return try SeqcastCommand.run(
                ["gather", "--output", "all.csv", "--table", "t.csv"] + data + more, in: directory.path)
        }
        let end = try gather(["runs/a/forecast.csv", "runs/b/forecast.csv"])
        #expect(end.code == 0)
        #expect(
            end.error.contains(
                "not of the same steps (a: 3 from step 1 to 3, b: 2 from step 2 to 4); the errors are those over the 2 that "
                    + "all have"))
        #expect(
            try Shell.run("cat t.csv", in: directory.path).output
                == "forecast,mse,rmse,mae,count\na,0,0,0,2\nb,2,1.4142135623730951,1,2\n")
        #expect(try Shell.run("head -1 all.csv", in: directory.path).output == "step,actual,a,b\n")
        let other = try gather(["runs/a/forecast.csv", "other.csv"])
        #expect(other.code == 65)
        #expect(
            other.error.contains(
                "other.csv:2: column 'actual': found 5 at step 2, where runs/a/forecast.csv, line 3, has 2"))
        let future = try gather(["future.csv"])
        #expect(future.output == "future: no forecast beside an actual value\n")
        #expect(try Shell.run("cat t.csv", in: directory.path).output == "forecast,mse,rmse,mae,count\nfuture,,,,0\n")
        #expect(try gather(["future.csv", "./future.csv"]).code == 64)
        // One file is one forecast, however it is spelt.
        #expect(try Shell.run("ln -s future.csv link.csv; mkdir x", in: directory.path).code == 0)
        for spelling in ["link.csv", "x/../future.csv"] {
            let twice = try gather(["future.csv", spelling])
            #expect(twice.code == 64 && twice.error.contains("--data: '\(spelling)' is the same file as 'future.csv'"))
        }
        #expect(try gather(["future.csv", "link.csv"], ["--label", "a", "--label", "b"]).code == 0)
        #expect(try gather(["future.csv", "other.csv"], ["--label", "a", "--label", "a"]).code == 64)
        #expect(try gather(["other.csv"], ["--label", "actual"]).code == 64)
    }

    @Test("gather puts the forecasts of many series beside each other by their names, those of several columns too")
    func gatheredSeries() throws {
        let directory = try TemporaryDirectory()
        func write(_ rows: [String], to name: String) throws {
            _ = try directory.write("series,step,actual,prediction\n" + rows.map { $0 + "\n" }.joined(), to: name)
        }
        try write(["\"1,101\",1,5,6", "\"1,101\",2,6,6", "\"2,101\",1,9,9", "\"2,101\",2,,8"], to: "a.csv")
        // The series in another order, one of them new.
        try write(["\"2,101\",1,9,7", "\"1,101\",1,5,5", "\"1,102\",1,1,1"], to: "b.csv")
        func gather(_ files: String) throws -> SeqcastCommand.End {
            try SeqcastCommand.run(
                "gather --output all.csv --table t.csv \(files)".split(separator: " ").map(String.init),
                in: directory.path)
        }
        let end = try gather("--data a.csv --data b.csv")
        #expect(end.code == 0, "\(end.error)")
        #expect(
            try Shell.run("cat all.csv", in: directory.path).output
                == "series,step,actual,a,b\n\"1,101\",1,5,6,5\n\"1,101\",2,6,6,\n\"2,101\",1,9,9,7\n\"2,101\",2,,8,\n"
                + "\"1,102\",1,1,,1\n")
        #expect(
            try Shell.run("cat t.csv", in: directory.path).output
                == "forecast,mse,rmse,mae,count\na,0.5,0.7071067811865476,0.5,2\nb,2,1.4142135623730951,1,2\n")
        try write(["\"2,101\",1,8,7"], to: "other.csv")
        let other = try gather("--data a.csv --data other.csv")
        #expect(other.code == 65)
        #expect(
            other.error.contains(
                "other.csv:2: column 'actual': found 8 at step 1 of the series '2,101', where a.csv, line 4"))
        _ = try directory.write("step,actual,prediction\n1,5,5\n", to: "bare.csv")
        let bare = try gather("--data a.csv --data bare.csv")
        #expect(
            bare.code == 65 && bare.error.contains("bare.csv: column 'series': found no such column, which a.csv has"))
    }
}

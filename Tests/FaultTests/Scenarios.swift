import TestSupport
import Testing

/// The commands that are tried: one for each kind of file that the program writes.
enum Scenarios {
    static let names = ["generate", "train", "resume", "predict", "plot", "run"] + further
    /// Those that write in the ways of the others, most of them several files.
    private static let further = ["ensemble", "samples", "backtest", "gather", "follow", "tidy", "continue", "search"]

    /// At how many places a scenario is tried where another is at `most`.
    static func places(_ name: String, _ most: Int) -> Int { further.contains(name) ? max(1, most / 3) : most }

    /// Made once for all tests.
    private static let all = Result { try make() }

    static func named(_ name: String) throws -> Scenario {
        try #require(try all.get().first { $0.name == name })
    }

    private static func make() throws -> [Scenario] {
        let generate = ["generate", "--output", "series.csv", "--points", "60", "--noise", "0.05"]
        let series = try Scenario.outcome(of: generate, [:])
        let old = ["series.csv": Array("x,y\n".utf8)]
        let training = ["train", "--data", "series.csv", "--output", "model", "--hidden-size", "3", "--layers", "2"]
        let often = ["--checkpoint-every", "1", "--keep", "2", "--epochs"]
        let trained = try Scenario.outcome(of: training + often + ["3"], series)
        let prediction = ["predict", "--model", "model", "--data", "series.csv", "--output", "prediction.csv"]
        let predicted = try Scenario.outcome(of: prediction, trained)
        let ensemble = training + ["--ensemble", "2", "--validation", "9", "--patience", "1", "--conformal"]
        let gaussian =
            ["train", "--data", "series.csv", "--output", "model", "--hidden-size", "3", "--epochs", "1"]
            + ["--loss", "gaussian", "--test", "8"]
        let tested = try Scenario.outcome(of: gaussian, series)
        let samples = ["predict", "--mode", "free-run", "--horizon", "9", "--samples", "20"] + prediction.dropFirst()
        let backtest = [
            "backtest", "--model", "model", "--data", "series.csv", "--output", "backtest.csv", "--table", "table.csv",
            "--origins", "2", "--refit", "refits",
        ]
        let gather = [
            "gather", "--data", "prediction.csv", "--data", "prediction.csv", "--label", "a", "--label", "b",
            "--output", "together.csv", "--table", "table.csv",
        ]
        let follow = ["predict", "--follow", "--model", "model", "--data", "-", "--output", "growing.csv"]
        let spec = """
            version: 1
            name: small
            directory: out
            stages:
              series:     { generate: { points: 60, output: series.csv } }
              training:   { train:    { data: series.csv, hidden-size: 3, epochs: 2, output: model } }
              prediction: { predict:  { model: model, data: series.csv, output: prediction.csv } }
            """
        let other = ["--output", "other", "--keep", "2", "--checkpoint-every", "1", "--epochs", "5"]
        let search = """
            version: 1
            directory: out
            stages:
              training:
                search: { space: { hidden-size: [2, 3] }, trials: 2, rungs: 2, reduction: 2 }
                train: { data: ./series.csv, validation: 9, epochs: 2, output: model }
            """
        return [
            try Scenario("generate", generate, inputs: old),
            try Scenario("train", training + often + ["5"], inputs: series, revealing: ["--keep", "100"]),
            try Scenario("resume", training + often + ["5"], inputs: trained, revealing: ["--keep", "100"]),
            try Scenario("predict", prediction, inputs: trained),
            try Scenario("plot", ["plot", "--data", "prediction.csv", "--output", "a.png"], inputs: predicted),
            try Scenario("ensemble", ensemble + often + ["3"], inputs: series, revealing: ["--keep", "100"]),
            try Scenario("samples", samples, inputs: tested),
            try Scenario("backtest", backtest, inputs: tested),
            try Scenario("gather", gather, inputs: predicted),
            try Scenario("follow", follow, inputs: trained, reading: "series.csv", growing: "growing.csv"),
            try Scenario("tidy", ["tidy", "--data", "series.csv", "--output", "tidy.csv"], inputs: series),
            try Scenario(
                "continue", ["train", "--data", "series.csv", "--resume-from", "model"] + other, inputs: trained,
                revealing: ["--keep", "100"]),
            try Scenario(
                "search", ["search", "search.yaml", "--jobs", "1", "--table", "table.csv"],
                inputs: series.merging(["search.yaml": Array(search.utf8)]) { $1 }),
            try Scenario("run", ["run", "spec.yaml", "--jobs", "1"], inputs: ["spec.yaml": Array(spec.utf8)]),
        ]
    }
}

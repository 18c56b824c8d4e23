import Foundation

/// The command as whole processes: start-up, the data path, training, with their peak memory.
func processJobs(_ tools: Tools) throws -> [Job] {
    let (large, million, series) = (tools.file("rows.csv"), tools.file("million.csv"), tools.file("series.csv"))
    let (model, training) = (tools.file("model"), tools.file("training"))
    _ = try tools.run(["generate", "--noise", "0.05", "--output", series])
    _ = try tools.run(["generate", "--points", "1000000", "--noise", "0.05", "--output", million])
    _ = try tools.run(["generate", "--points", "10000000", "--noise", "0.05", "--output", large])
    _ = try tools.run(["train", "--data", series, "--output", model, "--epochs", "1", "--hidden-size", "4"])
    _ = try tools.run(["train", "--data", series, "--output", training, "--epochs", "1"])
    func train(_ data: String, _ options: [String]) -> [String] {
        ["train", "--data", data, "--output", tools.file("run"), "--fresh", "--quiet"] + options
    }
    func rows(_ count: Double, _ name: String, _ arguments: [String]) -> Job {
        Job(name: name, work: count * 1e-6, rateUnit: "million rows/s") { try tools.run(arguments) }
    }
    return [
        Job(name: "start-up: seqcast --help") { try tools.run(["--help"]) },
        rows(1e7, "write CSV", ["generate", "--points", "10000000", "--noise", "0.05", "--output", tools.file("copy.csv")]),
        // It reads all, and forecasts one step.
        rows(
            1e7, "read CSV",
            ["predict", "--model", model, "--data", large, "--mode", "free-run", "--warmup", "1", "--horizon", "1",
                "--output", tools.file("one.csv")]),
        rows(1e6, "predict", ["predict", "--model", training, "--data", million, "--output", tools.file("forecast.csv")]),
        rows(1e6, "plot", ["plot", "--data", million, "--output", tools.file("million.png")]),
        Job(name: "step 59, seqcast train", comparison: .time(of: "step 59, a window at a time")) {
            try tools.run(train(series, []))
        },
        Job(name: "an epoch of 10^6 values, seqcast train", work: 1, rateUnit: "million steps/s") {
            try tools.run(train(million, ["--epochs", "1"]))
        },
    ]
}

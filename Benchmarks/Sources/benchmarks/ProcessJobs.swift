import Foundation

/// The command as whole processes: start-up, the data path, training, with their peak memory.
func processJobs(_ tools: Tools) -> [Job] {
    let (large, million, series) = (tools.file("rows.csv"), tools.file("million.csv"), tools.file("series.csv"))
    let (small, model) = (tools.file("small"), tools.file("model"))
    func file(_ path: String, points: Int) -> () throws -> Void {
        {
            guard !FileManager.default.fileExists(atPath: path) else { return }
            _ = try tools.run(["generate", "--points", "\(points)", "--noise", "0.05", "--output", path])
        }
    }
    func trained(_ options: [String], at path: String) -> () throws -> Void {
        {
            try file(series, points: 1000)()
            _ = try tools.run(["train", "--data", series, "--output", path, "--epochs", "1"] + options)
        }
    }
    func train(_ data: String, _ options: [String]) -> [String] {
        ["train", "--data", data, "--output", tools.file("run"), "--fresh", "--quiet"] + options
    }
    func rows(
        _ count: Double, _ name: String, _ arguments: [String], preparing prepare: [() throws -> Void] = []
    ) -> Job {
        Job(
            name: name, work: count * 1e-6, rateUnit: "million rows/s",
            prepare: { for step in prepare { try step() } }, run: { try tools.run(arguments) })
    }
    return [
        Job(name: "start-up: seqcast --help") { try tools.run(["--help"]) },
        rows(
            1e7, "write CSV",
            ["generate", "--points", "10000000", "--noise", "0.05", "--output", tools.file("copy.csv")]),
        // It reads all, and forecasts one step.
        rows(
            1e7, "read CSV",
            [
                "predict", "--model", small, "--data", large, "--mode", "free-run", "--warmup", "1", "--horizon", "1",
                "--output", tools.file("one.csv"),
            ], preparing: [file(large, points: 10_000_000), trained(["--hidden-size", "4"], at: small)]),
        rows(
            1e6, "predict", ["predict", "--model", model, "--data", million, "--output", tools.file("forecast.csv")],
            preparing: [file(million, points: 1_000_000), trained([], at: model)]),
        rows(
            1e6, "plot", ["plot", "--data", million, "--output", tools.file("million.png")],
            preparing: [file(million, points: 1_000_000)]),
        Job(
            name: "step 59, seqcast train", comparison: .time(of: "step 59, a window at a time"),
            prepare: file(series, points: 1000), run: { try tools.run(train(series, [])) }),
        Job(
            name: "an epoch of 10^6 values, seqcast train", work: 1, rateUnit: "million steps/s",
            prepare: file(million, points: 1_000_000), run: { try tools.run(train(million, ["--epochs", "1"])) }),
    ] + manySeriesJobs(tools)
}

/// Files of many series of 200 rows, which the cores share.
private func manySeriesJobs(_ tools: Tools) -> [Job] {
    let columns = ["--target", "y", "--time", "x", "--series-column", "series"]
    func data(_ count: Int) -> String { tools.file("series-\(count).csv") }
    func model(_ count: Int) -> String { tools.file("series-\(count)-model") }
    func prepare(_ count: Int, _ options: [String]) throws {
        _ = try tools.run([
            "generate", "--family", "smoothing", "--series", "\(count)", "--points", "200", "--output",
            data(count),
        ])
        guard !options.isEmpty else { return }
        _ = try tools.run(["train", "--data", data(count), "--output", model(count), "--fresh"] + columns + options)
    }
    func job(
        _ count: Int, _ name: String, _ options: [String], trained: [String], rateUnit: String, work: Double
    ) -> Job {
        Job(
            name: "\(name), \(count) series of 200", work: work, rateUnit: rateUnit,
            prepare: { try prepare(count, trained) }, run: { try tools.run(options) })
    }
    func reading(_ count: Int) -> [String] { ["--model", model(count), "--data", data(count)] }
    let network = ["--sampling", "windows", "--lookback", "24", "--cell", "gru", "--hidden-size", "32"]
    return [
        job(10_000, "describe", ["describe", data(10_000)], trained: [], rateUnit: "million rows/s", work: 2),
        job(
            10_000, "predict", ["predict", "--output", tools.file("forecasts.csv")] + reading(10_000),
            trained: network + ["--epochs", "1"], rateUnit: "million rows/s", work: 2),
        job(
            200, "backtest beside ETS at two origins",
            ["backtest", "--test", "20", "--step", "7", "--origins", "2", "--horizon", "7"]
                + ["--table", tools.file("errors.csv")] + reading(200),
            trained: ["--method", "naive", "--horizon", "7"], rateUnit: "series/s", work: 200),
        job(
            1000, "free run of the pretrained network",
            ["predict", "--mode", "free-run", "--horizon", "7", "--output", tools.file("free.csv")] + reading(1000),
            trained: ["--method", "pretrained", "--horizon", "7"], rateUnit: "series/s", work: 1000),
    ]
}

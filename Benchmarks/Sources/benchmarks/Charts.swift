import Foundation
import RecurrentNets

/// The data of the charts in docs/performance.md, as CSV files.
struct Charts {
    let tools: Tools
    let directory: String

    func write() throws {
        try writeRoofline()
        let series = try [1000, 10_000, 100_000, 1_000_000].map { count in
            try Cost(of: count, seconds: epoch(of: count), megabytes: memory(values: count))
        }
        try write(series, to: "length.csv", unit: "values", time: "seconds an epoch")
        let hidden = try [16, 32, 64, 128, 256, 512, 1024].map { size in
            try Cost(of: size, seconds: 1e6 * step(hidden: size), megabytes: memory(hidden: size))
        }
        try write(hidden, to: "hidden.csv", unit: "hidden size", time: "microseconds a step")
        let batch = try [1, 2, 4, 8, 16, 32, 64, 128, 256].map { size in
            try Cost(of: size, seconds: 1e6 * step(batch: size), megabytes: memory(batch: size))
        }
        try write(batch, to: "batch.csv", unit: "batch size", time: "microseconds a step")
    }

    /// What a size of work takes.
    private struct Cost {
        let size: Int
        let seconds: Double
        let megabytes: Double

        init(of size: Int, seconds: Double, megabytes: Double) {
            self.size = size
            self.seconds = seconds
            self.megabytes = megabytes
        }
    }

    /// Writes a file, and prints how both costs grow: the slope between logarithms, over the larger half of the sizes.
    private func write(_ costs: [Cost], to name: String, unit: String, time: String) throws {
        let rows = costs.map { "\($0.size),\($0.seconds),\($0.megabytes)" }
        try write([["\(unit),\(time),peak MB"], rows].flatMap { $0 }, to: name)
        let upper = costs.suffix(costs.count / 2 + 1)
        func exponent(_ cost: (Cost) -> Double) -> Double {
            let points = upper.map { (x: log(Double($0.size)), y: log(cost($0))) }
            let (x, y) = (points.map(\.x).reduce(0, +), points.map(\.y).reduce(0, +))
            let (xx, xy) = (points.map { $0.x * $0.x }.reduce(0, +), points.map { $0.x * $0.y }.reduce(0, +))
            let count = Double(points.count)
            return (count * xy - x * y) / (count * xx - x * x)
        }
        let (first, last) = (upper.first?.size ?? 0, upper.last?.size ?? 0)
        print(
            "\(unit) from \(first) to \(last): time grows with exponent "
                + String(format: "%.2f, memory with %.2f", exponent(\.seconds), exponent(\.megabytes)))
    }

    private func write(_ lines: [String], to name: String) throws {
        try (lines.joined(separator: "\n") + "\n").write(
            toFile: directory + "/" + name, atomically: true, encoding: .utf8)
    }

    /// The seconds of a training step over all streams of the batch, as a part of its window of 30; the best of several.
    private func step(hidden: Int = 100, batch: Int = 1) -> Double {
        let trainer = trainer(values: 30 * batch + 1, hidden: hidden, batch: batch)
        _ = trainer.trainWindow()
        return ((0..<20).map { _ in seconds { _ = trainer.trainWindow() } }.min() ?? .nan) / 30
    }

    private func epoch(of count: Int) -> Double {
        let trainer = trainer(values: count, hidden: 100, batch: 1)
        let times = (0..<3).map { _ in
            seconds { while trainer.trainWindow() == nil {} }
        }
        return times.min() ?? .nan
    }

    private func trainer(values: Int, hidden: Int, batch: Int) -> TruncatedBPTT {
        var random = SeededGenerator(seed: 0)
        let network = RecurrentNetwork(cell: .rnn, inputSize: 1, hiddenSize: hidden, outputSize: 1, using: &random)
        let series = (0..<values).map { sin(0.01 * Double($0)) }
        return TruncatedBPTT(
            network: network, optimizer: Adam(network), streams: Streams(series, batchSize: batch), windowLength: 30)
    }

    /// The peak memory of `seqcast train`, for one epoch.
    private func memory(values: Int = 8000, hidden: Int = 100, batch: Int = 1) throws -> Double {
        let data = tools.file("series.csv")
        _ = try tools.run(["generate", "--points", "\(values)", "--output", data])
        let run = try tools.run([
            "train", "--data", data, "--output", tools.file("model"), "--fresh", "--quiet", "--epochs", "1",
            "--hidden-size", "\(hidden)", "--batch-size", "\(batch)",
        ])
        return run.megabytes ?? .nan
    }

    /// What three kernels reach, under what the machine can do at their arithmetic intensity, in operations a byte.
    private func writeRoofline() throws {
        func kernel(_ arguments: [String]) throws -> Double { try tools.number(of: "kernels", arguments) }
        let peak = try 2e-3 / kernel(["peak", "1000000"])
        let bandwidths = try [24_000, 400_000, 8_000_000].map { try Double($0) * 1e-9 / kernel(["read", "\($0)"]) }
        // Of the recurrence, each number of the matrix is read once a step; of the product, each number of three matrices
        // once; Adam reads four numbers and writes three.
        let points = try [
            (1 / 2.0, 2e-9 * 30 * 10_000 / kernel(["elman", "30", "1", "100"])),
            (256 / 6.0, 2e-9 * 256 * 256 * 256 / kernel(["matmul", "256", "256", "256"])),
            (10 / 28.0, 10e-9 * 10_401 / kernel(["adam", "10401"])),
        ]
        let names = "intensity,first-level cache,second-level cache,third-level cache,recurrence,matrix product,Adam"
        let roofs = (-12...28).map { quarter -> String in
            let intensity = exp2(Double(quarter) / 4)
            let values = bandwidths.map { "\(min(peak, $0 * intensity))" }
            return ([String(intensity)] + values + ["", "", ""]).joined(separator: ",")
        }
        let kernels = points.enumerated().map { index, point in
            let cells = (0..<3).map { $0 == index ? "\(point.1)" : "" }
            return ([String(point.0), "", "", ""] + cells).joined(separator: ",")
        }
        try write([names] + roofs + kernels, to: "roofline.csv")
    }
}

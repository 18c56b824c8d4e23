import Foundation
import RecurrentNets

// benchmarks BOUND SEQCAST [--rounds N] [--json FILE] [--baseline FILE]
//
// All jobs take turns, round after round, so that what else the machine does falls on all of them alike.

func sine(_ x: Double) -> Double { sin(x) }

func option(_ name: String) -> String? {
    guard let index = CommandLine.arguments.firstIndex(of: name), index + 1 < CommandLine.arguments.count else {
        return nil
    }
    return CommandLine.arguments[index + 1]
}

func runProcess(_ path: String, _ arguments: [String]) throws -> (output: String, seconds: Double) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    var output = Data()
    let time = try seconds {
        try process.run()
        output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
    }
    guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    return (String(decoding: output, as: UTF8.self), time)
}

guard CommandLine.arguments.count > 2 else {
    print("usage: benchmarks BOUND SEQCAST [--rounds N] [--json FILE] [--baseline FILE]")
    exit(64)
}
let (bound, seqcast) = (CommandLine.arguments[1], CommandLine.arguments[2])
let directory = FileManager.default.temporaryDirectory.appendingPathComponent("seqcast-bench-\(getpid())").path
try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(atPath: directory) }

let boundName = "step 59, hand-written AVX2 bound, 100 epochs"
let jobs: [Job] = [
    Job(name: boundName) {
        let words = try runProcess(bound, ["100"]).output.split(whereSeparator: \.isWhitespace)
        return words.last.flatMap { Double($0) } ?? .nan
    },
    Job(name: "step 59, windows, 100 epochs", baseline: boundName) { trainByWindows(epochs: 100) },
    Job(name: "step 59, the book's loop, 100 epochs", baseline: boundName) { trainByTheBook(epochs: 100) },
    trainLarge(.lstm, layers: 1, hidden: 100, batch: 30, steps: 30),
    trainLarge(.lstm, layers: 2, hidden: 256, batch: 32, steps: 64),
    trainLarge(.gru, layers: 1, hidden: 128, batch: 32, steps: 50),
    trainLarge(.rnn, layers: 1, hidden: 512, batch: 64, steps: 50),
    forecast(.rnn, steps: 20000),
    Job(name: "seqcast --help, whole process") { try runProcess(seqcast, ["--help"]).seconds },
    Job(name: "seqcast generate, 10^6 points", work: 1, rate: "million rows/s") {
        try runProcess(
            seqcast, ["generate", "--points", "1000000", "--output", directory + "/large.csv"]
        ).seconds
    },
    Job(name: "seqcast plot, 10^6 points") {
        try runProcess(seqcast, ["plot", "--data", directory + "/large.csv", "--output", directory + "/a.png"]).seconds
    },
    Job(name: "seqcast train, step 59, whole process", baseline: boundName) {
        _ = try runProcess(seqcast, ["generate", "--noise", "0.05", "--output", directory + "/s.csv"])
        return try runProcess(
            seqcast,
            ["train", "--data", directory + "/s.csv", "--output", directory + "/model", "--fresh", "--quiet"]
        ).seconds
    },
]

let rounds = option("--rounds").flatMap { Int($0) } ?? 7
var times: [String: [Double]] = [:]
for _ in 0..<rounds {
    for job in jobs { times[job.name, default: []].append(try job.run()) }
}

struct Result: Codable {
    let name: String
    let median: Double
    let least: Double
    let most: Double
    let ratio: Double?
}

func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? .nan : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}

// A ratio is taken within each round, and the median of these is given.
let results = jobs.map { job in
    let own = times[job.name] ?? []
    let ratio = job.baseline.flatMap { times[$0] }.map { base in median(zip(own, base).map { $0 / $1 }) }
    return Result(name: job.name, median: median(own), least: own.min() ?? .nan, most: own.max() ?? .nan, ratio: ratio)
}
let earlier: [Result] =
    try option("--baseline").map {
        try JSONDecoder().decode([Result].self, from: Data(contentsOf: URL(fileURLWithPath: $0)))
    } ?? []
print("| job | median s | least | most | beside the bound | rate at the median | beside the baseline |")
print("| --- | --- | --- | --- | --- | --- | --- |")
for (job, result) in zip(jobs, results) {
    func text(_ value: Double) -> String { String(format: "%.4g", value) }
    let rate = job.work > 0 ? "\(text(job.work / result.median)) \(job.rate)" : ""
    let before = earlier.first { $0.name == job.name }.map { text(result.median / $0.median) } ?? ""
    print(
        "| \(job.name) | \(text(result.median)) | \(text(result.least)) | \(text(result.most)) | "
            + "\(result.ratio.map(text) ?? "") | \(rate) | \(before) |")
}
if let path = option("--json") {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(results).write(to: URL(fileURLWithPath: path))
}

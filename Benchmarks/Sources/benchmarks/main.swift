import Foundation

// benchmarks TOOLS SEQCAST [--rounds N] [--json FILE] [--baseline FILE] [--only TEXT] [--serve] [--charts DIRECTORY]
//
// All jobs take turns, round after round, so that what else the machine does falls on all of them alike. With --serve, jobs
// are run as their names come in on standard input, and answered with their seconds. With --charts, the data of the charts in
// docs/performance.md are taken instead.

func option(_ name: String) -> String? {
    guard let index = CommandLine.arguments.firstIndex(of: name), index + 1 < CommandLine.arguments.count else {
        return nil
    }
    return CommandLine.arguments[index + 1]
}

func serve(_ jobs: [Job]) throws {
    print((["ready"] + jobs.map(\.name)).joined(separator: "\t"))
    fflush(nil)
    while let name = readLine() {
        print(try jobs.first { $0.name == name }?.run().seconds ?? .nan)
        fflush(nil)
    }
}

func compare(_ jobs: [Job]) throws {
    let earlier = try option("--baseline").map(Report.read) ?? []
    let rounds = option("--rounds").flatMap { Int($0) } ?? 7
    var measurements: [String: [Measurement]] = [:]
    for round in 1...max(rounds, 1) {
        FileHandle.standardError.write(Data("round \(round) of \(rounds)\n".utf8))
        for job in jobs { measurements[job.name, default: []].append(try job.run()) }
    }
    let report = Report(results: jobs.map { $0.result(of: measurements, jobs: jobs) }, earlier: earlier)
    for line in report.lines { print(line) }
    if let path = option("--json") { try report.write(to: path) }
}

guard CommandLine.arguments.count > 2 else {
    print(
        "usage: benchmarks TOOLS SEQCAST [--rounds N] [--json FILE] [--baseline FILE] [--only TEXT] [--serve] "
            + "[--charts DIRECTORY]")
    exit(64)
}
let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("seqcast-bench-\(getpid())").path
do {
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    let tools = Tools(directory: CommandLine.arguments[1], seqcast: CommandLine.arguments[2], scratch: scratch)
    if let directory = option("--charts") {
        try Charts(tools: tools, directory: directory).write()
    } else {
        let all = kernelJobs(tools) + trainingJobs(tools) + forecastJobs() + processJobs(tools)
        let jobs = option("--only").map { text in all.filter { $0.name.contains(text) } } ?? all
        for job in jobs { try job.prepare() }
        if CommandLine.arguments.contains("--serve") { try serve(jobs) } else { try compare(jobs) }
    }
    try FileManager.default.removeItem(atPath: scratch)
} catch {
    try? FileManager.default.removeItem(atPath: scratch)
    FileHandle.standardError.write(Data("benchmarks: \(error)\n".utf8))
    exit(1)
}

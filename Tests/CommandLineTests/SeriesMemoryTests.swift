import Foundation
import TestSupport
import Testing

@Suite struct SeriesMemoryTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// A file of so many series of 200 rows, 4 KB each.
    private func write(series count: Int, to name: String) throws {
        var text = "id,day,sales\n"
        for series in 0..<count {
            for day in 0..<200 {
                text += "item-\(10_000 + series),\(100_000 + day),\((series * 7 + day % 7 * 31) % 97)\n"
            }
        }
        try directory.write(text, to: name)
    }

    /// The most memory that a run of the command had, in bytes; nil where the system does not tell.
    private func peak(_ arguments: String) throws -> Int? {
        let words = arguments.split(separator: " ").map(String.init)
        let running = try SeqcastCommand.start(words, in: directory.path)
        var peak: Int?
        while running.isRunning {
            let status = (try? String(contentsOfFile: "/proc/\(running.identifier)/status", encoding: .utf8)) ?? ""
            let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
            let words = line?.split { $0 == " " || $0 == "\t" } ?? []
            if words.count > 1, let kilobytes = Int(words[1]) { peak = kilobytes * 1024 }
            sleep(seconds: 0.002)
        }
        let end = running.wait(atMost: 120)
        #expect(end.code == 0, "\(end.error)")
        return peak
    }

    @Test(
        .enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status") && !Environment.isSanitized),
        arguments: [
            "predict --output p.csv", "predict --mode free-run --horizon 7 --output p.csv",
            "backtest --test 20 --baselines naive --season 7 --origins 2 --table b.csv",
        ])
    func `a file with four times as many series takes hardly more memory`(job: String) throws {
        try write(series: 1600, to: "one.csv")
        try write(series: 6400, to: "four.csv")
        try write(series: 20, to: "known.csv")
        _ = try peak(
            "train --data known.csv --time day --series-column id --target sales --hidden-size 2 --epochs 1 "
                + "--sampling windows --test 20 --output model --quiet")
        let peaks = try ["one.csv", "four.csv"].map { try #require(try peak("\(job) --model model --data \($0)")) }
        // The whole of the rows would be 50 MB more; backtest keeps the errors of each series.
        #expect(peaks[1] - peaks[0] < 12 << 20, "\(peaks)")
    }

    @Test(
        .enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status") && !Environment.isSanitized),
        arguments: ["", "--mode free-run --horizon 7", "--mode free-run --warmup 400000"])
    func `a series that is four times as long takes hardly more memory`(options: String) throws {
        for (name, count) in [("known.csv", 200), ("one.csv", 400_100), ("four.csv", 1_600_100)] {
            var text = "t,y\n"
            for row in 0..<count { text += "\(1_000_000 + row),\(row * 31 % 97)\n" }
            try directory.write(text, to: name)
        }
        _ = try peak("train --data known.csv --time t --hidden-size 2 --epochs 1 --output model --quiet")
        let peaks = try ["one.csv", "four.csv"].map { data in
            try #require(try peak("predict --model model --data \(data) --output p.csv \(options)"))
        }
        // Three columns of the rows, the times, the values and what is read of them, would be 29 MB more.
        #expect(peaks[1] - peaks[0] < 8 << 20, "\(peaks)")
    }
}

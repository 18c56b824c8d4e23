import TestSupport
import Testing

/// A training that is killed again and again.
@Suite struct KillTests {
    private static let training = [
        "train", "--data", "series.csv", "--output", "model", "--hidden-size", "10", "--bptt-length", "5", "--epochs",
        "40", "--checkpoint-every", "3",
    ]

    private static func series() throws -> [String: [UInt8]] {
        try Scenario.outcome(of: ["generate", "--output", "series.csv", "--points", "300"], [:])
    }

    @Test(arguments: [[], ["--checkpoint-seconds", "0"], ["--checkpoint-seconds", "0.01"]])
    func `killed at any number of random moments, it ends in the same bytes`(options: [String]) throws {
        let series = try Self.series()
        let unbroken = try Scenario.outcome(of: Self.training, series)
        var random = SplitMix(seed: 11)
        var directory = try Scenario.place(series)
        var kills = 0
        while kills < (FaultSweep.isThorough ? 200 : 17) {
            let running = try SeqcastCommand.start(Self.training + options, in: directory.path)
            sleep(seconds: 0.01 + Double(random.next() % 1000) / 1000 * 0.15)
            running.send(9)
            let end = running.wait(atMost: 60)
            if end.code == 128 + 9 {
                kills += 1
                continue
            }
            try #require(end.code == 0, "after \(kills) kills: \(end.error)")
            #expect(try Scenario.contents(of: directory) == unbroken, "after \(kills) kills")
            directory = try Scenario.place(series)
        }
        let end = try SeqcastCommand.run(Self.training + options, in: directory.path)
        #expect(end.code == 0, "\(end.error)")
        let files = try Scenario.contents(of: directory)
        #expect(files.keys.sorted() == unbroken.keys.sorted())
        #expect(files == unbroken)
    }

    @Test func `saving by the clock leaves the files of a run that does not`() throws {
        let series = try Self.series()
        let unbroken = try Scenario.outcome(of: Self.training, series)
        #expect(try Scenario.outcome(of: Self.training + ["--checkpoint-seconds", "0"], series) == unbroken)
    }

    @Test func `stopped by SIGHUP, it saves and exits 129`() throws {
        let series = try Self.series()
        let longer = Self.training.map { $0 == "40" ? "4000" : $0 }
        let directory = try Scenario.place(series)
        let running = try SeqcastCommand.start(longer, in: directory.path)
        while running.isRunning, running.output.isEmpty { sleep(seconds: 0.005) }
        running.send(1)
        let end = running.wait(atMost: 60)
        #expect(end.code == 129)
        #expect(end.error.contains("stopped, and saved at epoch"))
    }
}

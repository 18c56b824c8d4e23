import Files
import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("Training that is stopped and run again")
struct ResumeTests {
    /// Enough epochs that a kill lands anywhere between start and end.
    private static let epochs = 60

    private let directory: TemporaryDirectory
    private let unbroken: [String: [UInt8]]

    init() throws {
        directory = try TemporaryDirectory()
        let data = directory.file("series.csv")
        #expect(
            try SeqcastCommand.run(["generate", "--output", data, "--points", "4000", "--noise", "0.05"]).code == 0)
        let end = try SeqcastCommand.run(Self.training(directory, into: "unbroken"))
        #expect(end.code == 0, "\(end.error)")
        unbroken = try Self.contents(of: directory.file("unbroken"))
        #expect(unbroken.count == 5)
    }

    private static func training(_ directory: TemporaryDirectory, into output: String) -> [String] {
        [
            "train", "--data", directory.file("series.csv"), "--output", directory.file(output), "--hidden-size", "100",
            "--epochs", String(epochs), "--checkpoint-every", "3",
        ]
    }

    /// The files below a directory, hidden ones too.
    private static func contents(of path: String) throws -> [String: [UInt8]] {
        var contents: [String: [UInt8]] = [:]
        var waiting = [""]
        while let folder = waiting.popLast() {
            for name in try Directories.list(at: path + "/" + folder) {
                let inner = folder + name
                if Directories.isDirectory(at: path + "/" + inner) {
                    waiting.append(inner + "/")
                } else {
                    contents[inner] = try FileReader.read(path + "/" + inner, limit: 1 << 28)
                }
            }
        }
        return contents
    }

    /// A line of an epoch has so many bytes, up to 99 epochs.
    private static let line = 27

    /// Starts the training again and again, stopping it by a signal each time it has printed some more epochs; two epochs further
    /// it would be held up, so that it cannot come to its end before.
    private func trainStopping(_ times: Int, by signal: Int32, into output: String, seed: UInt64) throws -> [Int32] {
        // Who starts the tests in the background may have them ignore it, and what they start inherits that.
        _ = Foundation.signal(SIGINT, SIG_DFL)
        var random = SplitMix(seed: seed)
        var codes: [Int32] = []
        for time in 0..<times {
            let lines = Int(random.next() % 3) + 1
            let pipe = try HeldPipe(at: directory.file("\(output)-\(time)"), room: (lines + 2) * Self.line)
            let running = try SeqcastCommand.start(Self.training(directory, into: output), writing: pipe.path)
            while running.isRunning, pipe.count < (lines - 1) * Self.line + 20 { sleep(seconds: 0.002) }
            sleep(seconds: Double(random.next() % 20) / 1000)
            running.send(signal)
            while running.isRunning {
                pipe.letGo()
                sleep(seconds: 0.002)
            }
            codes.append(running.wait().code)
        }
        let end = try SeqcastCommand.run(Self.training(directory, into: output))
        #expect(end.code == 0, "\(end.error)")
        return codes
    }

    @Test("killed at ten random moments, it ends in the same bytes")
    func killed() throws {
        let codes = try trainStopping(10, by: 9, into: "killed", seed: 2)
        #expect(codes == Array(repeating: 137, count: 10))
        #expect(try Self.contents(of: directory.file("killed")) == unbroken)
    }

    @Test("asked to stop, it saves, exits 143 or 130, and goes on from the very window; it ends in the same bytes")
    func stopped() throws {
        let terminated = try trainStopping(4, by: 15, into: "stopped", seed: 3)
        #expect(terminated == [143, 143, 143, 143])
        #expect(try Self.contents(of: directory.file("stopped")) == unbroken)
        let interrupted = try trainStopping(4, by: 2, into: "interrupted", seed: 4)
        #expect(interrupted == [130, 130, 130, 130])
        #expect(try Self.contents(of: directory.file("interrupted")) == unbroken)
    }

    @Test("trained to the end, it says so, exits 0 and touches nothing")
    func again() throws {
        let end = try SeqcastCommand.run(Self.training(directory, into: "unbroken"))
        #expect(end.code == 0 && end.output.isEmpty)
        #expect(end.error.contains("trained to the end, 60 epochs; nothing to do"))
        #expect(try Self.contents(of: directory.file("unbroken")) == unbroken)
    }

    @Test("more epochs go on, and end in the bytes of a run that had them from the start")
    func moreEpochs() throws {
        let short = Self.training(directory, into: "longer").map { $0 == "60" ? "24" : $0 }
        #expect(try SeqcastCommand.run(short).code == 0)
        let end = try SeqcastCommand.run(Self.training(directory, into: "longer"))
        #expect(end.code == 0 && end.error.contains("resumed from the checkpoint at epoch 24"))
        #expect(try Self.contents(of: directory.file("longer")) == unbroken)
    }

    @Test("a damaged newest checkpoint is named, and the one before it is used")
    func damaged() throws {
        let short = Self.training(directory, into: "damaged").map { $0 == "60" ? "24" : $0 }
        #expect(try SeqcastCommand.run(short).code == 0)
        let newest = directory.file("damaged/checkpoints/epoch-000024.safetensors")
        var bytes = try FileReader.read(newest, limit: 1 << 28)
        bytes[bytes.count / 2] ^= 1
        try DurableFile.write(bytes, to: newest)
        let end = try SeqcastCommand.run(Self.training(directory, into: "damaged"))
        #expect(end.code == 0)
        #expect(end.error.contains("epoch-000024.safetensors: "))
        #expect(end.error.contains("resumed from the checkpoint at epoch 21"))
        #expect(try Self.contents(of: directory.file("damaged")) == unbroken)
    }

    @Test("other settings or data are refused with each difference, old and new; --fresh starts over")
    func different() throws {
        let arguments = Self.training(directory, into: "unbroken") + ["--learning-rate", "0.01", "--seed", "5"]
        let end = try SeqcastCommand.run(arguments)
        #expect(end.code == 65)
        #expect(end.error.contains("learning-rate: 0.001, now 0.01"))
        #expect(end.error.contains("seed: 0, now 5"))
        #expect(try Self.contents(of: directory.file("unbroken")) == unbroken)

        #expect(
            try SeqcastCommand.run(["generate", "--output", directory.file("series.csv"), "--points", "4001"]).code == 0
        )
        let other = try SeqcastCommand.run(Self.training(directory, into: "unbroken"))
        #expect(other.code == 65 && other.error.contains("data: "))
        let fresh = try SeqcastCommand.run(Self.training(directory, into: "unbroken") + ["--fresh"])
        #expect(fresh.code == 0 && fresh.output.hasPrefix("| epoch 1 | loss "))
    }

    @Test("a second run on the same directory is refused, and names the first")
    func twoRuns() throws {
        let running = try SeqcastCommand.start(
            Self.training(directory, into: "held").map { $0 == "60" ? "100000" : $0 } + ["--quiet"])
        defer {
            running.send(9)
            _ = running.wait()
        }
        while !Directories.isDirectory(at: directory.file("held/checkpoints")) { sleep(seconds: 0.01) }
        sleep(seconds: 0.1)
        let end = try SeqcastCommand.run(Self.training(directory, into: "held"))
        #expect(end.code == 73)
        #expect(end.error.contains("process \(running.identifier) is at work in this directory"))
    }
}

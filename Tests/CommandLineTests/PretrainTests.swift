import Files
import Foundation
import TestSupport
import Testing

@Suite("Training in advance")
struct PretrainTests {
    private static let sizes = [
        "--hidden-size", "5", "--layers", "2", "--batch-size", "3", "--validation", "12", "--seed", "4",
    ]

    private func pretrain(_ directory: TemporaryDirectory, _ output: String, _ more: String...) -> [String] {
        ["pretrain", "--output", directory.file(output)] + Self.sizes + more
    }

    private func bytes(_ directory: TemporaryDirectory, _ output: String) throws -> [String: [UInt8]] {
        let names = ["model.safetensors", "metrics.csv"]
        return try Dictionary(
            uniqueKeysWithValues: names.map {
                ($0, try FileReader.read(directory.file(output) + "/" + $0, limit: 1 << 26))
            })
    }

    @Test("killed and stopped, it goes on and ends in the same bytes as if nothing had been; and it learns")
    func resumed() throws {
        let directory = try TemporaryDirectory()
        let more = ["--epochs", "24", "--cooldown", "8", "--checkpoint-every", "1"]
        let whole = try SeqcastCommand.run(pretrain(directory, "whole") + more)
        #expect(whole.code == 0, "\(whole.error)")
        let losses = whole.output.split(separator: "\n").compactMap { line in
            line.split(separator: " ").last.flatMap { Double($0) }
        }
        #expect(losses.count == 24)
        let (first, last) = (try #require(losses.first), try #require(losses.last))
        #expect(last < first && last < 1)

        var codes: [Int32] = []
        for signal in [SIGKILL, SIGTERM, SIGKILL, SIGINT] {
            let running = try SeqcastCommand.start(pretrain(directory, "parts") + more)
            sleep(seconds: 0.1)
            running.send(signal)
            codes.append(running.wait().code)
        }
        // The first is killed long before its end, however fast the machine is.
        #expect(codes[0] != 0, "\(codes)")
        let end = try SeqcastCommand.run(pretrain(directory, "parts") + more)
        #expect(end.code == 0, "\(end.error)")
        #expect(try bytes(directory, "parts") == bytes(directory, "whole"))

        let again = try SeqcastCommand.run(pretrain(directory, "whole") + more)
        #expect(again.code == 0 && again.error.contains("trained to the end, 24 epochs; nothing to do"))
    }

    @Test(
        "is lengthened before its learning rate falls, to the bytes of one that was that long; after that, it is refused"
    )
    func lengthened() throws {
        let directory = try TemporaryDirectory()
        func run(_ output: String, _ more: String...) throws -> SeqcastCommand.End {
            try SeqcastCommand.run(pretrain(directory, output) + ["--checkpoint-every", "1"] + more)
        }
        #expect(try run("whole", "--epochs", "4", "--cooldown", "1").code == 0)
        #expect(try run("parts", "--epochs", "3", "--cooldown", "1", "--stop-after", "2").code == 0)
        #expect(try run("parts", "--epochs", "4", "--cooldown", "1").code == 0)
        #expect(try bytes(directory, "parts") == bytes(directory, "whole"))
        let late = try run("parts", "--epochs", "6", "--cooldown", "1")
        #expect(late.code == 65, "\(late.error)")
        #expect(late.error.contains("cooldown: from epoch 3 over 1, now not begun"), "\(late.error)")
        let other = try run("parts", "--epochs", "4", "--cooldown", "1", "--family", "level")
        #expect(other.code == 65 && other.error.contains("family: prior, now level"), "\(other.error)")
        let long = try run("parts", "--epochs", "3", "--cooldown", "4")
        #expect(long.code == 64 && long.error.contains("found 4 epochs; expected at most all 3 of --epochs"))
    }

    @Test("options of curves and of families are not mixed in silence")
    func families() throws {
        let directory = try TemporaryDirectory()
        func error(_ options: String...) throws -> String {
            let end = try SeqcastCommand.run(["generate", "--output", directory.file("a.csv")] + options)
            #expect(end.code == 64)
            return end.error
        }
        #expect(
            try error("--family", "season", "--noise", "0.5").contains("--noise: has a meaning only without --family"))
        #expect(try error("--series", "3").contains("--series: has a meaning only with --family"))
        #expect(try error("--family", "waves").contains("expected one of prior, level, season, cycle"))
    }
}

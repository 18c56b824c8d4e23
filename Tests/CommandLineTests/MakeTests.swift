import Files
import Foundation
import TestSupport
import Testing

@Suite("make", .serialized)
struct MakeTests {
    /// The book's pipeline, in a directory of its own and with so many epochs that a kill comes in time.
    private static func pipeline(in directory: TemporaryDirectory) throws -> String {
        let bytes = try FileReader.read(Fixtures.packageDirectory + "/pipelines/sine.yaml", limit: 1 << 16)
        let spec = String(decoding: bytes, as: UTF8.self)
            .replacingOccurrences(of: "runs/sine", with: directory.file("run"))
            .replacingOccurrences(of: "scale: none,", with: "scale: none, epochs: 1000, checkpoint-every: 100,")
        return try directory.write(spec, to: "sine.yaml")
    }

    private static func make(_ arguments: [String]) throws -> SeqcastCommand.Running {
        try SeqcastCommand.Running(
            program: "/usr/bin/make", ["--no-print-directory", "SEQCAST=\(SeqcastCommand.path)"] + arguments,
            in: Fixtures.packageDirectory, environment: [:])
    }

    @Test("train, killed half way and run again, goes on from the checkpoint")
    func killed() throws {
        let directory = try TemporaryDirectory()
        let target = ["train", "PIPELINE=\(try Self.pipeline(in: directory))"]
        let running = try Self.make(target)
        while running.isRunning, !running.output.contains("| epoch 150 |") { sleep(seconds: 0.005) }
        // make, the shell and seqcast are one process group; the stage dies with seqcast.
        kill(-running.identifier, SIGKILL)
        #expect(running.wait().code != 0)
        let end = try Self.make(target).wait()
        #expect(end.code == 0, "\(end.error)")
        #expect(end.error.contains("resumed from the checkpoint at epoch "))
        #expect(!end.output.contains("| epoch 1 |") && end.output.contains("| epoch 1000 |"))
    }

    @Test("with -j, several targets at once do not get into each other's way")
    func parallel() throws {
        let directory = try TemporaryDirectory()
        let pipeline = "PIPELINE=\(try Self.pipeline(in: directory))"
        let end = try Self.make(["-j3", "generate", "train", "predict", "plot", pipeline]).wait()
        #expect(end.code == 0, "\(end.error)")
        #expect(try Directories.list(at: directory.file("run")).contains("prediction.png"))
    }

    @Test("generate, train, predict and plot run those stages with what they need")
    func stages() throws {
        let directory = try TemporaryDirectory()
        let pipeline = "PIPELINE=\(try Self.pipeline(in: directory))"
        #expect(try Self.make(["generate", pipeline]).wait().code == 0)
        let made = try Directories.list(at: directory.file("run")).filter { !$0.hasPrefix(".") }
        #expect(made == ["cosine.csv", "seqcast.lock", "series.csv"])
        #expect(try Self.make(["status", pipeline]).wait().code != 0)
        #expect(try Self.make(["plot", pipeline]).wait().code == 0)
        #expect(try Directories.list(at: directory.file("run")).contains("prediction.png"))
        #expect(try Self.make(["status", pipeline]).wait().code == 0)
        #expect(try Self.make(["graph", pipeline]).wait().output.contains("prediction.png"))
    }

    @Test("help names every target")
    func help() throws {
        let end = try Self.make(["help"]).wait()
        for target in ["all", "test", "run", "status", "graph", "lint", "format", "install", "clean", "help"] {
            #expect(end.output.contains("make \(target) "), "\(target)")
        }
    }

    @Test("install puts the command where it is told, with completions, and a man page of each command that help lists")
    func install() throws {
        let directory = try TemporaryDirectory()
        #expect(try Self.make(["install", "PREFIX=\(directory.path)"]).wait().code == 0)
        #expect(try Directories.list(at: directory.file("bin")) == ["seqcast"])
        func text(_ name: String) throws -> String {
            String(decoding: try FileReader.read(directory.file("share/" + name), limit: 1 << 22), as: UTF8.self)
        }
        #expect(try text("bash-completion/completions/seqcast").contains("--bptt-length"))
        #expect(try text("zsh/site-functions/_seqcast").hasPrefix("#compdef seqcast"))
        #expect(try text("fish/vendor_completions.d/seqcast.fish").contains("bptt-length"))
        let help = try SeqcastCommand.run(["--help"]).output.components(separatedBy: "SUBCOMMANDS:").dropFirst()
            .joined()
        let commands = help.split(separator: "\n").filter {
            $0.hasPrefix("  ") && !$0.hasPrefix("   ") && !$0.hasPrefix("  See")
        }
        .compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(commands.count > 20)
        let pages = try Directories.list(at: directory.file("share/man/man1"))
        #expect(Set(pages) == Set(commands.map { "seqcast-\($0).1" } + ["seqcast.1"]))
        let page = try text("man/man1/seqcast-train.1")
        #expect(page.contains(".SH NAME\nseqcast\\-train \\- ") && page.contains(".B \\-\\-bptt\\-length <"))
    }
}

import TestSupport
import Testing

@Suite("A stage that is asked to stop")
struct StopTests {
    @Test(
        "generate ends with the signal's code, and leaves nothing behind", arguments: [(15, 143), (2, 130), (1, 129)])
    func generate(signal: Int32, code: Int32) throws {
        let directory = try TemporaryDirectory()
        let running = try SeqcastCommand.start([
            "generate", "--output", directory.file("long.csv"), "--points", "1000000000",
        ])
        sleep(seconds: 0.3)
        #expect(running.isRunning)
        running.send(signal)
        #expect(running.wait().code == code)
        #expect(try directory.names().isEmpty)
    }

    @Test("predict does so too")
    func predict() throws {
        let directory = try TemporaryDirectory()
        let data = directory.file("series.csv")
        #expect(try SeqcastCommand.run(["generate", "--output", data]).code == 0)
        let model = directory.file("model")
        #expect(
            try SeqcastCommand.run(["train", "--data", data, "--output", model, "--epochs", "1"]).code == 0)
        let running = try SeqcastCommand.start([
            "predict", "--model", model, "--data", data, "--output", directory.file("long.csv"), "--mode", "free-run",
            "--horizon", "1000000000",
        ])
        sleep(seconds: 0.3)
        running.send(15)
        #expect(running.wait().code == 143)
        #expect(try directory.names() == ["model", "series.csv"])
    }

    @Test("a second signal ends it at once, in the middle of a window", arguments: [(15, 15), (2, 2), (1, 15)])
    func twice(first: Int32, second: Int32) throws {
        let directory = try TemporaryDirectory()
        #expect(try SeqcastCommand.run(["generate", "--output", "series.csv"], in: directory.path).code == 0)
        let running = try SeqcastCommand.start(
            [
                "train", "--data", "series.csv", "--output", "model", "--hidden-size", "2000", "--bptt-length", "999",
                "--epochs", "1000",
            ], in: directory.path)
        // The directory is there when training begins; its first window then takes seconds.
        while running.isRunning, try !directory.names().contains("model") { sleep(seconds: 0.01) }
        sleep(seconds: 0.2)
        running.send(first)
        sleep(seconds: 0.1)
        #expect(running.isRunning)
        running.send(second)
        let end = running.wait(atMost: 2)
        #expect(end.code == 128 + second)
        #expect(end.error.isEmpty && end.output.isEmpty)
    }

    @Test("what nohup ignores does not stop it")
    func ignored() throws {
        let directory = try TemporaryDirectory()
        #expect(try SeqcastCommand.run(["generate", "--output", "series.csv"], in: directory.path).code == 0)
        let end = try Shell.run(
            "trap '' HUP; \"$SEQCAST\" train --data series.csv --output model --epochs 1000000 & "
                + "while [ ! -d model/checkpoints ]; do sleep 0.01; done; sleep 0.1; kill -HUP $!; sleep 0.1; "
                + "kill -TERM $!; wait $!",
            in: directory.path, environment: ["SEQCAST": SeqcastCommand.path])
        #expect(end.code == 143 && end.error.contains("stopped, and saved at epoch"))
    }
}

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
}

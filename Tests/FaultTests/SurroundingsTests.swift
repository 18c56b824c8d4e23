import Foundation
import TestSupport
import Testing

/// The command in surroundings that it does not expect.
@Suite struct SurroundingsTests {
    private static let training =
        "train --data series.csv --output model --hidden-size 3 --epochs 4 --checkpoint-every 1 --keep 2"

    private let series: [String: [UInt8]]
    private let unbroken: [String: [UInt8]]

    init() throws {
        series = try Scenario.outcome(of: ["generate", "--output", "series.csv", "--points", "60"], [:])
        unbroken = try Scenario.outcome(of: Self.training.split(separator: " ").map(String.init), series)
    }

    /// Runs a line of shell in which `$SEQCAST` is the command, in a directory with the series.
    private func run(_ line: String) throws -> (end: SeqcastCommand.End, directory: TemporaryDirectory) {
        let directory = try Scenario.place(series)
        let text = line.replacingOccurrences(of: "TRAIN", with: "\"$SEQCAST\" \(Self.training)")
        let end = try Shell.run(text, in: directory.path, environment: ["SEQCAST": SeqcastCommand.path])
        return (end, directory)
    }

    @Test(arguments: [
        "TRAIN <&- >&- 2>&-", "TRAIN <&-", "TRAIN 2>&-", "TRAIN > /dev/null 2> /dev/full",
        "env -i \"$SEQCAST\" \(training)", "unset HOME; TRAIN", "LC_ALL=de_DE.UTF-8 LANG=de_DE.UTF-8 TRAIN",
        "TZ=Asia/Kathmandu TRAIN", "TERM=nonsense COLUMNS=0 LINES=0 TRAIN", "ulimit -n 20; TRAIN",
        "cd . && umask 077; TRAIN",
        "YAMS_DEFAULT_ENCODING=UTF16 TRAIN",
    ])
    func `the same bytes, whatever is around`(line: String) throws {
        let (end, directory) = try run(line)
        #expect(end.code == 0, "\(end.error)")
        #expect(try Scenario.contents(of: directory) == unbroken)
    }

    @Test(arguments: ["TRAIN > /dev/full", "(TRAIN; echo $? > code) | true; exit $(cat code)"])
    func `results that cannot be written are an error, and the next run goes on`(line: String) throws {
        let (end, directory) = try run(line)
        #expect(end.code == 74, "\(end.error)")
        #expect(end.error.contains("standard output: cannot write: "))
        try? FileManager.default.removeItem(atPath: directory.file("code"))
        let again = try Shell.run(
            "\"$SEQCAST\" \(Self.training)", in: directory.path, environment: ["SEQCAST": SeqcastCommand.path])
        #expect(again.code == 0)
        #expect(try Scenario.contents(of: directory) == unbroken)
    }

    @Test func `a file beyond the limit of sizes is an error, not a signal, and leaves nothing`() throws {
        let (end, directory) = try run("ulimit -f 1; \"$SEQCAST\" generate --output long.csv --points 100000")
        #expect(end.code == 74)
        #expect(end.error == "seqcast: long.csv: cannot write: File too large\n")
        #expect(try Scenario.contents(of: directory) == series)
    }

    @Test func `too few descriptors are an error with the reason`() throws {
        let (end, _) = try run("ulimit -n 5; TRAIN")
        #expect([73, 74].contains(end.code) && end.error.contains("Too many open files"), "\(end.code) \(end.error)")
    }

    @Test(arguments: [
        ("train --data series.csv --output m --hidden-size 1000000", "--hidden-size 1000000", "TB of memory"),
        ("train --data series.csv --output m --hidden-size 9000 --layers 1000", "--layers 1000", "TB of memory"),
        (
            "train --data series.csv --output m --sampling windows --lookback 9223372036854775807",
            "--lookback 9223372036854775807", "EB of memory"
        ),
        ("train --data series.csv --output m --ensemble 1000 --hidden-size 100000", "--ensemble 1000", "TB of memory"),
        ("generate --output a.csv --points 9223372036854775807", "--points", "EB on the disk"),
    ])
    func `a size that does not fit is answered with what it would take and what there is`(
        line: String, option: String, amount: String
    ) throws {
        let (end, directory) = try run("\"$SEQCAST\" " + line)
        #expect(end.code == 64)
        #expect(end.error.contains(option) && end.error.contains(amount) && end.error.contains("there are "))
        #expect(end.error.split(separator: "\n").count == 1)
        #expect(try Scenario.contents(of: directory) == series)
    }

    @Test func `under a limit of memory there is a message, not a trap`() throws {
        let (end, _) = try run("ulimit -v 250000; \"$SEQCAST\" train --data series.csv --output m --hidden-size 2000")
        #expect(end.code == 64)
        #expect(end.error.contains("would take 242 MB of memory; this process may not have as much"))
    }

    @Test func `a batch as large as numbers go needs more values than there are`() throws {
        let (end, _) = try run("\"$SEQCAST\" train --data series.csv --output m --batch-size 9223372036854775807")
        #expect(end.code == 65 && end.error.contains("found 60 values"))
    }

    @Test(arguments: ["mkdir model", "mkdir -p model/checkpoints"])
    func `a directory that cannot be written is found before training`(made: String) throws {
        let user = geteuid() == 0 ? "setpriv --reuid 65534 --regid 65534 --clear-groups " : ""
        let (end, directory) = try run("chmod 755 .; \(made); chmod -R a-w model; \(user)\"$SEQCAST\" \(Self.training)")
        #expect(end.code == 73, "\(end.error)")
        #expect(end.error.contains("Permission denied") && end.output.isEmpty)
        _ = try Shell.run("chmod -R u+w model", in: directory.path)
    }

    @Test func `a directory that is deleted during the run ends it with an error`() throws {
        let (end, _) = try run(
            "\"$SEQCAST\" train --data series.csv --output model --epochs 1000000 --quiet --checkpoint-seconds 0 & "
                + "while [ ! -s model/metrics.csv ]; do sleep 0.01; done; mv model gone; rm -rf gone; wait $!")
        #expect([73, 74].contains(end.code) && end.error.contains("model"), "\(end.code) \(end.error)")
    }

    @Test(arguments: ["train", "run"])
    func `a clock that goes back changes nothing`(name: String) throws {
        let scenario = try Scenarios.named(name)
        let directory = try Scenario.place(scenario.inputs)
        let environment = try Interposer.shared.get().environmentOfWrongClock
        for _ in 1...2 {
            let end = try SeqcastCommand.run(scenario.arguments, in: directory.path, environment: environment)
            #expect(end.code == 0, "\(end.error)")
            #expect(try Scenario.contents(of: directory) == scenario.unbroken)
        }
        guard name == "run" else { return }
        let status = try SeqcastCommand.run(["status", "spec.yaml"], in: directory.path, environment: environment)
        #expect(status.code == 0, "\(status.output)")
    }
}

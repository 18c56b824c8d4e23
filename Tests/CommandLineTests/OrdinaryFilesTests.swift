import Files
import TestSupport
import Testing
import Texts

/// What stands where a file is read as a whole, and is none.
@Suite struct OrdinaryFilesTests {
    private let temporary: TemporaryDirectory
    /// The address sanitizer reserves terabytes.
    private static let memoryLimit = Environment.isSanitized ? "" : "ulimit -v 2000000; "

    init() throws {
        temporary = try TemporaryDirectory()
        let setUp = try Shell.run(
            "ln -s /dev/zero endless; mkfifo pipe; mkdir directory; printf 'x,y\\n1,1\\n2,2\\n3,3\\n' > data.csv",
            in: temporary.path)
        #expect(setUp.code == 0)
        for (name, file) in [("endless", "endless"), ("pipe", "pipe"), ("directory", "directory")] {
            _ = try temporary.write(
                "version: 1\ndirectory: .\ninclude: \(file)\nstages: { a: { generate: { output: x } } }\n",
                to: "include-\(name).yaml")
            _ = try temporary.write(
                "version: 1\ndirectory: .\nstages: { a: { foreach: { rows: \(file) }, generate: { output: \"${instance}\" } } }\n",
                to: "foreach-\(name).yaml")
            _ = try temporary.write(
                "version: 1\ndirectory: .\nstages: { a: { generate: { output: \(file) } } }\n",
                to: "output-\(name).yaml")
        }
    }

    @Test(arguments: ["endless", "pipe", "directory"])
    func whatIsReadAsAWholeIsAnOrdinaryFile(_ name: String) throws {
        for words in [
            ["predict", "--model", name, "--data", "data.csv", "--output", "p.csv"], ["inspect", name],
            ["run", name, "--dry-run"], ["status", "include-\(name).yaml"], ["graph", "foreach-\(name).yaml"],
            ["plot", "--data", "data.csv", "--output", "p.png", "--font", name], ["compare", name, name],
            [
                "train", "--data", "data.csv", "--column", "y", "--output", "m", "--bptt-length", "1", "--epochs", "1",
                "--initial-weights", name,
            ],
        ] where name != "directory" || !["predict", "compare", "inspect"].contains(words[0]) {
            let end = try SeqcastCommand.start(words, in: temporary.path).wait(atMost: 120)
            #expect([65, 66].contains(end.code), "\(words): \(end.code) \(end.error)")
            let reason = name == "directory" ? "is a directory" : "is a pipe or a device"
            #expect(end.error.contains(reason), "\(words): \(end.error)")
        }
    }

    @Test func aDeviceWithoutAnEndIsNoTable() throws {
        for words in [
            ["describe", "endless"], ["forecast", "endless", "--budget", "1s"],
            ["tidy", "--data", "endless", "--output", "t.csv"], ["plot", "--data", "endless", "--output", "p.png"],
            ["train", "--data", "endless", "--output", "m"],
            ["reconcile", "--data", "endless", "--sum-of", "a=b", "--output", "r"],
        ] {
            // At its limit of the processor's seconds it is killed.
            let end = try Shell.run(
                "ulimit -t 20; exec " + ([SeqcastCommand.path] + words).map(shellQuoted).joined(separator: " "),
                in: temporary.path)
            #expect(end.code == 65, "\(words): \(end.code) \(end.error)")
            #expect(end.error.contains("found a zero byte") || end.error.contains("is a device"), "\(end.error)")
        }
    }

    @Test func aPipeIsReadOnceWhateverIsInIt() throws {
        for (rows, code) in [("x,y\\n1,1\\n2,2\\n3,3\\n", 0), ("x,y\\n1\\n", 65)] {
            let command = "\(shellQuoted(SeqcastCommand.path)) describe pipe"
            let end = try Shell.run(
                "printf '\(rows)' > pipe & timeout 60 \(command); code=$?; wait; exit $code", in: temporary.path)
            #expect(end.code == code, "\(rows): \(end.output) \(end.error)")
        }
    }

    @Test(arguments: ["endless", "pipe"])
    func aDeviceAsAnOutputIsToldWithItsLine(_ name: String) throws {
        for words in [["status"], ["run", "--dry-run"], ["run"]] {
            let end = try SeqcastCommand.run([words[0], "output-\(name).yaml"] + words.dropFirst(), in: temporary.path)
            #expect(end.code == 65, "\(end.error)")
            #expect(end.error.contains("output-\(name).yaml:3:36: '\(name)' is a device or a pipe"), "\(end.error)")
        }
    }

    @Test func aHeaderThatSaysMoreThanThereIsCostsNothing() throws {
        // Sixteen gigabytes of nothing behind eight bytes that promise too much.
        for (digits, reason) in [
            ("\\377\\377\\377\\377\\377\\377\\377\\377", "at most 100000000 were expected"),
            ("\\020\\0\\0\\0\\0\\0\\0\\0", "found '\\u{0}' at the start of the header"),
        ] {
            let made = try Shell.run("printf '\(digits)' > big; truncate -s 16G big", in: temporary.path)
            #expect(made.code == 0)
            let end = try Shell.run(
                "ulimit -t 5; \(Self.memoryLimit)\(shellQuoted(SeqcastCommand.path)) predict --model big --data data.csv --output p.csv",
                in: temporary.path)
            #expect(end.code == 65 && end.error.contains(reason), "\(end.error)")
        }
    }
}

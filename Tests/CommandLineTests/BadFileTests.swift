import TestSupport
import Testing

/// Every bad file in `fixtures/`, given to the commands that read its kind.
@Suite struct BadFileTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        let end = try SeqcastCommand.run(["generate", "--output", "series.csv", "--points", "20"], in: directory.path)
        #expect(end.code == 0)
    }

    /// Runs a command that must refuse the file at `path`: with code 65, soon, and saying where.
    private func expectRefusal(of path: String, by arguments: [String]) throws {
        let end = try SeqcastCommand.start(arguments, in: directory.path).wait(atMost: 120)
        #expect(end.code == 65, "\(arguments): \(end.code) \(end.error)")
        #expect(end.error.hasPrefix("seqcast: \(path):"), "\(arguments): \(end.error)")
        let isPlain = end.error.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control }
        #expect(isPlain && end.error.utf8.count < 10_000, "\(arguments): \(end.error)")
    }

    /// The bad fixtures in `folder`, by their paths.
    private func paths(in folder: String, _ suffix: String) throws -> [String] {
        try Fixtures.names(in: folder).filter { $0.hasSuffix(suffix) }.map { Fixtures.path("\(folder)/\($0)") }
    }

    @Test func `tables are refused`() throws {
        for path in try paths(in: "csv/bad", ".csv") {
            try expectRefusal(of: path, by: ["train", "--data", path, "--column", "y", "--output", "model"])
            #expect(try directory.names() == ["series.csv"], "\(path)")
        }
    }

    @Test(arguments: ["weights/bad", "weights/false"])
    func `weight files are refused`(folder: String) throws {
        for path in try paths(in: folder, ".safetensors") {
            try expectRefusal(
                of: path, by: ["predict", "--model", path, "--data", "series.csv", "--output", "prediction.csv"])
            if folder == "weights/bad" { try expectRefusal(of: path, by: ["inspect", path]) }
        }
        #expect(try directory.names() == ["series.csv"])
    }

    @Test func `specs are refused`() throws {
        for path in try paths(in: "specs/bad", ".yaml") {
            try expectRefusal(of: path, by: ["run", path, "--dry-run"])
        }
        let large = try directory.write(String(repeating: "#\n", count: 1 << 20), to: "large.yaml")
        try expectRefusal(of: large, by: ["status", large])
    }

    @Test func `what a file says never reaches the terminal as it is`() throws {
        let table = try directory.write("x,y\u{1B}[2J\u{202E}\n1,2\n3,4\n", to: "table.csv")
        let end = try SeqcastCommand.run(["plot", "--data", table, "--output", "a.png"], in: directory.path)
        #expect(end.code == 0 && end.error.hasPrefix("seqcast: the font lacks \\u{1b}"), "\(end.error)")
    }
}

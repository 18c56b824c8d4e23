import Files
import Foundation
import TestSupport
import Testing

@Suite("The README")
struct ReadmeTests {
    /// The commands in its shell blocks, without comments.
    private static func commands(in page: String = "README.md") throws -> [String] {
        let bytes = try FileReader.read(Fixtures.packageDirectory + "/" + page, limit: 1 << 20)
        let blocks = String(decoding: bytes, as: UTF8.self).components(separatedBy: "```")
        let shell = blocks.enumerated().filter { $0.offset % 2 == 1 && $0.element.hasPrefix("sh\n") }.map(\.element)
        return shell.flatMap { $0.dropFirst(3).split(separator: "\n") }
            .map { line in
                line.components(separatedBy: " #")[0].trimmingCharacters(in: .whitespaces)
            }
            .filter { !$0.isEmpty }
    }

    @Test("has commands that all work, one after the other, in a clone with nothing but the program")
    func commandsWork() throws {
        let commands = try Self.commands()
        #expect(commands.prefix(2) == ["make", "make test"])
        let directory = try TemporaryDirectory()
        try FileManager.default.createSymbolicLink(
            atPath: directory.file("pipelines"), withDestinationPath: Fixtures.packageDirectory + "/pipelines")
        try FileManager.default.createSymbolicLink(
            atPath: directory.file("fixtures"), withDestinationPath: Fixtures.packageDirectory + "/fixtures")
        for command in commands.dropFirst(2) {
            #expect(command.hasPrefix("seqcast "), "\(command)")
            let end = try Shell.run(
                command.replacingOccurrences(of: "seqcast", with: "\"$SEQCAST\"", options: .anchored),
                in: directory.path, environment: ["SEQCAST": SeqcastCommand.path])
            // `status` of a pipeline that was not run yet says so by its code.
            #expect(end.code == (command.contains(" status ") ? 1 : 0), "\(command): \(end.error)")
        }
        #expect(try directory.names().contains("prediction.png"))
    }

    @Test("goes from a file to its picture by the very commands that describe suggests")
    func suggestions() throws {
        let commands = try Self.commands()
        let describe = try #require(commands.firstIndex { $0.hasPrefix("seqcast describe ") })
        let path = try #require(commands[describe].split(separator: " ").last.map(String.init))
        let end = try SeqcastCommand.run(["describe", path], in: Fixtures.packageDirectory)
        let suggested = end.output.components(separatedBy: "\n").filter { $0.hasPrefix("  seqcast ") }
        #expect(suggested.map { $0.dropFirst(2) } == commands[(describe + 1)...].prefix(6).map { $0[...] })
    }

    @Test("says in Korean nothing that is not tried in English")
    func korean() throws {
        let english = try Self.commands()
        let korean = try Self.commands(in: "README.ko.md")
        #expect(korean.count >= 8 && korean.allSatisfy(english.contains), "\(korean.filter { !english.contains($0) })")
    }

    @Test("names folders and files that are there", arguments: ["README.md", "README.ko.md", "CHANGELOG.md"])
    func links(_ page: String) throws {
        let bytes = try FileReader.read(Fixtures.packageDirectory + "/" + page, limit: 1 << 20)
        let text = String(decoding: bytes, as: UTF8.self)
        let targets = text.components(separatedBy: "](").dropFirst().compactMap {
            $0.components(separatedBy: ")").first
        }
        for target in targets where !target.hasPrefix("http") {
            let path = target.components(separatedBy: "#")[0]
            #expect(FileManager.default.fileExists(atPath: Fixtures.packageDirectory + "/" + path), "\(target)")
        }
    }
}

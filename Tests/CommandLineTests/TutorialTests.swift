import Files
import Foundation
import TestSupport
import Testing

@Suite("The tutorial")
struct TutorialTests {
    /// Commands and what the page says that they print.
    private struct Block {
        let commands: [String]
        let output: [String]?
    }

    private static func blocks() throws -> [Block] {
        let bytes = try FileReader.read(Fixtures.packageDirectory + "/docs/tutorial.md", limit: 1 << 20)
        let parts = String(decoding: bytes, as: UTF8.self).components(separatedBy: "```")
        let code = parts.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
        func lines(_ text: String) -> [String] { text.components(separatedBy: "\n").dropFirst().dropLast() }
        return code.enumerated().compactMap { index, block in
            guard block.hasPrefix("sh\n") else { return nil }
            let next = index + 1 < code.count ? code[index + 1] : ""
            return Block(commands: lines(block), output: next.hasPrefix("text\n") ? lines(next) : nil)
        }
    }

    /// Whether lines are as a page shows them: `…` alone stands for any number of lines, at an end for the rest of one.
    static func match(_ found: [String], _ shown: [String]) -> Bool {
        guard let first = shown.first else { return found.isEmpty }
        if first == "…" {
            return (0...found.count).contains { match(Array(found.dropFirst($0)), Array(shown.dropFirst())) }
        }
        guard let line = found.first else { return false }
        let isSame = first.hasSuffix("…") ? line.hasPrefix(first.dropLast()) : line == first
        return isSame && match(Array(found.dropFirst()), Array(shown.dropFirst()))
    }

    @Test("has commands that work, one after the other, and print what it says")
    func commandsWork() throws {
        let directory = try TemporaryDirectory()
        for name in ["pipelines", "fixtures"] {
            try FileManager.default.createSymbolicLink(
                atPath: directory.file(name), withDestinationPath: Fixtures.packageDirectory + "/" + name)
        }
        let blocks = try Self.blocks()
        #expect(blocks.count >= 12)
        for block in blocks {
            var found: [String] = []
            for command in block.commands {
                let end = try Shell.run(
                    command.replacingOccurrences(of: "seqcast", with: "\"$SEQCAST\"", options: .anchored),
                    in: directory.path, environment: ["SEQCAST": SeqcastCommand.path])
                #expect(end.code == 0, "\(command): \(end.error)")
                found += end.output.components(separatedBy: "\n").dropLast()
            }
            guard let output = block.output else { continue }
            #expect(
                Self.match(found, output),
                "\(block.commands) printed\n\(found.joined(separator: "\n"))\nand not\n\(output.joined(separator: "\n"))"
            )
        }
        #expect(try directory.names().contains("free.png"))
    }

    @Test("a page's lines are compared as they stand")
    func matching() {
        #expect(Self.match(["a", "b", "c"], ["a", "…", "c"]) && Self.match(["a 1"], ["a …"]))
        #expect(!Self.match(["a", "b"], ["a"]) && !Self.match(["a", "b"], ["…", "c"]) && !Self.match([], ["a"]))
    }
}

import Foundation
import TestSupport
import Testing

/// A file for each kind that the field's tools write, and what `describe --json` says of it.
@Suite("described files")
struct DescribedFilesTests {
    private static let directory = Fixtures.packageDirectory

    /// The lines of fixtures/files/expected.csv: file, rows, target, time, frequency, first, last, series, season.
    private static var expected: [[String]] {
        get throws {
            let text = String(decoding: try Fixtures.bytes("files/expected.csv"), as: UTF8.self)
            return text.split(separator: "\n").dropFirst().map { line in
                line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            }
        }
    }

    @Test("are taken for what they are", arguments: try expected)
    func table(line: [String]) throws {
        let end = try SeqcastCommand.run(["describe", "--json", "fixtures/files/\(line[0])"], in: Self.directory)
        try #require(end.code == 0, "\(end.error)")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(end.output.utf8)) as? [String: Any])
        let time = object["time"] as? [String: Any]
        let series = object["series"] as? [String: Any]
        let keys = (series?["column"] as? [String])?.joined(separator: ",") ?? series?["column"] as? String ?? ""
        let season = (object["season"] as? [String: Any])?["steps"] as? Int
        let found = [
            line[0], "\(object["rows"] as? Int ?? -1)", object["target"] as? String ?? "",
            time?["column"] as? String ?? "",
            time?["frequency"] as? String ?? "", time?["first"] as? String ?? "", time?["last"] as? String ?? "", keys,
            season.map(String.init) ?? "",
        ]
        #expect(found == line)
    }

    @Test("have each a line in the table")
    func complete() throws {
        let known = Set(try Self.expected.map { $0[0] })
        let files = try Fixtures.names(in: "files").filter { !["expected.csv", "make.py"].contains($0) }
        #expect(Set(files) == known)
    }

    /// Files of different kinds, whose suggestions differ.
    private static let chained = [
        "sar.txt", "wide-h1.csv", "gluonts-period.jsonl", "epoch-us.csv", "eurostat.tsv", "categories.csv",
        "cut-seconds.csv",
        "bls.txt", "cdo-infon.txt", "elexon-50.csv",
    ]

    @Test("go through all that is suggested for them", arguments: chained)
    func chain(name: String) throws {
        let directory = try TemporaryDirectory()
        _ = try directory.write(String(decoding: try Fixtures.bytes("files/\(name)"), as: UTF8.self), to: name)
        let described = try SeqcastCommand.run(["describe", name], in: directory.path)
        #expect(described.code == 0, "\(described.error)")
        let commands = described.output.split(separator: "\n").map { $0.drop { $0 == " " } }
            .filter { $0.hasPrefix("seqcast ") && !$0.hasPrefix("seqcast forecast ") }
        #expect(commands.contains { $0.hasPrefix("seqcast predict ") } && commands.count >= 4)
        for command in commands {
            // The same networks, smaller, and as long as one epoch.
            let words = command.split(separator: " ").map(String.init)
            let small = words.indices.map { place -> String in
                let option = place > 0 ? words[place - 1] : ""
                return option == "--epochs" ? "1" : option == "--hidden-size" ? "3" : words[place]
            }.dropFirst().joined(separator: " ")
            let end = try Shell.run("'\(SeqcastCommand.path)' \(small)", in: directory.path)
            #expect(end.code == 0, "\(command): \(end.error)")
        }
        let output = commands.last?.split(separator: " ").last.map(String.init) ?? ""
        #expect(try directory.names().contains(output))
    }

    // A build without optimisation would take minutes.
    @Test(
        "of ten times the rows take no more than about ten times the processor's time",
        .enabled(if: !SeqcastCommand.path.contains("/debug/")))
    func linear() throws {
        let directory = try TemporaryDirectory()
        // Values that wander and come back, ten thousand of them again and again.
        var (lines, value) = ("", 0.0)
        for row in 0..<10_000 {
            value = 0.9 * value + Double(row * 7919 % 101) / 50 - 1
            lines += "\((value * 1000).rounded() / 1000)\n"
        }
        func seconds(_ count: Int) throws -> Double {
            _ = try directory.write("y\n" + String(repeating: lines, count: count), to: "data.csv")
            let end = try Shell.run("'\(SeqcastCommand.path)' describe data.csv > /dev/null; times", in: directory.path)
            #expect(end.code == 0, "\(end.error)")
            // The second line is that of the children: 0m1.250000s 0m0.100000s.
            let words = end.output.split(separator: "\n").last?.split(separator: " ") ?? []
            return words.reduce(0) { sum, word in
                let parts = word.dropLast().split(separator: "m").compactMap { Double($0) }
                return sum + (parts.count == 2 ? parts[0] * 60 + parts[1] : .infinity)
            }
        }
        let (few, many) = (try seconds(30), try seconds(300))
        #expect(few > 0 && many < 12 * few, "\(few) s of 3·10⁵ rows, \(many) s of 3·10⁶")
    }
}

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
}

import Files
import TestSupport
import Testing
import Texts

/// What SECURITY.md promises is tried by the tests that it names.
@Suite struct SecurityTests {
    /// A sentence of the promises, in a line.
    private static func sentences() throws -> [String] {
        let bytes = try FileReader.read(Fixtures.packageDirectory + "/SECURITY.md", limit: 1 << 20)
        let page = String(decoding: bytes, as: UTF8.self)
        let promises = try #require(page.components(between: "## What is promised\n", and: "\n## "))
        // The first paragraph says that what follows has tests.
        let paragraphs = promises.split(on: "\n\n").map { $0.split(on: "\n").joined(separator: " ") }.dropFirst()
        return paragraphs.flatMap { $0.split(on: ". ") }.filter { !$0.isEmpty }
    }

    /// The names of tests in a sentence.
    private static func tests(in sentence: String) -> [String] {
        let parts = sentence.parts(between: "`")
        return parts.indices.filter { $0 % 2 == 1 && parts[$0].ends(with: "Tests") }.map { parts[$0] }
    }

    @Test func everySentenceOfThePromisesNamesItsTest() throws {
        let sentences = try Self.sentences()
        #expect(sentences.count > 15)
        for sentence in sentences { #expect(!Self.tests(in: sentence).isEmpty, "\(sentence)") }
    }

    @Test func theTestsThatAreNamedExist() throws {
        let directory = Fixtures.packageDirectory + "/Tests"
        var (suites, waiting) = (Set<String>(), [directory])
        while let place = waiting.popLast() {
            for name in try Directories.list(at: place) {
                let path = place + "/" + name
                if Directories.isDirectory(at: path) { waiting.append(path) }
                guard name.ends(with: "Tests.swift") else { continue }
                let text = String(decoding: try FileReader.read(path, limit: 1 << 20), as: UTF8.self)
                for line in text.parts(between: "\n") {
                    let words = line.parts(between: " ")
                    if let place = words.firstIndex(where: { $0.isSame(as: "struct") }), place + 1 < words.count,
                        text.contains("@Test")
                    {
                        suites.insert(words[place + 1])
                    }
                }
            }
        }
        #expect(suites.count > 100)
        for name in try Self.sentences().flatMap(Self.tests) { #expect(suites.contains(name), "\(name)") }
    }
}

extension String {
    /// The parts around each `mark`.
    fileprivate func split(on mark: String) -> [String] {
        var (parts, rest) = ([] as [String], self[...])
        while let range = rest.firstRange(of: mark) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return parts + [String(rest)]
    }

    /// What stands between the first `start` and the next `end` behind it.
    fileprivate func components(between start: String, and end: String) -> String? {
        split(on: start).dropFirst().first?.split(on: end).first
    }
}

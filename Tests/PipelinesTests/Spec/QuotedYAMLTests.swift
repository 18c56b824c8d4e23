import TestSupport
import Testing
import Texts

@testable import Pipelines

@Suite struct QuotedYAMLTests {
    @Test func yamlReadsADoubleQuotedTextBack() throws {
        var random = SplitMix(seed: 3)
        for _ in 0..<200 {
            let marks: [Unicode.Scalar] = [
                "\"", "\u{301}", "\\", "\u{200D}", "\n", "'", "#", ":", "\u{FEFF}", "\u{85}",
            ]
            let scalars = (0..<30).compactMap { _ in
                Bool.random(using: &random)
                    ? marks.randomElement(using: &random)
                    : Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random))
            }
            let text = String(String.UnicodeScalarView(scalars))
            let root = try YAMLDocument.root(of: SpecText.decode(Array("a: \(doubleQuoted(text))\n".utf8)))
            guard case .mapping(let pairs) = root?.content else {
                Issue.record("no mapping")
                continue
            }
            #expect(pairs.first?.value.text?.isSame(as: text) == true, "\(doubleQuoted(text))")
        }
    }
}

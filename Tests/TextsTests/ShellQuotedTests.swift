import Files
import TestSupport
import Testing
import Texts

/// Scalars that make one character with a mark before them, and those that a shell reads as more than themselves.
private let joining: [Unicode.Scalar] = ["\u{301}", "\u{200D}", "\u{FE0F}", "\u{20E3}", "\u{34F}", "\u{1F3FD}"]
private let syntax = Array("'\"\\$`!*?[]{}()<>|&;#~=%\n\r\t -,:@/.".unicodeScalars)

@Suite struct ShellQuotedTests {
    @Test(arguments: [
        ("plain-1_2.csv", "plain-1_2.csv"), ("", "''"), ("a b", "'a b'"), ("it's", "'it'\\''s'"), ("$x", "'$x'"),
        ("y=cos(x)", "'y=cos(x)'"), ("~", "'~'"), ("a\nb", "'a\nb'"), ("é", "'é'"),
        ("x'\u{301}; id", "'x'\\''\u{301}; id'"),
    ])
    func aTextIsOneWordOfAShell(_ text: String, _ quoted: String) {
        #expect(shellQuoted(text).isSame(as: quoted))
    }

    @Test func aShellReadsEveryTextBackAsItWas() throws {
        var random = SplitMix(seed: 1)
        var texts = joining.flatMap { mark in syntax.map { String($0) + String(mark) + "; touch stolen #" } }
        texts += (0..<500).map { _ in Self.text(using: &random) }
        let directory = try TemporaryDirectory()
        for start in stride(from: 0, to: texts.count, by: 200) {
            let part = texts[start..<min(start + 200, texts.count)]
            let line = part.map { "\(shellQuoted($0))" }.joined(separator: " ")
            let end = try OtherProgram.run("/bin/sh", ["-c", "printf '%s\\0' \(line)"], in: directory.path)
            #expect(end.code == 0 && end.output.parts(between: "\0").dropLast().areSame(as: part))
        }
        #expect(try Directories.list(at: directory.path).isEmpty)
    }

    /// A text of scalars of all kinds, those that a shell reads and those that join to what stands before among them.
    private static func text(using random: inout SplitMix) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            let scalar: Unicode.Scalar? =
                switch Int.random(in: 0..<4, using: &random) {
                case 0: syntax.randomElement(using: &random)
                case 1: joining.randomElement(using: &random)
                case 2: Unicode.Scalar(UInt8.random(in: 1...127, using: &random))
                default: Unicode.Scalar(UInt32.random(in: 0x80...0x10FFFF, using: &random))
                }
            if let scalar { text.unicodeScalars.append(scalar) }
        }
        return text
    }
}

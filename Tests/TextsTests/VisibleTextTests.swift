import TestSupport
import Testing
import Texts

@Suite struct VisibleTextTests {
    @Test(arguments: [
        ("\u{1B}[31m", "\\u{1b}[31m"), ("\u{9B}2J", "\\u{9b}2J"), ("\u{202E}gnp", "\\u{202e}gnp"),
        ("a\u{200D}b", "a\\u{200d}b"), ("a\nb", "a\\u{a}b"), ("\u{7F}\u{85}\u{2028}", "\\u{7f}\\u{85}\\u{2028}"),
        ("\u{2066}\u{E0041}", "\\u{2066}\\u{e0041}"), ("é ö 数 😀", "é ö 数 😀"),
    ])
    func whatCouldDoHarmOnATerminalIsShownByItsNumber(_ text: String, _ shown: String) {
        #expect(VisibleText.of(text).isSame(as: shown))
        #expect(VisibleText.hides(text) == !text.isSame(as: shown))
    }

    @Test func endsOfLinesStayWhereLinesAreShown() {
        #expect(VisibleText.ofLines("a\n\u{301}b\r\nc") == "a\n\u{301}b\\u{d}\nc")
    }

    @Test func aQuotedTextIsCut() {
        #expect(
            VisibleText.quoted("abcdef", most: 5) == "'abcde…'" && VisibleText.quoted("abcde", most: 5) == "'abcde'")
    }

    @Test(.enabled(if: OtherProgram.isThere("python3"))) func pythonReadsADoubleQuotedTextBack() throws {
        var random = SplitMix(seed: 2)
        for _ in 0..<20 {
            let scalars = (0..<100).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0...0xFFFF, using: &random)) }
            let text = String(
                String.UnicodeScalarView(scalars + ["\"", "\u{301}", "\\", "\u{200D}", "\u{E0001}", "\n"]))
            let program = "import sys; sys.stdout.buffer.write(\(doubleQuoted(text)).encode())"
            let end = try OtherProgram.run("/bin/sh", ["-c", "python3 -c \(shellQuoted(program))"])
            #expect(end.code == 0 && end.output.isSame(as: text))
        }
    }
}

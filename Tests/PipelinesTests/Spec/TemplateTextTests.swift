import Testing

@testable import Pipelines

@Suite struct TemplateTextTests {
    @Test(
        arguments: [
            ("", [.plain("")]), ("a $ b", [.plain("a $ b")]), ("${a}", [.reference("a")]),
            ("x${a}y${b-1}", [.plain("x"), .reference("a"), .plain("y"), .reference("b-1")]),
            ("$${a}", [.plain("${a}")]), ("$$${a}", [.plain("$${a}")]), ("$", [.plain("$")]),
            ("${s[x=1].o}", [.reference("s[x=1].o")]),
        ] as [(String, [TemplateText.Piece])])
    func aTextIsCutAtItsVariables(_ text: String, _ pieces: [TemplateText.Piece]) {
        #expect(TemplateText(text)?.pieces == pieces)
    }

    @Test func anOpenBraceIsRefused() {
        #expect(TemplateText("a ${b") == nil)
    }
}

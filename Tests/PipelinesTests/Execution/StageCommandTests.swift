import Testing

@testable import Pipelines

@Suite struct StageCommandTests {
    @Test(arguments: [
        ("plain-1_2.csv", "plain-1_2.csv"), ("", "''"), ("a b", "'a b'"), ("it's", "'it'\\''s'"), ("$x", "'$x'"),
        ("y=cos(x)", "'y=cos(x)'"), ("~", "'~'"), ("a\nb", "'a\nb'"), ("é", "'é'"),
    ])
    func aTextIsOneWordOfAShell(_ text: String, _ quoted: String) {
        #expect(StageCommand.shellQuoted(text) == quoted)
    }
}

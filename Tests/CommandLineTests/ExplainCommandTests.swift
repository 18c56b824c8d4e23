import Files
import TestSupport
import Testing

@Suite struct ExplainCommandTests {
    @Test func `the picture is in the form that its name asks for, and other forms are refused`() throws {
        let directory = try TemporaryDirectory()
        for (name, start) in [("a.PDF", "%PDF-1.4"), ("a.Svg", "<svg "), ("a", "\u{89}PNG")] {
            #expect(try SeqcastCommand.run(["explain", "--output", name], in: directory.path).code == 0)
            let bytes = try FileReader.read(directory.file(name), limit: 1 << 20)
            #expect(bytes.starts(with: start.unicodeScalars.map { UInt8($0.value) }), "\(name)")
        }
        let end = try SeqcastCommand.run(["explain", "--output", "b.eps"], in: directory.path)
        #expect(end.code == 64)
        #expect(
            end.error.hasPrefix(
                "seqcast: --output: found 'b.eps', which asks for EPS; expected the name of a PNG, SVG or PDF file, "
                    + "as plot.png\n"))
        #expect(try !directory.names().contains("b.eps"))
    }
}

import Testing

@testable import LinePlots

@Suite struct MathTextTests {
    /// The pieces of a text, raised ones after ^ and lowered ones after _, a thin space as |.
    private func read(_ text: String) -> String {
        MathText(text).spans.map { span in
            let sign = [.raised: "^", .lowered: "_"][span.height] ?? ""
            return sign + span.text.replacing(String(MathText.thinSpace), with: "|")
        }.joined(separator: " ")
    }

    @Test(arguments: [
        ("$x^2$", "x ^2"), ("$10^{-3}$", "10 ^−3"), ("$x_i$", "x _i"), ("$x_i^2$", "x _i ^2"), ("$x^23$", "x ^2 3"),
        ("$\\mu$", "μ"), ("speed ($\\mu m\\,s^{-1}$)", "speed (μm|s ^−1 )"), ("$\\Delta\\theta_{max}$", "Δθ _max"),
        ("$\\sigma_\\epsilon$", "σ _ϵ"), ("$a + b=-c$", "a|+|b|=|−c"), ("$\\mathrm{CO}_2$", "CO _2"),
        ("$x_{\\text{at rest}}$", "x _at rest"), ("$x_\\mathrm{ab}c$", "x _ab c"),
        ("$\\hat{y}_t$", "y\u{302} _t"), ("$\\bar x$", "x\u{304}"), ("$\\hat\\mu$", "μ\u{302}"), ("$\\sin x$", "sin|x"),
        ("$e^{a+b}$", "e ^a+b"), ("$f'$", "f′"),
        ("$a$ and $b$", "a and b"), ("$\\{x\\}$", "{x}"), ("$20^\\circ$C", "20 ^∘ C"), ("CO$_2$", "CO _2"),
    ])
    func `exponents, indices and names are read between dollar signs`(text: String, expected: String) {
        #expect(read(text) == expected)
        #expect(MathText(text).unread.isEmpty)
    }

    @Test(arguments: [
        "price ($)", "from $5 to $10", "$5-$10", "$$", "$ x$", "$x $", "a_b^c", "$x\ny$", "", "100 %", "\\mu",
    ])
    func `a dollar sign that opens nothing is text`(text: String) {
        #expect(MathText(text).spans == [TextSpan(text: text)])
        #expect(MathText(text).unread.isEmpty)
    }

    @Test func `a dollar sign after a backslash is text`() {
        #expect(read("\\$x^2\\$") == "$x^2$")
        #expect(read("$a\\$b$") == "a$b")
    }

    @Test(arguments: [
        "$\\nonsense$", "$x^$", "$x^{2$", "$x}$", "$x^2^3$", "$x^{2^3}$", "$x_i^2_j$", "$x^{}$", "$\\text x$",
        "$\\hat{ab}$", "$\\hat\\beta$", "$\\hat$", "$^}$",
    ])
    func `what cannot be read is drawn as it is written, and said`(text: String) {
        let math = MathText("a \(text)")
        #expect(math.spans == [TextSpan(text: "a \(text)")])
        #expect(math.unread == [text])
    }

    @Test func `every sign and every space has its glyph, if only a width`() throws {
        let font = try Font.embedded()
        for name in ["alpha", "Omega", "pm", "times", "leq", "infty", "circ", "rightarrow", "ldots", "prime", "hbar"] {
            let text = try #require(MathSymbols.text(of: name))
            #expect(text.unicodeScalars.allSatisfy { font.file.glyph(of: $0) != 0 }, "\(name)")
        }
        let plain = TextLine("a=b", font: font, size: 20)
        let spaced = TextLine(MathText("$a=b$").spans, font: font, size: 20)
        #expect(spaced.glyphs.count == 3)
        #expect(abs(spaced.width - plain.width - 8) < 0.5)
        let figure = Figure([Curve(label: "$a=\\nonsense$", x: [0], y: [0])], title: "$a=b$ ∗ 世")
        #expect(try figure.missingCharacters() == ["世"])
        #expect(figure.unreadMathematics() == ["$a=\\nonsense$"])
    }

    @Test func `an index stands under the exponent, below the line`() throws {
        let line = TextLine(MathText("$x_i^2$").spans, font: try Font.embedded(), size: 20)
        #expect(line.glyphs.map(\.rise) == [0, -4, 8])
        #expect(line.glyphs[1].x == line.glyphs[2].x)
        #expect(line.glyphs.map(\.size) == [20, 14, 14])
        let plain = TextLine("p", font: try Font.embedded(), size: 20)
        #expect(line.descent > plain.descent)
    }

    @Test func `words of mathematics are broken at spaces outside it`() throws {
        let font = try Font.embedded()
        let lines = TextBlock("energy of $x_i^2 + y$", font: font, size: 14, width: 90).lines
        #expect(lines.map { $0.text.filter { $0 != " " } } == ["energyof", "xi2\u{2009}+\u{2009}y"])
    }

    @Test func `a terminal shows small letters where Unicode has them`() {
        #expect(TerminalText.label("$x_i^2$ at $10^{-3}$ $e^{kt}$ $v_{max}$") == "xᵢ² at 10⁻³ e^kt v_max")
    }
}

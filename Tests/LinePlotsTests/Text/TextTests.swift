import Testing

@testable import LinePlots

@Suite struct TextTests {
    private let font: Font

    init() throws {
        font = try Font.embedded()
    }

    @Test func `a line is as wide as its glyphs and their kerning`() {
        // (1401 − 131 + 1401) / 2048 of 20.48 pixels.
        #expect(abs(TextLine("AV", font: font, size: 20.48).width - 26.71) < 1e-9)
    }

    @Test func `an exponent is raised and small`() throws {
        let spans = [TextSpan(text: "10"), TextSpan(text: "−9", height: .raised)]
        let line = TextLine(spans, font: font, size: 20)
        #expect(line.glyphs.map(\.rise) == [0, 0, 8, 8])
        #expect(line.glyphs.map(\.size) == [20, 20, 14, 14])
        #expect(line.ascent > TextLine("10", font: font, size: 20).ascent)
    }

    @Test func `no line of a block is wider than allowed, and no letter is lost`() {
        for text in ["a word or two that go on", "Donaudampfschifffahrtsgesellschaft", "one\ntwo", "ab  cd "] {
            let block = TextBlock(text, font: font, size: 14, width: 80)
            #expect(block.lines.allSatisfy { $0.width <= 80 })
            let letters = block.lines.map(\.text).joined().filter { !$0.isWhitespace }
            #expect(letters == text.filter { !$0.isWhitespace })
        }
    }

    @Test(arguments: [9.7, 13.888, 16.6]) func `small letters end on whole pixels`(size: Double) {
        let snap = HeightSnap(font: font, size: size)
        for height in [0, font.xHeight, font.capHeight] {
            let pixels = snap.height(of: Float(height))
            #expect(pixels == pixels.rounded())
            #expect(abs(pixels - Float(height) * Float(size) / 2048) <= 0.5)
        }
        // A round letter's overshoot ends with the straight ones, and order is kept.
        #expect(snap.height(of: -29) == 0)
        #expect(snap.height(of: 1147) == snap.height(of: 1120))
        let heights = stride(from: -600, to: 2000, by: 7).map { snap.height(of: Float($0)) }
        #expect(zip(heights, heights.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test func `large letters keep their shape`() {
        #expect(abs(HeightSnap(font: font, size: 20.48).height(of: 1147) - 11.47) < 1e-5)
    }
}

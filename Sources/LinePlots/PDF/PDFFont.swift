import Files

/// The font of a PDF file: the characters that texts show, each with the outline of its glyph, and with what it is for those
/// who search or copy.
///
/// It is a TrueType font, as printers and publishers want it, of which characters are numbered from 1 on, as they come; 0 is
/// drawn as a box.
/// Source: ISO 32000-1:2008, 9.7 “Composite Fonts”, 9.10 “Extraction of Text Content”.
struct PDFFont {
    /// As texts on the page name it.
    static let name = "/Text"
    /// The most characters, beside the box.
    private static let most = 65_535

    private let font: Font
    private var characters: [Unicode.Scalar] = []
    private var numbers: [Unicode.Scalar: UInt16] = [:]

    init(_ font: Font) { self.font = font }

    private mutating func number(of character: Unicode.Scalar) -> UInt16 {
        if let number = numbers[character] { return number }
        guard characters.count < Self.most else { return 0 }
        characters.append(character)
        numbers[character] = UInt16(characters.count)
        return UInt16(characters.count)
    }

    /// Glyphs of one size as the operator TJ takes them: their numbers, and between them how far the pen goes back, in
    /// thousandths of the size.
    mutating func shown(_ glyphs: some Collection<TextLine.Glyph>) -> String {
        var parts: [String] = []
        var run: [UInt16] = []
        var pen = glyphs.first?.x ?? 0
        for glyph in glyphs {
            let back = SVGText.number((pen - glyph.x) / glyph.size * 1000)
            if back != "0" {
                parts += [PDFText.hex(run), back]
                run = []
            }
            run.append(number(of: glyph.character))
            pen = glyph.x + Double(font.file.advance(of: glyph.index)) / Double(font.file.unitsPerEm) * glyph.size
        }
        return (parts + [PDFText.hex(run)]).joined(separator: " ")
    }

    /// Adds the objects of the font; `pack` packs their streams.
    func add(to file: inout PDFFile, pack: ([UInt8]) throws(PlotError) -> [UInt8]) throws(PlotError) {
        let glyphs = [0] + characters.map(font.file.glyph(of:))
        let subset = TrueTypeSubset(of: font, glyphs: glyphs)
        let name = "/\(Self.tag(of: subset.bytes))+\(font.name)"
        func thousandths(_ units: Int) -> String {
            SVGText.number(Double(units) / Double(font.file.unitsPerEm) * 1000)
        }
        let widths = glyphs.map { thousandths(font.file.advance(of: $0)) }.joined(separator: " ")
        let box = [subset.low.x, subset.low.y, subset.high.x, subset.high.y].map(thousandths).joined(separator: " ")
        file.add(
            .font,
            "<< /Type /Font /Subtype /Type0 /BaseFont \(name) /Encoding /Identity-H "
                + "/DescendantFonts [\(PDFFile.Object.glyphs.reference)] "
                + "/ToUnicode \(PDFFile.Object.characters.reference) >>")
        file.add(
            .glyphs,
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont \(name) /CIDToGIDMap /Identity "
                + "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
                + "/FontDescriptor \(PDFFile.Object.description.reference) /W [0 [\(widths)]] >>")
        // Flag 4: characters beyond the standard Latin ones. No table says how thick stems are; 80 is usual.
        file.add(
            .description,
            "<< /Type /FontDescriptor /FontName \(name) /Flags 4 /FontBBox [\(box)] /ItalicAngle 0 "
                + "/Ascent \(thousandths(font.ascender)) /Descent \(thousandths(font.descender)) "
                + "/CapHeight \(thousandths(font.capHeight)) /StemV 80 "
                + "/FontFile2 \(PDFFile.Object.outlines.reference) >>")
        file.add(.outlines, packed: try pack(subset.bytes), entries: " /Length1 \(subset.bytes.count)")
        file.add(.characters, packed: try pack(Array(characterMap.utf8)))
    }

    /// Six capitals that tell a subset from others of the same font.
    private static func tag(of bytes: [UInt8]) -> String {
        var rest = CRC32.of(bytes)
        var tag = ""
        for _ in 0..<6 {
            tag.unicodeScalars.append(Unicode.Scalar(UInt8(ascii: "A") + UInt8(rest % 26)))
            rest /= 26
        }
        return tag
    }

    /// The characters by their numbers, at most a hundred in a list, as the format wants it.
    private var characterMap: String {
        let lines = characters.enumerated().map { index, character in
            "\(PDFText.hex([UInt16(index + 1)])) \(PDFText.hex(String(character).utf16))"
        }
        let lists = stride(from: 0, to: lines.count, by: 100).map { start in
            let list = lines[start..<min(start + 100, lines.count)]
            return "\(list.count) beginbfchar\n\(list.joined(separator: "\n"))\nendbfchar\n"
        }
        return """
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
            /CMapName /Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000> <ffff>
            endcodespacerange
            \(lists.joined())endcmap
            CMapName currentdict /CMap defineresource pop
            end
            end

            """
    }
}

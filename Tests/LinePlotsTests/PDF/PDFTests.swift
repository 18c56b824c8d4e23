import Testing

@testable import LinePlots

/// Figures as PDF: what is in the file, by a reader that knows nothing of the writer.
@Suite struct PDFTests {
    private func read(_ figure: Figure) throws -> PDFReader { try PDFReader(figure.pdfWithRemarks().bytes) }

    private var manyParts: Figure {
        let curves = Curve.Kind.allCases.enumerated().map { number, kind in
            Curve(label: kind.rawValue, x: [0, 1, 2, 3], y: [1, 3, .nan, 2].map { $0 + Double(number) }, kind: kind)
        }
        let band = Band(label: "band", x: [0, 1], lower: [0, 1], upper: [2, 3])
        var figure = Figure(panels: [
            Panel(curves, bands: [band], rules: [Rule(.vertical, at: 1, label: "here")], yLabel: "up"),
            Panel([Curve(x: [0, 3], y: [1, 100])], yAxis: Axis(.log)),
        ])
        figure.look.usesDashes = true
        figure.look.hasGrid = true
        return figure
    }

    @Test(arguments: ReferencePictures.all.map(\.name))
    func `every object is where the table says, and the same figure gives the same bytes`(name: String) throws {
        let figure = try #require(ReferencePictures.all.first { $0.name == name }).figure
        let bytes = try figure.pdfWithRemarks().bytes
        #expect(try figure.pdfWithRemarks().bytes == bytes)
        let reader = try PDFReader(bytes)
        let size = [Double(figure.width) * 0.75, Double(figure.height) * 0.75]
        #expect(try reader.page["MediaBox"]?.numbers == [0, 0] + size)
        // What is kept is brought back, and only then.
        let operations = try reader.operations
        var depth = 0
        for operation in operations {
            depth += ["q": 1, "Q": -1][operation.name] ?? 0
            #expect((0...2).contains(depth))
        }
        #expect(depth == 0)
    }

    @Test func `a curve goes through the data, in the places of the pixels`() throws {
        let figure = Figure([Curve(label: "line", x: [0, 1, 2], y: [0, 4, 1])], title: "Title")
        let layout = try figure.planned().layout
        let operations = try read(figure).operations
        let start = try #require(operations.firstIndex { $0.name == "RG" && $0.numbers == [0.122, 0.467, 0.706] })
        let path = operations[start...].prefix { $0.name != "S" }.filter { ["m", "l"].contains($0.name) }
        let expected = zip([0.0, 1, 2], [0.0, 4, 1]).flatMap { [layout.x.position(of: $0), layout.y.position(of: $1)] }
        #expect(path.flatMap(\.numbers).count == 6)
        #expect(zip(path.flatMap(\.numbers), expected).allSatisfy { abs($0 - $1) < 0.02 })
        #expect(operations[start...].first { $0.name == "w" }?.numbers == [2.08])
        // A pixel is 1/96 inch, and y goes downward.
        #expect(operations.first?.name == "cm" && operations.first?.numbers == [0.75, 0, 0, -0.75, 0, 360])
        let clip = try #require(operations.first { $0.name == "re" && $0.numbers[0] != 0 })
        let axes = layout.panels[0].axes
        #expect(clip.numbers == [axes.left, axes.top, axes.width, axes.height].map(Double.init))
    }

    @Test func `every kind, band, rule and panel is drawn, with a state for each opacity`() throws {
        let reader = try read(manyParts)
        let operations = try reader.operations
        #expect(operations.filter { $0.name == "W" }.count == 2)
        #expect(operations.contains { $0.name == "d" && $0.operands.first?.numbers?.count ?? 0 > 1 })
        let states = try reader.value(reader.page, "Resources", "ExtGState")
        var shares: [String: Double] = [:]
        for (name, state) in try #require(states.entries) {
            #expect(state["ca"] == state["CA"])
            shares[name] = state["ca"]?.number
        }
        #expect(shares == ["Opacity64": 0.251, "Opacity204": 0.8])
        let used = operations.filter { $0.name == "gs" }.compactMap(\.operands.first)
        #expect(Set(shares.keys.map { .name($0) }).isSuperset(of: used) && used.count > 3)
        let texts = try reader.texts
        for name in Curve.Kind.allCases.map(\.rawValue) + ["band", "here", "up"] { #expect(texts.contains(name)) }
    }

    @Test func `text is found, upright and turned, raised and accented`() throws {
        let figure = Figure(
            panels: [Panel([Curve(label: "é", x: [1, 100], y: [1, 1000])], yLabel: "up$^2$", yAxis: Axis(.log))],
            title: "Größe, $x_i^2$, α → 日 A\u{301}V")
        let reader = try read(figure)
        #expect(try reader.texts.contains("Größe, xi2, α → 日 A\u{301}V"))
        #expect(try reader.texts.contains("102"))
        let places = try reader.operations.filter { $0.name == "Tm" }.map(\.numbers)
        let turned = places.filter { $0.prefix(4).elementsEqual([0, -1, -1, 0]) }
        // The 2 of 10² stands higher than the 10, by what was measured.
        let tick = try #require(figure.planned().layout.texts.first { $0.line.text == "102" })
        let heights = places.filter { abs($0[4] - tick.x - tick.line.glyphs[2].x) < 0.01 }.map { $0[5] }
        #expect(heights.contains { abs($0 - tick.y + tick.line.glyphs[2].rise) < 0.01 } && tick.line.glyphs[2].rise > 0)
        let label = try #require(figure.planned().layout.texts.first { $0.role == .yLabel })
        #expect(turned.count == 2 && label.line.glyphs[2].rise > 0)
        for (place, glyph) in zip(turned, [label.line.glyphs[0], label.line.glyphs[2]]) {
            #expect(abs(place[4] - label.x + glyph.rise) < 0.01 && abs(place[5] - label.y + glyph.x) < 0.01)
        }
        // A and V are kerned by 131 of 2048 units.
        let line = TextLine("AVAVA", font: try Font.embedded(), size: 14)
        var font = PDFFont(try Font.embedded())
        let kerned = font.shown(line.glyphs).split(separator: " ")
        #expect(kerned.count == 9 && kerned[1] == "63.96" && kerned[0] == "<0001>" && kerned[4] == "<0001>")
    }

    @Test func `glyphs have the outlines and widths of the font`() throws {
        let font = try Font.embedded()
        let glyphs = ["é", " ", "Ж"].map { font.file.glyph(of: $0) }
        let subset = TrueTypeSubset(of: font, glyphs: glyphs)
        let reader = ByteReader(bytes: subset.bytes)
        // All bytes as numbers of four come to a sum that the format fixes.
        let sum = stride(from: 0, to: subset.bytes.count, by: 4).reduce(0) { $0 + reader.u32($1) }
        #expect(sum & 0xFFFF_FFFF == 0xB1B0_AFBA)
        var tables: [String: Int] = [:]
        for entry in stride(from: 12, to: 12 + 16 * reader.u16(4), by: 16) {
            tables[String(decoding: subset.bytes[entry..<entry + 4], as: UTF8.self)] = reader.u32(entry + 8)
        }
        #expect(tables.keys.sorted() == ["glyf", "head", "hhea", "hmtx", "loca", "maxp"])
        let (outlines, locations) = (try #require(tables["glyf"]), try #require(tables["loca"]))
        for (index, glyph) in glyphs.enumerated() {
            #expect(reader.u16(try #require(tables["hmtx"]) + 4 * index) == font.file.advance(of: glyph))
            let expected = GlyphOutline(of: glyph, in: font.file).contours
            let place = outlines + reader.u32(locations + 4 * index)
            let length = reader.u32(locations + 4 * index + 4) - reader.u32(locations + 4 * index)
            guard !expected.isEmpty else {
                #expect(length == 0)
                continue
            }
            #expect(reader.i16(place) == expected.count)
            let points = expected.joined().map { ($0.x.rounded(), $0.y.rounded(), $0.isOnCurve) }
            var cursor = place + 10 + 2 * expected.count
            #expect(reader.u16(cursor - 2) == points.count - 1 && reader.u16(cursor) == 0)
            cursor += 2
            var (x, y) = (0, 0)
            for (number, point) in points.enumerated() {
                x += reader.i16(cursor + points.count + 2 * number)
                y += reader.i16(cursor + 3 * points.count + 2 * number)
                #expect(Float(x) == point.0 && Float(y) == point.1 && (reader.u8(cursor + number) == 1) == point.2)
            }
        }
        #expect(reader.i16(try #require(tables["head"]) + 42) == subset.high.y && subset.high.y == 1638)
    }

    @Test func `names of columns are texts and never operators`() throws {
        let name = "endobj ) Tj (\\ << /Root \u{0}\u{202E}x\u{301}\n日 %%EOF"
        var figure = Figure([Curve(label: name, x: [0, 1], y: [1, 2])], title: name, xLabel: name, yLabel: name)
        figure.metadata = [("Source", ")(\\"), ("Command", "seqcast plot --title '日'"), ("A key/#", "v")]
        let reader = try read(figure)
        let said = try reader.value(reader.trailer, "Info")
        #expect(said["Title"]?.text?.utf8.elementsEqual("endobj ) Tj (\\ << /Root x\u{301} 日 %%EOF".utf8) == true)
        #expect(said["Source"]?.text == ")(\\" && said["Command"]?.text == "seqcast plot --title '日'")
        #expect(said["A key/#"]?.text == "v" && said["Producer"]?.text == "seqcast")
        #expect(said["CreationDate"] == nil && said["ModDate"] == nil && reader.trailer["ID"] == nil)
        #expect(said["Subject"]?.text == "1 curves with 2 points in 1 panels")
    }

    @Test func `paper is left out where it is asked for`() throws {
        var figure = Figure([Curve(x: [0, 1], y: [1, 2])])
        func paper() throws -> Int {
            try read(figure).operations.count { $0.name == "re" && $0.numbers == [0, 0, 640, 480] }
        }
        #expect(try paper() == 1)
        figure.look.isTransparent = true
        #expect(try paper() == 0)
    }

    @Test func `a damaged font is drawn somehow, in a file that can be read`() throws {
        let bytes = try Font.embedded().file.reader.bytes
        var random = SeededNumbers(seed: 5)
        var count = 0
        for round in 0..<120 {
            var broken = bytes
            for _ in 0..<200 {
                let end = round.isMultiple(of: 8) ? 400 : broken.count
                broken[Int.random(in: 300..<end, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            guard let font = try? Font(bytes: broken) else { continue }
            let figure = Figure([Curve(label: "AVé−Ж0", x: [0, 1], y: [1, 2])], width: 300, height: 200, font: font)
            guard let bytes = try? figure.pdfWithRemarks().bytes else { continue }
            #expect(throws: Never.self) { try PDFReader(bytes) }
            count += 1
        }
        #expect(count > 20)
    }

    @Test func `parts that a font puts nowhere are put at the edge`() throws {
        // A letter is another one and itself, each time four times as large: too large for any whole number.
        var bytes = try Font.embedded().file.reader.bytes
        let file = try Font.embedded().file
        let (letter, other) = (file.glyph(of: "é"), file.glyph(of: "e"))
        let place = try #require(file.outlineRange(of: letter)).lowerBound
        let header = [0xFFFF, 0, 0, 0, 0]
        let parts = [0x0023, other, 0, 0, 0x0083, letter, 0x7FFF, 0x7FFF, 0x7FFF, 0x7FFF, 0x7FFF, 0x7FFF]
        let words = (header + parts).flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        bytes.replaceSubrange(place..<place + words.count, with: words)
        #expect(GlyphOutline(of: letter, in: try Font(bytes: bytes).file).contours.joined().contains { $0.x > 1e19 })
        let figure = Figure([Curve(label: "é", x: [0, 1], y: [1, 2])], font: try Font(bytes: bytes))
        #expect(throws: Never.self) { try PDFReader(figure.pdfWithRemarks().bytes) }
    }
}

import CPNG
import Testing

@testable import LinePlots

@Suite struct PNGTests {
    /// The decoded pixels as colours, row by row.
    private func decoded(_ bytes: [UInt8]) throws -> (width: Int, height: Int, colors: [Color]) {
        var result = cpng_result()
        try #require(cpng_decode(bytes, bytes.count, &result) == 1)
        defer { cpng_release(&result) }
        let samples = Array(UnsafeBufferPointer(start: result.bytes, count: result.count))
        let colors = stride(from: 0, to: samples.count, by: 4).map {
            Color(red: samples[$0], green: samples[$0 + 1], blue: samples[$0 + 2])
        }
        return (Int(result.width), Int(result.height), colors)
    }

    /// The file's chunks, names and contents.
    private func chunks(_ bytes: [UInt8]) -> [(name: String, data: [UInt8])] {
        var chunks: [(String, [UInt8])] = []
        var place = 8
        while place + 12 <= bytes.count {
            let length = bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
            let name = String(decoding: bytes[place + 4..<place + 8], as: UTF8.self)
            chunks.append((name, Array(bytes[place + 8..<place + 8 + length])))
            place += 12 + length
        }
        return chunks
    }

    private let details = PNGDetails(dpi: 100, texts: [])

    @Test func `few colours come back exactly, from a palette`() throws {
        var canvas = Canvas(width: 7, height: 5, background: Color(hex: 0x102030))
        canvas.fill(PixelRect(left: 1, top: 2, right: 6, bottom: 4), Color(hex: 0xFF7F0E))
        let bytes = try canvas.encoded(details)
        let picture = try decoded(bytes)
        #expect((picture.width, picture.height) == (7, 5))
        for y in 0..<5 {
            for x in 0..<7 { #expect(picture.colors[y * 7 + x] == canvas.color(x: x, y: y)) }
        }
        #expect(chunks(bytes).first { $0.name == "PLTE" }?.data.count == 6)
    }

    @Test func `many colours come back near, and those of lines and paper exactly`() throws {
        let x = (0..<300).map(Double.init)
        let figure = Figure([
            Curve(x: x, y: x.map { ($0 * 0.37).truncatingRemainder(dividingBy: 5) }), Curve(x: x, y: x.map { $0 / 60 }),
        ])
        let canvas = try figure.drawn()
        let picture = try decoded(figure.png())
        for y in 0..<canvas.height {
            for x in 0..<canvas.width {
                let (is_, was) = (picture.colors[y * canvas.width + x], canvas.color(x: x, y: y))
                let far = max(
                    abs(Int(is_.red) - Int(was.red)), abs(Int(is_.green) - Int(was.green)),
                    abs(Int(is_.blue) - Int(was.blue)))
                guard far > 12 || ([.white, .black, LineStyle.palette[0]].contains(was) && far > 0) else { continue }
                Issue.record("\(was) became \(is_)")
            }
        }
    }

    @Test func `twelve curves and a transparent figure have palettes`() throws {
        let x = (0..<200).map { Double($0) / 20 }
        let curves = (0..<12).map { number in
            Curve(label: "\(number)", x: x, y: x.map { ($0 * Double(number + 3)).truncatingRemainder(dividingBy: 7) })
        }
        let figure = Figure(curves)
        let names = try chunks(figure.png()).map(\.name)
        #expect(names.contains("PLTE") && !names.contains("tRNS"))
        var clear = Figure(Array(curves[..<2]), title: "T")
        clear.look.isTransparent = true
        #expect(try chunks(clear.png()).map(\.name).contains("tRNS"))
    }

    @Test func `too many colours are kept in three channels`() throws {
        var canvas = Canvas(width: 64, height: 64, background: .white)
        for y in 0..<64 {
            for x in 0..<64 {
                let color = Color(hex: UInt32(x * 4) << 16 | UInt32(y * 4) << 8 | UInt32((x * y) & 0xFF))
                canvas.fill(PixelRect(left: x, top: y, right: x + 1, bottom: y + 1), color)
            }
        }
        let bytes = try canvas.encoded(details)
        #expect(chunks(bytes).first?.data[9] == 2)
        #expect(try decoded(bytes).colors[64 * 10 + 20] == canvas.color(x: 20, y: 10))
    }

    @Test func `title, software and resolution stand in the file, and no date`() throws {
        var figure = Figure([Curve(x: [0, 1], y: [0, 1])], title: "Größe", width: 300, height: 200)
        figure.metadata = [("Source", "data.csv"), ("Comment", "проверка")]
        let chunks = try chunks(figure.png())
        #expect(chunks.map(\.name) == ["IHDR", "PLTE", "pHYs", "tEXt", "tEXt", "tEXt", "iTXt", "IDAT", "IEND"])
        let texts = chunks.filter { $0.name == "tEXt" }.map(\.data)
        #expect(texts[0] == Array("Title\0".utf8) + [0x47, 0x72, 0xF6, 0xDF, 0x65])
        #expect(texts[1] == Array("Software\0seqcast".utf8))
        #expect(texts[2] == Array("Source\0data.csv".utf8))
        let international = chunks.first { $0.name == "iTXt" }?.data
        #expect(international == Array("Comment\0\0\0\0\0проверка".utf8))
        // 100 dots to the inch are 3937 to the metre.
        #expect(chunks.first { $0.name == "pHYs" }?.data == [0, 0, 0x0F, 0x61, 0, 0, 0x0F, 0x61, 1])
    }

    @Test func `what libpng refuses is an error with its words`() {
        let canvas = Canvas(width: 2, height: 2, background: .white)
        let long = String(repeating: "k", count: 100)
        #expect(throws: Never.self) { try canvas.encoded(details) }
        var result = cpng_result()
        var image = cpng_image()
        image.channels = 2
        #expect(cpng_encode(&image, &result) == 0)
        image.channels = 3
        #expect(cpng_encode(&image, &result) == 0)
        #expect(result.bytes == nil)
        #expect(withUnsafeBytes(of: result.message) { $0[0] } != 0)
        // A keyword may have 79 bytes; what libpng does with a longer one, it must not trap.
        _ = try? canvas.encoded(PNGDetails(dpi: 100, texts: [(long, "text"), ("", "text")]))
    }
}

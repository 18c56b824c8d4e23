import CPNG

/// What a PNG file says about its picture.
struct PNGDetails: Sendable {
    /// Units: dots to the inch.
    var dpi: Double
    var texts: [(keyword: String, text: String)]
    /// zlib's, from 0 to 9.
    var compressionLevel = Figure.defaultLevel
}

extension Canvas {
    /// The picture as the bytes of a PNG file: with a palette where colours allow, else with three channels.
    func encoded(_ details: PNGDetails) throws(PlotError) -> [UInt8] {
        let colors = stride(from: 0, to: pixels.count, by: 3).map { place in
            ClearColor(Color(red: pixels[place], green: pixels[place + 1], blue: pixels[place + 2]))
        }
        guard let palette = Palette(colors) else {
            return try encode(pixels, channels: 3, palette: [], details)
        }
        return try encode(palette, details)
    }

    /// Places in a palette as the bytes of a PNG file, as large as this picture.
    func encode(_ palette: Palette, _ details: PNGDetails) throws(PlotError) -> [UInt8] {
        try encode(palette.indices, channels: 1, palette: palette.colors.flatMap(\.samples), details)
    }

    /// Rows of samples as the bytes of a PNG file, as large as this picture; a palette has four samples a colour.
    func encode(
        _ samples: [UInt8], channels: Int32, palette: [UInt8], _ details: PNGDetails
    ) throws(PlotError) -> [UInt8] {
        // All texts in one array of bytes, each ended by a zero; libpng gets pointers into it.
        var bytes: [UInt8] = []
        var places: [(keyword: Int, text: Int, isUTF8: Bool)] = []
        for (keyword, text) in details.texts {
            let isUTF8 = text.unicodeScalars.contains { $0.value > 0xFF }
            let encoded = isUTF8 ? Array(text.utf8) : text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
            let start = bytes.count
            bytes += keyword.utf8.filter { $0 != 0 } + [0]
            places.append((start, bytes.count, isUTF8))
            bytes += encoded.filter { $0 != 0 } + [0]
        }
        var result = cpng_result()
        let isEncoded = bytes.withUnsafeBytes { buffer in
            let texts = places.map { place in
                cpng_text(
                    keyword: buffer.baseAddress?.advanced(by: place.keyword).assumingMemoryBound(to: CChar.self),
                    text: buffer.baseAddress?.advanced(by: place.text).assumingMemoryBound(to: CChar.self),
                    is_utf8: place.isUTF8 ? 1 : 0)
            }
            return samples.withUnsafeBufferPointer { samples in
                palette.withUnsafeBufferPointer { palette in
                    texts.withUnsafeBufferPointer { texts in
                        var image = cpng_image(
                            width: UInt32(width), height: UInt32(height), channels: channels,
                            pixels: samples.baseAddress, palette: palette.baseAddress,
                            palette_count: Int32(palette.count / 4),
                            pixels_per_metre: UInt32((details.dpi / 0.0254).rounded()),
                            compression_level: Int32(details.compressionLevel),
                            texts: texts.baseAddress, text_count: Int32(texts.count))
                        return cpng_encode(&image, &result)
                    }
                }
            }
        }
        defer { cpng_release(&result) }
        guard isEncoded == 1 else { throw .encoding(Self.message(of: result)) }
        return Array(UnsafeBufferPointer(start: result.bytes, count: result.count))
    }

    private static func message(of result: cpng_result) -> String {
        withUnsafeBytes(of: result.message) { buffer in
            String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}

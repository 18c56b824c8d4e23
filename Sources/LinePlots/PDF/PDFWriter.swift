import Files

/// Writes a picture as PDF 1.4: a page, its font, and what is said of it.
enum PDFWriter {
    /// The bytes of a PDF file; `level` is zlib's, from 0 to 9, and `metadata` comes beside the title and the program.
    static func bytes(
        of picture: VectorPicture, font: Font, level: Int, metadata: [(keyword: String, text: String)] = []
    ) throws(PlotError) -> [UInt8] {
        func packed(_ bytes: [UInt8]) throws(PlotError) -> [UInt8] {
            guard let packed = Deflate.bytes(of: bytes, level: level) else {
                throw .noMemory(width: picture.width, height: picture.height, bytes: bytes.count)
            }
            return packed
        }
        let content = PDFContent(picture, font)
        let size = [picture.width, picture.height].map { SVGText.number(Double($0) * PDFContent.pixel) }
        let states = content.opacities.sorted().map { opacity in
            let share = PDFText.share(opacity)
            return "\(PDFContent.state(opacity)) << /CA \(share) /ca \(share) >>"
        }
        var file = PDFFile()
        file.add(
            .catalog,
            "<< /Type /Catalog /Pages \(PDFFile.Object.pages.reference) "
                + "/ViewerPreferences << /DisplayDocTitle true >> >>")
        file.add(.pages, "<< /Type /Pages /Count 1 /Kids [\(PDFFile.Object.page.reference)] >>")
        file.add(
            .page,
            "<< /Type /Page /Parent \(PDFFile.Object.pages.reference) /MediaBox [0 0 \(size.joined(separator: " "))] "
                + "/Contents \(PDFFile.Object.contents.reference) /Group << /S /Transparency /CS /DeviceRGB >> "
                + "/Resources << /Font << \(PDFFont.name) \(PDFFile.Object.font.reference) >> "
                + "/ExtGState << \(states.joined(separator: " ")) >> >> >>")
        file.add(.contents, packed: try packed(Array(content.text.utf8)))
        try content.font.add(to: &file, pack: packed)
        let said =
            [("Title", picture.name), ("Subject", picture.summary), ("Creator", "seqcast"), ("Producer", "seqcast")]
            + metadata
        file.add(
            .information, "<< \(said.map { "\(PDFText.name($0)) \(PDFText.string($1))" }.joined(separator: " ")) >>")
        return file.finished()
    }
}

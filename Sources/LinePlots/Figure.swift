/// Panels of curves above each other that share the axis of x, to be drawn as a PNG, SVG or PDF picture.
///
/// The same figure gives the same bytes; nothing in it depends on a clock, a locale or the machine.
package struct Figure: Sendable {
    /// One or more, from the top.
    package var panels: [Panel]
    package var title: String?
    package var xLabel: String?
    package var xAxis: Axis
    package var look: Look
    /// Units: pixels.
    package var width: Int
    package var height: Int
    /// Text and lines are sized in points: the same figure at twice the size and resolution looks the same.
    ///
    /// Units: dots to the inch.
    package var dpi: Double
    /// zlib's, from 0 to 9.
    package var compressionLevel: Int
    /// Texts for the file beside Title and Software, as keyword and text.
    package var metadata: [(keyword: String, text: String)]
    /// Draws all text; nil stands for the font in the program.
    package var font: Font?

    package static let defaultWidth = 640
    package static let defaultHeight = 480
    package static let defaultDPI = 100.0
    package static let defaultLevel = 6
    /// The resolutions that are drawn.
    package static let resolutions = 10.0...2400.0
    /// The largest size of a number that an axis shows; a logarithmic one shows all above 0.
    package static let largestValue = DataLimits.largest
    /// The longest side of a page of PDF that all readers show: 200 inches of 96 pixels.
    ///
    /// Units: pixels.
    package static let longestPDFSide = 19_200
    /// The longest side and the largest area, in pixels, that are drawn.
    static let longestSide = 65_535
    static let largestArea = 50_000_000

    package init(
        panels: [Panel], title: String? = nil, xLabel: String? = nil, xAxis: Axis = Axis(), look: Look = Look(),
        width: Int = Figure.defaultWidth, height: Int = Figure.defaultHeight, dpi: Double = Figure.defaultDPI,
        compressionLevel: Int = Figure.defaultLevel, metadata: [(keyword: String, text: String)] = [],
        font: Font? = nil
    ) {
        self.panels = panels
        self.title = title
        self.xLabel = xLabel
        self.xAxis = xAxis
        self.look = look
        self.width = width
        self.height = height
        self.dpi = dpi
        self.compressionLevel = compressionLevel
        self.metadata = metadata
        self.font = font
    }

    /// A figure of one panel.
    package init(
        _ curves: [Curve], title: String? = nil, xLabel: String? = nil, yLabel: String? = nil,
        width: Int = Figure.defaultWidth, height: Int = Figure.defaultHeight, dpi: Double = Figure.defaultDPI,
        metadata: [(keyword: String, text: String)] = [], font: Font? = nil
    ) {
        self.init(
            panels: [Panel(curves, yLabel: yLabel)], title: title, xLabel: xLabel, width: width, height: height,
            dpi: dpi, metadata: metadata, font: font)
    }

    /// The figure as the bytes of a PNG file.
    package func png() throws(PlotError) -> [UInt8] { try png(planned()) }

    /// The figure as the bytes of a PNG file, and what could not be drawn of it as it was asked for.
    package func pngWithRemarks() throws(PlotError) -> (bytes: [UInt8], remarks: [String]) {
        let plan = try planned()
        return (try png(plan), plan.remarks)
    }

    /// The figure as the text of an SVG file, and what could not be drawn of it as it was asked for.
    ///
    /// `prefix` begins the names of its parts, where several pictures stand in one document; where it `hasValues`, each curve
    /// bears its numbers.
    package func svgWithRemarks(
        prefix: String = "", hasValues: Bool = false
    ) throws(PlotError) -> (text: String, remarks: [String]) {
        let plan = try planned()
        return (SVGWriter.text(of: plan.vectors(hasValues: hasValues), prefix: prefix), plan.remarks)
    }

    /// The figure as the bytes of a PDF file, and what could not be drawn of it as it was asked for.
    package func pdfWithRemarks() throws(PlotError) -> (bytes: [UInt8], remarks: [String]) {
        let plan = try planned()
        let bytes = try PDFWriter.bytes(
            of: plan.vectors(hasValues: false), font: plan.font, level: compressionLevel, metadata: metadata)
        return (bytes, plan.remarks)
    }

    private func png(_ plan: FigurePlan) throws(PlotError) -> [UInt8] {
        let canvas = plan.drawn(paper: look.isTransparent ? .white : look.theme.paper)
        var texts: [(keyword: String, text: String)] = []
        if let title, !title.isEmpty { texts.append(("Title", title)) }
        texts.append(("Software", "seqcast"))
        let details = PNGDetails(dpi: dpi, texts: texts + metadata, compressionLevel: compressionLevel)
        guard look.isTransparent else { return try canvas.encoded(details) }
        return try TransparentPicture(onWhite: canvas, onBlack: plan.drawn(paper: .black)).encoded(details)
    }

    /// The figure as pixels.
    func drawn() throws(PlotError) -> Canvas {
        try planned().drawn(paper: look.isTransparent ? .white : look.theme.paper)
    }

    /// The figure's parts with their places.
    func planned() throws(PlotError) -> FigurePlan {
        try check()
        let font = if let font { font } else { try Font.embedded() }
        return try FigurePlan(self, font: font)
    }
}

import CPNG

/// Curves in one pair of axes, to be drawn as a PNG picture.
///
/// The same figure gives the same bytes; nothing in it depends on a clock, a locale or the machine.
package struct Figure: Sendable {
    package var curves: [Curve]
    package var title: String?
    package var xLabel: String?
    package var yLabel: String?
    /// Units: pixels.
    package var width: Int
    package var height: Int
    /// Text and lines are sized in points: the same figure at twice the size and resolution looks the same.
    ///
    /// Units: dots to the inch.
    package var dpi: Double
    /// Texts for the file beside Title and Software, as keyword and text.
    package var metadata: [(keyword: String, text: String)]
    /// Draws all text; nil stands for the font in the program.
    package var font: Font?

    package static let defaultWidth = 640
    package static let defaultHeight = 480
    package static let defaultDPI = 100.0
    /// The resolutions that are drawn.
    static let resolutions = 10.0...2400.0
    /// The longest side and the largest area, in pixels, that are drawn.
    static let longestSide = 65_535
    static let largestArea = 50_000_000
    /// Canvas, masks, stretches of colour, indices and encoded bytes, for each pixel.
    static let bytesPerPixel = 16

    package init(
        _ curves: [Curve], title: String? = nil, xLabel: String? = nil, yLabel: String? = nil,
        width: Int = Figure.defaultWidth, height: Int = Figure.defaultHeight, dpi: Double = Figure.defaultDPI,
        metadata: [(keyword: String, text: String)] = [], font: Font? = nil
    ) {
        self.curves = curves
        self.title = title
        self.xLabel = xLabel
        self.yLabel = yLabel
        self.width = width
        self.height = height
        self.dpi = dpi
        self.metadata = metadata
        self.font = font
    }

    /// The figure as the bytes of a PNG file.
    package func png() throws(PlotError) -> [UInt8] {
        let canvas = try drawn()
        var texts: [(keyword: String, text: String)] = []
        if let title, !title.isEmpty { texts.append(("Title", title)) }
        texts.append(("Software", "seqcast"))
        return try canvas.encoded(PNGDetails(dpi: dpi, texts: texts + metadata))
    }

    /// The figure as pixels.
    func drawn() throws(PlotError) -> Canvas {
        let plan = try planned()
        return plan.drawn()
    }

    /// The figure's parts with their places.
    func planned() throws(PlotError) -> FigurePlan {
        try check()
        let font = if let font { font } else { try Font.embedded() }
        return try FigurePlan(self, font: font)
    }

    /// Whatever cannot be drawn is found before memory is taken for it.
    private func check() throws(PlotError) {
        let sides = 1...Self.longestSide
        guard sides.contains(width), sides.contains(height), width * height <= Self.largestArea else {
            throw .badSize(width: width, height: height, limit: Self.largestArea)
        }
        guard Self.resolutions.contains(dpi) else { throw .badResolution(dpi) }
        for (index, curve) in curves.enumerated() {
            let name = curve.label.isEmpty ? "\(index + 1)" : "“\(curve.label)”"
            guard curve.x.count == curve.y.count else {
                throw .unequalLengths(curve: name, x: curve.x.count, y: curve.y.count)
            }
            for values in [curve.x, curve.y] {
                let row = values.firstIndex { $0.isFinite && abs($0) > DataLimits.largest }
                if let row { throw .outOfRange(curve: name, row: row, value: values[row]) }
            }
        }
        let bytes = width * height * Self.bytesPerPixel
        guard cpng_can_allocate(bytes) == 1 else { throw .noMemory(width: width, height: height, bytes: bytes) }
    }
}

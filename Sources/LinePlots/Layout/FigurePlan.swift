/// A figure ready to be drawn: its layout, and its curves on the canvas.
struct FigurePlan: Sendable {
    let layout: FigureLayout
    let paths: [CurvePath]
    let measures: Measures
    let font: Font

    /// Sizes of text that are tried in turn on a small canvas.
    private static let textScales = [1, 0.85, 0.7]

    /// Finds room for everything, else says what stands in the way with text at its full size.
    init(_ figure: Figure, font: Font) throws(PlotError) {
        let xLimits = DataLimits(DataLimits.range(of: figure.curves.lazy.flatMap(\.drawnX)))
        let yLimits = DataLimits(DataLimits.range(of: figure.curves.lazy.flatMap(\.drawnY)))
        var problem: String?
        for textScale in Self.textScales {
            let measures = Measures(dpi: figure.dpi, textScale: textScale)
            let axes = AxesLayout(
                figure: figure, font: font, measures: measures, xLimits: xLimits, yLimits: yLimits)
            do throws(NoRoom) {
                self = try Self.plan(figure, axes, isLast: textScale == Self.textScales.last)
                return
            } catch {
                problem = problem ?? error.problem
            }
        }
        throw .tooSmall(width: figure.width, height: figure.height, problem: problem ?? "nothing fits")
    }

    private init(_ layout: FigureLayout, _ paths: [CurvePath], _ axes: AxesLayout) {
        self.layout = layout
        self.paths = paths
        measures = axes.measures
        font = axes.font
    }

    /// The legend goes inside where it covers no line, else to the right, else below the axes.
    private static func plan(_ figure: Figure, _ axes: AxesLayout, isLast: Bool) throws(NoRoom) -> FigurePlan {
        let measures = axes.measures
        var layout = try axes.make()
        var paths = paths(figure, layout, measures)
        let (width, height) = (Double(figure.width), Double(figure.height))
        let entries = LegendContents.entries(
            figure.curves, font: axes.font, measures: measures, width: max(0.3 * width, 6 * measures.text))
        guard !entries.isEmpty else { return FigurePlan(layout, paths, axes) }

        if let legend = inside(layout, paths, entries, measures) {
            layout.legend = legend
            return FigurePlan(layout, paths, axes)
        }
        let pad = measures.outerPad(width: figure.width, height: figure.height)
        let gap = measures.text * 0.7
        for leastShare in isLast ? [0.4, 0] : [0.4] {
            let axesHeight = Double(layout.axes.height)
            if let legend = LegendContents(entries, measures: measures, maxWidth: 0.6 * width, maxHeight: axesHeight),
                var right = try? axes.reserving(right: Double(legend.width) + gap).make(),
                Double(right.axes.width) >= leastShare * width
            {
                let left = Int((width - pad).rounded(.down)) - legend.width
                right.legend = legend.placed(left: left, top: right.axes.top)
                paths = Self.paths(figure, right, measures)
                return FigurePlan(right, paths, axes)
            }
            if let legend = LegendContents(entries, measures: measures, maxWidth: width - 2 * pad),
                var below = try? axes.reserving(below: Double(legend.height) + gap).make(),
                Double(below.axes.height) >= 0.75 * leastShare * height
            {
                let top = Int((height - pad).rounded(.down)) - legend.height
                let left = min(
                    max((below.axes.left + below.axes.right - legend.width) / 2, Int(pad)),
                    Int(width - pad) - legend.width)
                below.legend = legend.placed(left: left, top: top)
                paths = Self.paths(figure, below, measures)
                return FigurePlan(below, paths, axes)
            }
        }
        throw NoRoom(problem: "the legend of \(entries.count) curves leaves the axes no room")
    }

    private static func paths(_ figure: Figure, _ layout: FigureLayout, _ measures: Measures) -> [CurvePath] {
        figure.curves.enumerated().map { index, curve in
            CurvePath(
                curve, style: LineStyle(index: index), lineWidth: Float(measures.lineWidth), x: layout.x, y: layout.y)
        }
    }

    private static func inside(
        _ layout: FigureLayout, _ paths: [CurvePath], _ entries: LegendContents.Entries, _ measures: Measures
    ) -> LegendPlace? {
        let margin = Int((0.5 * measures.text).rounded(.up)) + layout.frameWidth
        let axes = layout.axes
        let area = PixelRect(
            left: axes.left + margin, top: axes.top + margin, right: axes.right - margin, bottom: axes.bottom - margin)
        let (maxWidth, maxHeight) = (Double(area.width) * 0.8, Double(area.height))
        guard let legend = LegendContents(entries, measures: measures, maxWidth: maxWidth, maxHeight: maxHeight)
        else { return nil }
        var mask = CoverageMask(bounds: axes)
        for path in paths { path.draw(on: &mask) }
        let gap = Int((0.3 * measures.text).rounded(.up))
        let spot = LegendSpot(mask: mask, area: area, width: legend.width, height: legend.height, gap: gap).find()
        return spot.map { legend.placed(left: $0.left, top: $0.top) }
    }
}

extension AxesLayout {
    fileprivate func reserving(right: Double = 0, below: Double = 0) -> AxesLayout {
        var result = self
        result.reservedRight = right
        result.reservedBelow = below
        return result
    }
}

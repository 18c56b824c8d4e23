/// The sizes of a figure's parts in pixels: those of matplotlib, in points, at a resolution.
struct Measures: Equatable, Sendable {
    /// Units: dots to the inch.
    let dpi: Double
    /// 1, or less where text has to be smaller to fit a small canvas.
    let textScale: Double
    /// The width of curves.
    ///
    /// Units: points.
    var curveWidth = Look.defaultLineWidth

    private func pixels(_ points: Double) -> Double { points * dpi / 72 }

    /// The em of tick labels, axis labels and legend.
    var text: Double { pixels(10) * textScale }
    var title: Double { pixels(12) * textScale }
    var tickLength: Double { pixels(3.5).rounded() }
    var tickPad: Double { pixels(3.5) * textScale }
    var labelPad: Double { pixels(4) * textScale }
    var titlePad: Double { pixels(6) * textScale }
    var notePad: Double { pixels(3) * textScale }
    var lineWidth: Double { pixels(curveWidth) }
    /// A marker's width; wide lines have larger ones.
    var markerSize: Double { pixels(max(5, 3 * curveWidth)) }
    var ruleWidth: Double { pixels(1) }
    var minorTickLength: Double { pixels(2).rounded() }
    /// The lines of a grid, in whole pixels.
    var gridWidth: Int { max(1, Int(pixels(0.5).rounded())) }
    /// From one panel's frame to the next one's.
    var panelGap: Double { pixels(9) }
    /// The frame and the ticks, in whole pixels.
    var frameWidth: Int { max(1, Int(pixels(0.8).rounded())) }
    /// A legend's handles.
    var handleLength: Double { 2 * text }

    /// What is left free round everything.
    func outerPad(width: Int, height: Int) -> Double {
        min(pixels(8), 0.03 * Double(min(width, height))).rounded(.up)
    }

    /// How many distances between ticks an axis of this length has at most.
    func mostIntervals(length: Double) -> Int {
        max(AxisTicks.mostIntervals, Int(length / pixels(100)))
    }
}

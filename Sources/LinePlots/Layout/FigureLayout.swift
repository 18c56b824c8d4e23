/// Where everything in a figure stands, known before anything is drawn.
///
/// Units: pixels.
struct FigureLayout: Sendable {
    let canvas: PixelRect
    /// From the frame's left and top line to its right and bottom line, their middles included.
    let axes: PixelRect
    let frameWidth: Int
    let tickLength: Int
    let x: LinearScale
    let y: LinearScale
    let xTicks: AxisTicks
    let yTicks: AxisTicks
    var texts: [TextPlace]
    var legend: LegendPlace?

    /// Everything that must neither be cut off nor overlap: texts outside the axes, the legend, the axes.
    var boxes: [Box] {
        texts.map(\.box) + (legend.map { [$0.box] } ?? []) + [axes.box]
    }
}

extension PixelRect {
    var box: Box { Box(left: Double(left), top: Double(top), right: Double(right), bottom: Double(bottom)) }
}

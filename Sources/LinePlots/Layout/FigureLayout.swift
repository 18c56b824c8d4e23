/// Where everything in a figure stands, known before anything is drawn.
///
/// Units: pixels.
struct FigureLayout: Sendable {
    let canvas: PixelRect
    /// From the top; all have the same left and right sides.
    var panels: [PanelLayout]
    let x: AxisScale
    let xTicks: AxisTicks
    /// Everything written outside the axes but the legends.
    var texts: [TextPlace]
    var legends: [LegendPlace] = []

    /// Everything that must neither be cut off nor overlap: texts outside the axes, the legends, the axes.
    var boxes: [Box] {
        texts.map(\.box) + legends.map(\.box) + panels.map(\.axes.box)
    }
}

/// Where a panel's axes stand.
struct PanelLayout: Sendable {
    /// From the frame's left and top line to its right and bottom line, their middles included.
    let axes: PixelRect
    let y: AxisScale
    let yTicks: AxisTicks
    let right: SideAxis?
    var ruleLabels: [TextPlace] = []
    /// The labels of rules that find no place.
    var unplacedLabels: [String] = []

    struct SideAxis: Sendable {
        let scale: AxisScale
        let ticks: AxisTicks
    }
}

extension PixelRect {
    var box: Box { Box(left: Double(left), top: Double(top), right: Double(right), bottom: Double(bottom)) }
}

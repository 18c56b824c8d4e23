/// All of a panel's data on the canvas.
struct PanelShapes: Sendable {
    let bands: [BandShape]
    let curves: [CurveShape]

    /// The shapes of a panel between its axes; `firstStyle` is the number of its first curve's style in the figure.
    init(_ panel: Panel, _ layout: PanelLayout, x: AxisScale, look: Look, measures: Measures, firstStyle: Int) {
        func style(_ index: Int) -> LineStyle {
            look.style(panel.curves.indices.contains(index) ? panel.curves[index].style ?? firstStyle + index : index)
        }
        bands = panel.bands.map {
            BandShape($0, color: style($0.curve).color, x: x, y: layout.y, lineWidth: measures.lineWidth)
        }
        let overlapping = panel.curves.filter { $0.kind == .bars && $0.barWidth != nil }.count > 1
        curves = panel.curves.enumerated().map { index, curve in
            let y = curve.isRight ? layout.right?.scale ?? layout.y : layout.y
            if curve.kind == .bars {
                let place = BarPlace(index: index, of: panel.curves)
                return .bars(
                    BarShape(curve, style: style(index), opacity: overlapping ? 153 : 255, place: place, x: x, y: y))
            }
            return .path(
                CurvePath(
                    curve, style: style(index), lineWidth: Float(measures.lineWidth),
                    markerSize: Float(measures.markerSize), x: x, y: y))
        }
    }

    /// The pixels of a rectangle that data cover.
    func mask(_ bounds: PixelRect) -> CoverageMask {
        var mask = CoverageMask(bounds: bounds)
        for band in bands { mask.fill(band.polygons + band.lines) }
        for curve in curves { curve.draw(on: &mask) }
        return mask
    }
}

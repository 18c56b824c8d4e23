/// A curve on the canvas, whatever its kind.
enum CurveShape: Sendable {
    case path(CurvePath)
    case bars(BarShape)

    var color: Color {
        switch self {
        case .path(let path): path.style.color
        case .bars(let bars): bars.style.color
        }
    }

    var opacity: UInt8 {
        if case .bars(let bars) = self { bars.opacity } else { 255 }
    }

    /// Covers the mask with all of it.
    func draw(on mask: inout CoverageMask) {
        switch self {
        case .path(let path): path.draw(on: &mask)
        case .bars(let bars): mask.fill(bars.polygons)
        }
    }
}

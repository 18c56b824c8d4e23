/// The shape that stands at a point.
enum Marker: CaseIterable, Sendable {
    case circle, square, triangle, diamond, downTriangle, plus, cross

    /// Its outline round the origin, in units of its width; all run the same way round.
    var outline: [PixelPoint] {
        switch self {
        case .circle:
            // A regular polygon so fine that no pixel shows its corners.
            (0..<24).map { step in Self.turned(step) }
        case .square: Self.points([(-0.45, -0.45), (0.45, -0.45), (0.45, 0.45), (-0.45, 0.45)])
        case .triangle: Self.points([(0, -0.55), (0.55, 0.45), (-0.55, 0.45)])
        case .diamond: Self.points([(0, -0.62), (0.62, 0), (0, 0.62), (-0.62, 0)])
        case .downTriangle: Self.points([(-0.55, -0.45), (0.55, -0.45), (0, 0.55)])
        case .plus:
            Self.points([
                (-0.17, -0.55), (0.17, -0.55), (0.17, -0.17), (0.55, -0.17), (0.55, 0.17), (0.17, 0.17), (0.17, 0.55),
                (-0.17, 0.55), (-0.17, 0.17), (-0.55, 0.17), (-0.55, -0.17), (-0.17, -0.17),
            ])
        case .cross:
            Self.points([
                (-0.33, -0.55), (0, -0.22), (0.33, -0.55), (0.55, -0.33), (0.22, 0), (0.55, 0.33), (0.33, 0.55),
                (0, 0.22), (-0.33, 0.55), (-0.55, 0.33), (-0.22, 0), (-0.55, -0.33),
            ])
        }
    }

    private static func points(_ places: [(Float, Float)]) -> [PixelPoint] {
        places.map { PixelPoint(x: $0.0, y: $0.1) }
    }

    /// The corner of a 24-sided polygon: cosine and sine of multiples of 15°.
    private static func turned(_ step: Int) -> PixelPoint {
        let quarter: [Float] = [1, 0.965_925_8, 0.866_025_4, 0.707_106_8, 0.5, 0.258_819, 0]
        func cosine(_ step: Int) -> Float {
            let place = ((step % 24) + 24) % 24
            let folded = place > 12 ? 24 - place : place
            return folded <= 6 ? quarter[folded] : -quarter[12 - folded]
        }
        return PixelPoint(x: 0.5 * cosine(step), y: 0.5 * cosine(step - 6))
    }
}

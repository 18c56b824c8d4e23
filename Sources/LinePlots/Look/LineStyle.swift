/// How a curve looks: its colour, its dashes once colours run out, and its marker.
struct LineStyle: Equatable, Sendable {
    let color: Color
    /// Lengths of dashes and gaps in turn, in line widths; empty for a solid line.
    let dashes: [Double]
    let marker: Marker

    /// The ten colours that readers of matplotlib's figures know.
    static let palette = ColorSet.tab10.colors(on: .light)

    /// The style of the curve at `index`, different from that of every other index.
    init(index: Int, palette: [Color] = LineStyle.palette, usesDashes: Bool = false) {
        color = palette[index % palette.count]
        dashes = Self.dashes(round: usesDashes ? index : index / palette.count)
        marker = Marker.allCases[index % Marker.allCases.count]
    }

    /// Solid, dashed, dotted, dash-dot; from then on one dot more each round.
    private static func dashes(round: Int) -> [Double] {
        switch round {
        case 0: []
        case 1: [3.7, 1.6]
        case 2: [1, 1.65]
        default: [6.4, 1.6] + (3...round).flatMap { _ in [1, 1.6] }
        }
    }
}

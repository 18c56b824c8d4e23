/// How a curve's line looks: its colour, and its dashes once colours run out.
struct LineStyle: Equatable, Sendable {
    let color: Color
    /// Lengths of dashes and gaps in turn, in line widths; empty for a solid line.
    let dashes: [Double]

    /// The ten colours that readers of matplotlib's figures know.
    static let palette: [Color] = [
        0x1F77B4, 0xFF7F0E, 0x2CA02C, 0xD62728, 0x9467BD, 0x8C564B, 0xE377C2, 0x7F7F7F, 0xBCBD22, 0x17BECF,
    ].map(Color.init(hex:))

    /// The style of the curve at `index`, different from that of every other index.
    init(index: Int) {
        color = Self.palette[index % Self.palette.count]
        dashes = Self.dashes(round: index / Self.palette.count)
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

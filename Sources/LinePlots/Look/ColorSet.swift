/// Colours for curves, by the name of those who chose them.
package enum ColorSet: String, CaseIterable, Sendable {
    /// The ten that readers of matplotlib's figures know.
    case tab10
    /// Eight that people tell apart whose eyes lack a colour, the yellow a little darker than theirs.
    ///
    /// Source: M. Okabe, K. Ito, “Color Universal Design”, 2008.
    case okabeIto = "okabe-ito"

    /// The colours in their order; those that would sink into dark paper are lighter there.
    func colors(on theme: Theme) -> [Color] {
        let codes: [UInt32] =
            switch (self, theme) {
            case (.tab10, .dark):
                [
                    0x58A6E0, 0xFF9F40, 0x5FC25F, 0xF26A6A, 0xB392DC, 0xC4988C, 0xF49AD8, 0xB0B0B0, 0xD4D555, 0x4FD3E2,
                ]
            case (.tab10, _):
                [
                    0x1F77B4, 0xFF7F0E, 0x2CA02C, 0xD62728, 0x9467BD, 0x8C564B, 0xE377C2, 0x7F7F7F, 0xBCBD22, 0x17BECF,
                ]
            case (.okabeIto, .dark):
                [0x3B9AE0, 0xE69F00, 0x1DB88A, 0xF07A2B, 0xDB95BC, 0x8CCBF2, 0xE8DC50, 0xFFFFFF]
            case (.okabeIto, _):
                [0x0072B2, 0xE69F00, 0x009E73, 0xD55E00, 0xCC79A7, 0x56B4E9, 0xCDB900, 0x000000]
            }
        return codes.map(Color.init(hex:))
    }
}

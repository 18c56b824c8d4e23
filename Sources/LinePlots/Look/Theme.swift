/// The colours of everything but the curves, with text at a contrast of 7:1 or more.
package enum Theme: String, CaseIterable, Sendable {
    case light
    case dark
    /// Black and greys on white, with dashes: it survives a copying machine.
    case print

    var paper: Color { self == .dark ? Color(hex: 0x1B1D22) : .white }
    /// Text, frame and ticks.
    var ink: Color { self == .dark ? Color(hex: 0xEDEDED) : .black }
    var grid: Color { self == .dark ? Color(hex: 0x3A3E46) : Color(hex: 0xDDDDDD) }
    var rule: Color { self == .dark ? Color(hex: 0xA8ADB8) : Color(hex: 0x555555) }
    var legendFrame: Color { self == .dark ? Color(hex: 0x555A64) : .frameGrey }

    /// The colours of curves where no others are asked for.
    var curveColors: [Color] {
        switch self {
        case .light: LineStyle.palette
        case .dark: ColorSet.tab10.colors(on: .dark)
        case .print: [0x000000, 0x5A5A5A, 0x969696].map(Color.init(hex:))
        }
    }
}

/// An opaque colour in sRGB.
struct Color: Hashable, Sendable {
    let red: UInt8
    let green: UInt8
    let blue: UInt8

    /// The colour that HTML writes as `#rrggbb`.
    init(hex: UInt32) {
        red = UInt8(truncatingIfNeeded: hex >> 16)
        green = UInt8(truncatingIfNeeded: hex >> 8)
        blue = UInt8(truncatingIfNeeded: hex)
    }

    init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    static let white = Color(hex: 0xFFFFFF)
    static let black = Color(hex: 0x000000)
    /// The frame of a legend.
    static let frameGrey = Color(hex: 0xCCCCCC)
}

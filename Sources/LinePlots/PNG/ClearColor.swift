/// A colour of a pixel of a PNG file, with how much of what is under it it covers.
struct ClearColor: Hashable, Sendable {
    /// Opacity, red, green and blue, from the highest byte down.
    let code: UInt32

    init(_ color: Color, opacity: UInt8 = 255) {
        code = UInt32(opacity) << 24 | UInt32(color.red) << 16 | UInt32(color.green) << 8 | UInt32(color.blue)
    }

    /// Red, green, blue and opacity.
    var samples: [UInt8] { [16, 8, 0, 24].map { UInt8(truncatingIfNeeded: code >> $0) } }

    /// How it looks on black, its opacity, and how it looks on white.
    var looks: SIMD8<Int16> {
        let parts = samples.map { Int($0) }
        let opacity = parts[3]
        let onBlack = parts[..<3].map { ($0 * opacity + 127) / 255 }
        let values = onBlack + [opacity] + onBlack.map { $0 + 255 - opacity } + [0]
        return SIMD8(values.map { Int16(truncatingIfNeeded: $0) })
    }
}

extension SIMD8<Int16> {
    /// The largest difference of a part.
    func distance(to other: Self) -> Int16 {
        let difference = self &- other
        return pointwiseMax(difference, 0 &- difference).max()
    }
}

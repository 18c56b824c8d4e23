/// A point on the canvas in pixels, x to the right and y downward from the top left corner.
struct PixelPoint: Equatable, Sendable {
    var x: Float
    var y: Float

    init(x: Float, y: Float) {
        self.x = x
        self.y = y
    }

    /// The nearest point on a grid of 1/256 pixel, so that the last bits of a computation change no picture.
    ///
    /// Points far outside every canvas are brought near, where Float still tells them apart.
    init(rounding x: Double, _ y: Double) {
        self.x = Self.rounded(x)
        self.y = Self.rounded(y)
    }

    private static func rounded(_ value: Double) -> Float {
        let limit = 65536.0
        guard value > -limit else { return Float(-limit) }
        guard value < limit else { return Float(limit) }
        return Float((value * 256).rounded() / 256)
    }
}

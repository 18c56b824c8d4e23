/// Points in the order of their data, drawn as a line, steps, markers or bars.
package struct Curve: Equatable, Sendable {
    /// How the points are drawn.
    package enum Kind: String, CaseIterable, Sendable {
        case line
        /// A value holds until the next x.
        case steps
        case points
        case linePoints = "line-points"
        /// From 0 to each value; those of several curves stand side by side.
        case bars
    }

    /// The curve's name in the legend; an empty one is left out of it.
    package var label: String
    package var x: [Double]
    package var y: [Double]
    package var kind: Kind
    /// Its values belong to the axis at the right.
    package var isRight: Bool
    /// The number of its style; nil for its own number in the figure.
    package var style: Int?
    /// Bars of this width in units of x, the curves' bars over each other; nil for bars side by side.
    package var barWidth: Double?

    /// A value that is not finite, in `x` or `y`, is a gap in the line.
    package init(
        label: String = "", x: [Double], y: [Double], kind: Kind = .line, isRight: Bool = false, style: Int? = nil,
        barWidth: Double? = nil
    ) {
        self.label = label
        self.x = x
        self.y = y
        self.kind = kind
        self.isRight = isRight
        self.style = style
        self.barWidth = barWidth
    }
}

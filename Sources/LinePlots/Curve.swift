/// A line through points in the order of its data.
package struct Curve: Equatable, Sendable {
    /// The curve's name in the legend; an empty one is left out of it.
    package var label: String
    package var x: [Double]
    package var y: [Double]

    /// A value that is not finite, in `x` or `y`, is a gap in the line.
    package init(label: String = "", x: [Double], y: [Double]) {
        self.label = label
        self.x = x
        self.y = y
    }
}

extension Curve {
    /// The values of x at points that are drawn.
    var drawnX: some Sequence<Double> {
        zip(x, y).lazy.filter { $0.isFinite && $1.isFinite }.map { $0.0 }
    }

    /// The values of y at points that are drawn.
    var drawnY: some Sequence<Double> {
        zip(x, y).lazy.filter { $0.isFinite && $1.isFinite }.map { $0.1 }
    }
}

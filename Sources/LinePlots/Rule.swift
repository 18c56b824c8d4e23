/// A dashed line across the axes at one value, with a label: where the training data end, what a limit is.
package struct Rule: Equatable, Sendable {
    package enum Direction: Sendable {
        /// At a value of x.
        case vertical
        /// At a value of y.
        case horizontal
    }

    package var direction: Direction
    package var value: Double
    /// What stands beside it; an empty text is left out.
    package var label: String

    package init(_ direction: Direction, at value: Double, label: String = "") {
        self.direction = direction
        self.value = value
        self.label = label
    }
}

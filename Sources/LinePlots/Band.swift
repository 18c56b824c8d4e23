/// The area between two bounds, drawn under the curves, translucent and in the colour of one of them.
package struct Band: Equatable, Sendable {
    /// Its name in the legend; an empty one is left out of it.
    package var label: String
    package var x: [Double]
    package var lower: [Double]
    package var upper: [Double]
    /// The number of the curve, in its panel, whose colour it has.
    package var curve: Int

    /// A value that is not finite is a gap.
    package init(label: String = "", x: [Double], lower: [Double], upper: [Double], curve: Int = 0) {
        self.label = label
        self.x = x
        self.lower = lower
        self.upper = upper
        self.curve = curve
    }
}

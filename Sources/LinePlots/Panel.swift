/// One pair of axes of a figure; the panels of a figure stand one under the other and share the axis of x.
package struct Panel: Sendable {
    package var curves: [Curve]
    package var bands: [Band]
    package var rules: [Rule]
    package var yLabel: String?
    package var yAxis: Axis
    /// The label and the kind of the axis at the right, which is there if a curve belongs to it.
    package var rightLabel: String?
    package var rightAxis: Axis
    /// Its share of the height, beside those of the other panels.
    package var weight: Double

    package init(
        _ curves: [Curve], bands: [Band] = [], rules: [Rule] = [], yLabel: String? = nil, yAxis: Axis = Axis(),
        rightLabel: String? = nil, rightAxis: Axis = Axis(), weight: Double = 1
    ) {
        self.curves = curves
        self.bands = bands
        self.rules = rules
        self.yLabel = yLabel
        self.yAxis = yAxis
        self.rightLabel = rightLabel
        self.rightAxis = rightAxis
        self.weight = weight
    }

    var hasRightAxis: Bool { curves.contains(where: \.isRight) }
}

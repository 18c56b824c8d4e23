/// How a figure looks, whatever its data.
package struct Look: Equatable, Sendable {
    /// Where the legend stands.
    package enum LegendChoice: String, CaseIterable, Sendable {
        /// In the axes where it covers nothing, else at the right, else below.
        case automatic
        case right
        case below
        case none
    }

    package var theme: Theme
    /// The colours of curves; nil for those of the theme.
    package var colors: ColorSet?
    /// Units: points, 72 to the inch.
    package var lineWidth: Double
    package var hasGrid: Bool
    /// The paper is left out of the file.
    package var isTransparent: Bool
    /// Every curve has dashes of its own besides its colour.
    package var usesDashes: Bool
    package var legend: LegendChoice

    package static let defaultLineWidth = 1.5

    package init(
        theme: Theme = .light, colors: ColorSet? = nil, lineWidth: Double = Look.defaultLineWidth,
        hasGrid: Bool = false, isTransparent: Bool = false, usesDashes: Bool = false,
        legend: LegendChoice = .automatic
    ) {
        self.theme = theme
        self.colors = colors
        self.lineWidth = lineWidth
        self.hasGrid = hasGrid
        self.isTransparent = isTransparent
        self.usesDashes = usesDashes
        self.legend = legend
    }

    /// The style of the curve with that number, different from that of every other number.
    func style(_ index: Int) -> LineStyle {
        let palette = colors?.colors(on: theme) ?? theme.curveColors
        return LineStyle(index: index, palette: palette, usesDashes: usesDashes || (theme == .print && colors == nil))
    }
}

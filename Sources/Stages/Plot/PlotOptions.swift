import LinePlots

/// The options of the plot stage.
extension PlotStage {
    static let data = StageOption(required: "data", .path(), role: .reads, help: "The CSV file to draw.")
    static let output = StageOption(
        optional: "output", .path(), role: .writes,
        help: "The PNG file to write, or, as x.svg or x.pdf, the SVG or PDF file; needed without --terminal.")
    static let terminal = StageOption(
        flag: "terminal", role: .presentation, help: "Draw on standard output, in Braille characters.")
    static let x = StageOption(
        optional: "x", .text("column"), help: "The column along the x axis, of numbers or dates. By default the first.")
    static let y = StageOption(
        repeated: "y", .text("column"), help: "A column to draw as a curve; may be repeated. By default all others.")
    static let rows = StageOption(
        optional: "where", .rowChoice, help: "Draw only the rows with this text in this column, as those of one series."
    )
    static let label = StageOption(
        repeated: "label", .text(), help: "A curve's name in the legend; one for each curve. By default the column's.")
    static let title = StageOption(
        optional: "title", .text(), help: "The title above the axes. In all texts $x_i^2$ is read as mathematics.")
    static let xLabel = StageOption(
        optional: "x-label", .text(), help: "The text at the x axis. By default the column's name.")
    static let yLabel = StageOption(optional: "y-label", .text(), help: "The text at the y axis.")
    static let size = StageOption(
        "size", .pixelSize, default: PixelSize(width: Figure.defaultWidth, height: Figure.defaultHeight),
        help: "Width and height in pixels.")

    static let preset = StageOption(
        optional: "preset", ValueKind<PlotPreset>.choice(name: "preset"),
        help: "Choose columns and axes for a training's metrics or a prediction.")
    static let kind = StageOption(
        repeated: "kind", ValueKind<PlotKind>.choice(name: "kind"),
        help: "How curves are drawn; one for all, or one for each. By default as lines.")
    static let bins = StageOption(
        optional: "bins", .wholeNumber(1...10_000), help: "Bars of a histogram. By default as the data ask.")
    static let band = StageOption(
        repeated: "band", .columns("LOWER,UPPER", least: 2, expected: "two columns as lower,upper"),
        help: "Two columns to draw as a band, in the colour of the curve in its place, counted from the last.")
    static let bandLabel = StageOption(
        repeated: "band-label", .text(), help: "A band's name in the legend; one for each. By default its columns'.")
    static let xRule = StageOption(
        repeated: "x-rule", .rule(ofDates: true), help: "A vertical line at a value of x, with a label.")
    static let yRule = StageOption(
        repeated: "y-rule", .rule(ofDates: false), help: "A horizontal line at a value of y, with a label.")
    static let right = StageOption(
        repeated: "right", .text("column"), help: "A column to draw as a curve with an axis of its own at the right.")
    static let rightLabel = StageOption(optional: "right-label", .text(), help: "The text at the axis at the right.")
    static let panel = StageOption(
        repeated: "panel", .columns("COLUMN,…", expected: "one or more columns as a,b"),
        help: "Columns to draw in a panel of their own under the others, with the same x axis.")
    static let panelLabel = StageOption(
        repeated: "panel-label", .text(), help: "The text at a panel's y axis; one for each --panel.")
    static let residuals = StageOption(
        flag: "residuals", help: "Add a panel with the first curve minus the second.")

    static let logY = StageOption(flag: "log-y", help: "The same as --y-scale log.")
    static let logX = StageOption(flag: "log-x", help: "The same as --x-scale log.")
    static let yScale = StageOption(
        optional: "y-scale", ValueKind<PlotScale>.choice(name: "scale"), help: "How values are spread along the y axis."
    )
    static let xScale = StageOption(
        optional: "x-scale", ValueKind<PlotXScale>.choice(name: "scale"),
        help:
            "How values are spread along the x axis; date reads 20240305 and seconds since 1970 as dates, as is done by "
            + "itself where the column is called date, time or alike."
    )
    static let rightScale = StageOption(
        optional: "right-scale", ValueKind<PlotScale>.choice(name: "scale"),
        help: "How values are spread along the axis at the right.")
    static let panelScale = StageOption(
        repeated: "panel-scale", ValueKind<PlotScale>.choice(name: "scale"),
        help: "How values are spread along the y axes of --panel; one for all, or one for each.")
    static let symlogThreshold = StageOption(
        optional: "symlog-threshold", .positiveNumber,
        help: "Where a symmetric-logarithmic axis turns linear. By default as the data ask.")
    static let limits = StageOption(
        optional: "limits", .limits(ofDates: false), help: "Where the y axis begins and ends.")
    static let xLimits = StageOption(
        optional: "x-limits", .limits(ofDates: true), help: "Where the x axis begins and ends.")
    static let rightLimits = StageOption(
        optional: "right-limits", .limits(ofDates: false), help: "Where the axis at the right begins and ends.")
    static let minorTicks = StageOption(flag: "minor-ticks", help: "Small ticks between those with labels.")
    static let grid = StageOption(flag: "grid", help: "Lines across the axes at the ticks.")

    static let dpi = StageOption(
        "dpi", .number(in: Figure.resolutions), default: Figure.defaultDPI,
        help: "Dots to the inch: text and lines grow with it, the picture's size in pixels does not.")
    static let theme = StageOption(
        "theme", ValueKind<Theme>.choice(name: "theme"), default: .light, help: "The colours of all but the curves.")
    static let palette = StageOption(
        optional: "palette", ValueKind<ColorSet>.choice(name: "palette"),
        help: "The colours of curves; okabe-ito for all eyes. By default those of the theme.")
    static let dashes = StageOption(flag: "dashes", help: "Tell curves apart by dashes too, not by colours alone.")
    static let lineWidth = StageOption(
        "line-width", .number(in: 0.1...20), default: Look.defaultLineWidth, help: "The width of lines in points.")
    static let legend = StageOption(
        "legend", ValueKind<Look.LegendChoice>.choice(name: "place"), default: .automatic,
        help: "Where the legend stands: automatic is in the axes where it covers nothing, else outside.")
    static let transparent = StageOption(flag: "transparent", help: "Leave the background out.")
    static let font = StageOption(
        optional: "font", .path(), role: .reads, help: "A TrueType font for all text. By default DejaVu Sans.")
    static let level = StageOption(
        "level", .wholeNumber(0...9, name: "level"), default: Figure.defaultLevel,
        help: "How hard the file is compressed, from 0 to 9.")

    package static let options: [OptionDefinition] = [
        data.definition, output.definition, terminal.definition, preset.definition, x.definition, y.definition,
        rows.definition,
        kind.definition, bins.definition, label.definition, band.definition, bandLabel.definition, xRule.definition,
        yRule.definition, right.definition, rightLabel.definition, panel.definition, panelLabel.definition,
        residuals.definition, title.definition, xLabel.definition, yLabel.definition, logY.definition,
        logX.definition, yScale.definition, xScale.definition, rightScale.definition, panelScale.definition,
        symlogThreshold.definition, limits.definition, xLimits.definition, rightLimits.definition,
        minorTicks.definition, grid.definition, size.definition,
        dpi.definition, theme.definition, palette.definition, dashes.definition, lineWidth.definition,
        legend.definition, transparent.definition, font.definition, level.definition,
    ]
}

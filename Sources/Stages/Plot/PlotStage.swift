import Files
import LinePlots

/// Draws columns of a CSV file as curves: CSV in, PNG out.
package struct PlotStage: Stage {
    package static let name = "plot"
    package static let summary = "Draw columns of a CSV file as a PNG picture."

    static let data = StageOption(required: "data", .path(), role: .reads, help: "The CSV file to draw.")
    static let output = StageOption(required: "output", .path(), role: .writes, help: "The PNG file to write.")
    static let x = StageOption(
        optional: "x", .text("column"), help: "The column along the x axis. By default the first.")
    static let y = StageOption(
        repeated: "y", .text("column"), help: "A column to draw as a curve; may be repeated. By default all others.")
    static let label = StageOption(
        repeated: "label", .text(), help: "A curve's name in the legend; one for each curve. By default the column's.")
    static let title = StageOption(optional: "title", .text(), help: "The title above the axes.")
    static let xLabel = StageOption(
        optional: "x-label", .text(), help: "The text at the x axis. By default the column's name.")
    static let yLabel = StageOption(optional: "y-label", .text(), help: "The text at the y axis.")
    static let size = StageOption(
        "size", .pixelSize, default: PixelSize(width: Figure.defaultWidth, height: Figure.defaultHeight),
        help: "Width and height in pixels.")

    package static let options: [OptionDefinition] = [
        data.definition, output.definition, x.definition, y.definition, label.definition, title.definition,
        xLabel.definition, yLabel.definition, size.definition,
    ]

    private let values: OptionValues

    package init(_ values: OptionValues) throws(OptionErrors) {
        self.values = values
        let (columns, labels) = (values[Self.y].count, values[Self.label].count)
        guard columns == 0 || labels == 0 || columns == labels else {
            throw OptionErrors(problems: [
                OptionError(
                    option: Self.label.definition.name,
                    problem: "found \(labels) for \(columns) curves; give one for each --y, or none")
            ])
        }
    }

    package func run(_ console: any Console) throws {
        let path = values[Self.data]
        let named = values[Self.y]
        let table: Table
        if let x = values[Self.x], !named.isEmpty {
            table = try Table(at: path, keeping: .named([x] + named))
        } else {
            table = try Table(at: path, keeping: .all)
        }
        let x = values[Self.x] ?? table.names[0]
        let columns = named.isEmpty ? table.names.filter { $0 != x } : named
        let labels = values[Self.label].isEmpty ? columns : values[Self.label]
        guard !columns.isEmpty else { throw StageError.nothingToDraw(file: path, x: x) }
        guard labels.count == columns.count else {
            throw StageError.labelCount(file: path, labels: labels.count, columns: columns)
        }
        let positions = try table.numbers(of: x)
        let curves = try zip(columns, labels).map { column, label in
            LinePlots.Curve(label: label, x: positions, y: try table.numbers(of: column))
        }
        let size = values[Self.size]
        let figure = Figure(
            curves, title: values[Self.title], xLabel: values[Self.xLabel] ?? x, yLabel: values[Self.yLabel],
            width: size.width, height: size.height)
        try DurableFile.write(figure.png(), to: values[Self.output])
    }
}

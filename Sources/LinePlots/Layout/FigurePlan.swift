/// A figure ready to be drawn: its layout, and its data on the canvas.
struct FigurePlan: Sendable {
    let figure: Figure
    let layout: FigureLayout
    /// For each panel, its data.
    let shapes: [PanelShapes]
    let measures: Measures
    let font: Font
    private let areDataHidden: Bool

    /// Sizes of text that are tried in turn on a small canvas.
    private static let textScales = [1, 0.85, 0.7]

    /// Finds room for everything, else says what stands in the way with text at its full size.
    init(_ figure: Figure, font: Font) throws(PlotError) {
        let spans = FigureSpans(figure)
        var problem: String?
        for textScale in Self.textScales {
            let measures = Measures(dpi: figure.dpi, textScale: textScale, curveWidth: figure.look.lineWidth)
            let axes = AxesLayout(figure: figure, font: font, measures: measures, spans: spans)
            do throws(NoRoom) {
                let isLast = textScale == Self.textScales.last
                let layout = try LegendSearch(figure: figure, axes: axes, isLast: isLast).layout()
                self.init(axes, layout)
                return
            } catch {
                problem = problem ?? error.problem
            }
        }
        throw .tooSmall(width: figure.width, height: figure.height, problem: problem ?? "nothing fits")
    }

    /// What could not be drawn as it was asked for.
    var remarks: [String] {
        var remarks = layout.panels.flatMap(\.unplacedLabels).map {
            "the label “\($0)” of a rule finds no place and is left out; shorten it, or choose a larger size"
        }
        if case .names(let names) = figure.xAxis.kind, !NameTicks(names: names).areWhole(in: layout.xTicks) {
            remarks.append(
                "the \(names.count) names along x do not all fit, and are cut or left out; choose a larger size")
        }
        if areDataHidden { remarks.append("no value is within the limits of the axes; widen or leave out the limits") }
        return remarks
    }

    private init(_ axes: AxesLayout, _ layout: FigureLayout) {
        figure = axes.figure
        self.layout = layout
        shapes = axes.shapes(layout)
        measures = axes.measures
        font = axes.font
        areDataHidden = axes.spans.areDataHidden
    }
}

extension AxesLayout {
    /// The data of each panel between its axes.
    func shapes(_ layout: FigureLayout) -> [PanelShapes] {
        var firstStyle = 0
        return zip(figure.panels, layout.panels).map { panel, place in
            defer { firstStyle += panel.curves.count }
            return PanelShapes(
                panel, place, x: layout.x, look: figure.look, measures: measures, firstStyle: firstStyle)
        }
    }
}

extension FigurePlan {
    /// The picture: grids, bands and rules, curves, frames over them, then ticks, text and legends.
    func drawn(paper: Color) -> Canvas {
        let theme = figure.look.theme
        var canvas = Canvas(width: layout.canvas.width, height: layout.canvas.height, background: paper)
        for index in layout.panels.indices {
            if figure.look.hasGrid { drawGrid(layout.panels[index], on: &canvas) }
            drawData(index, on: &canvas)
        }
        for rect in marks { canvas.fill(rect, theme.ink) }
        for text in layout.texts { canvas.draw(text, font: font, theme.ink) }
        for panel in layout.panels {
            for label in panel.ruleLabels { canvas.draw(label, font: font, theme.ink) }
        }
        for legend in layout.legends { draw(legend, on: &canvas) }
        return canvas
    }

    /// What is inside a panel's axes.
    private func drawData(_ index: Int, on canvas: inout Canvas) {
        let panel = layout.panels[index]
        var mask = CoverageMask(bounds: panel.axes)
        for band in shapes[index].bands {
            mask.clear()
            mask.fill(band.polygons)
            canvas.paint(mask, band.color, opacity: BandShape.opacity)
            guard !band.lines.isEmpty else { continue }
            mask.clear()
            mask.fill(band.lines)
            canvas.paint(mask, band.color, opacity: BandShape.lineOpacity)
        }
        for curve in shapes[index].curves {
            mask.clear()
            curve.draw(on: &mask)
            canvas.paint(mask, curve.color, opacity: curve.opacity)
        }
        for rule in figure.panels[index].rules {
            mask.clear()
            draw(rule, panel, on: &mask)
            canvas.paint(mask, figure.look.theme.rule)
        }
        // A label on data gets a ground of its own.
        for label in panel.ruleLabels {
            let box = label.box
            let corners = [(box.left - 2, box.top), (box.right + 2, box.top), (box.right + 2, box.bottom)]
            let outline = (corners + [(box.left - 2, box.bottom)]).map { PixelPoint(rounding: $0.0, $0.1) }
            canvas.paint([outline], figure.look.theme.paper, opacity: Self.groundOpacity)
        }
    }

    /// How much the ground of a legend or label covers of what is under it, from 0 to 255.
    static let groundOpacity: UInt8 = 204

    private func draw(_ rule: Rule, _ panel: PanelLayout, on mask: inout CoverageMask) {
        let width = Float(measures.ruleWidth)
        let ends = ends(of: rule, panel)
        var dashes = Dashes([4.5, 2.5], lineWidth: width)
        dashes.forEachPiece(from: ends[0], to: ends[1]) { mask.stroke(from: $0, to: $1, radius: width / 2) }
    }

    /// Where a rule's line begins and ends.
    func ends(of rule: Rule, _ panel: PanelLayout) -> [PixelPoint] {
        let width = Float(measures.ruleWidth)
        switch rule.direction {
        case .vertical:
            let x = Self.middle(layout.x.position(of: rule.value), width: width)
            return [Double(panel.axes.bottom), Double(panel.axes.top)].map { PixelPoint(rounding: x, $0) }
        case .horizontal:
            let y = Self.middle(panel.y.position(of: rule.value), width: width)
            return [Double(panel.axes.left), Double(panel.axes.right)].map { PixelPoint(rounding: $0, y) }
        }
    }

    /// The nearest position where a line of that width has sharp sides.
    private static func middle(_ position: Double, width: Float) -> Double {
        Int(width.rounded()).isMultiple(of: 2) ? position.rounded() : position.rounded(.down) + 0.5
    }

    private func drawGrid(_ panel: PanelLayout, on canvas: inout Canvas) {
        for line in grid(panel) { canvas.fill(line, figure.look.theme.grid) }
    }

    /// The lines of a panel's grid.
    func grid(_ panel: PanelLayout) -> [PixelRect] {
        let axes = panel.axes
        let width = measures.gridWidth
        return layout.xTicks.values.map { value in
            let start = pixel(of: layout.x.position(of: value)) - width / 2
            return PixelRect(left: start, top: axes.top, right: start + width, bottom: axes.bottom)
        }
            + panel.yTicks.values.map { value in
                let start = pixel(of: panel.y.position(of: value)) - width / 2
                return PixelRect(left: axes.left, top: start, right: axes.right, bottom: start + width)
            }
    }
}

/// A figure as areas, lines and texts, from the same layout and shapes as its pixels.
extension FigurePlan {
    /// The picture: grids, bands and rules, curves, frames over them, then ticks, text and legends.
    ///
    /// Where it `hasValues`, each curve bears its numbers, for those who show what is under the pointer.
    func vectors(hasValues: Bool) -> VectorPicture {
        let theme = figure.look.theme
        var parts: [VectorPart] = []
        if !figure.look.isTransparent { parts.append(.rectangles([layout.canvas], theme.paper)) }
        for index in layout.panels.indices {
            if figure.look.hasGrid { parts.append(.rectangles(grid(layout.panels[index]), theme.grid)) }
            parts.append(.clipped(data(index, hasValues: hasValues), to: layout.panels[index].axes))
        }
        parts.append(.marks(marks))
        parts += layout.texts.map { .text($0, nil) }
        for panel in layout.panels { parts += panel.ruleLabels.map { .text($0, nil) } }
        for legend in layout.legends { parts += vectors(legend) }
        return VectorPicture(
            width: layout.canvas.width, height: layout.canvas.height, name: name, summary: summary, ink: theme.ink,
            parts: parts)
    }

    /// What the picture is called: its title, or what it has along its axes.
    private var name: String {
        if let title = figure.title, !title.isEmpty { return MathText(title).spans.map(\.text).joined() }
        let labels = figure.panels.flatMap(\.curves).map(\.label).filter { !$0.isEmpty }
        return labels.joined(separator: ", ") + (figure.xLabel.map { " over \($0)" } ?? "")
    }

    /// What there is to see, in words.
    private var summary: String {
        let curves = figure.panels.flatMap(\.curves)
        let points = curves.reduce(0) { sum, curve in sum + zip(curve.x, curve.y).count { $0.isFinite && $1.isFinite } }
        return "\(curves.count) curves with \(points) points in \(figure.panels.count) panels"
    }

    /// What is inside a panel's axes.
    private func data(_ index: Int, hasValues: Bool) -> [VectorPart] {
        let panel = layout.panels[index]
        var parts: [VectorPart] = []
        for band in shapes[index].bands {
            parts += fill(band.polygons, band.color, opacity: BandShape.opacity)
            parts += fill(band.lines, band.color, opacity: BandShape.lineOpacity)
        }
        for (curve, shape) in zip(figure.panels[index].curves, shapes[index].curves) {
            let content = vectors(shape)
            guard !content.isEmpty else { continue }
            let points = hasValues ? points(of: curve, panel) : []
            parts.append(.curve(VectorCurve(label: curve.label, points: points, parts: content)))
        }
        for rule in figure.panels[index].rules {
            parts.append(
                .stroke(
                    VectorStroke(
                        lines: [ends(of: rule, panel)], color: figure.look.theme.rule, width: measures.ruleWidth,
                        join: nil, cap: .round, dashes: Self.dashes([4.5, 2.5], width: measures.ruleWidth))))
        }
        for label in panel.ruleLabels {
            let box = label.box
            let corners = [(box.left - 2, box.top), (box.right + 2, box.top), (box.right + 2, box.bottom)]
            let outline = (corners + [(box.left - 2, box.bottom)]).map { PixelPoint(rounding: $0.0, $0.1) }
            parts += fill([outline], figure.look.theme.paper, opacity: Self.groundOpacity)
        }
        return parts
    }

    /// The most points of a curve whose numbers are in the file.
    private static let mostValues = 300

    /// The places and numbers of a curve's points, evenly thinned where they are many.
    private func points(of curve: Curve, _ panel: PanelLayout) -> [VectorCurve.Point] {
        let y = curve.isRight ? panel.right?.scale ?? panel.y : panel.y
        var points: [VectorCurve.Point] = []
        let step = max(1, (curve.x.count + Self.mostValues - 1) / Self.mostValues)
        for index in stride(from: 0, to: min(curve.x.count, curve.y.count), by: step) {
            let (dataX, dataY) = (curve.x[index], curve.y[index])
            guard dataX.isFinite, dataY.isFinite else { continue }
            let (x, y) = (layout.x.position(of: dataX), y.position(of: dataY))
            guard panel.axes.box.contains(Box(left: x, top: y, right: x, bottom: y)) else { continue }
            let text = "\(ValueText.along(figure.xAxis, dataX)), \(ValueText.number(dataY))"
            points.append(VectorCurve.Point(x: x, y: y, text: text))
        }
        return points
    }

    private func fill(_ polygons: [[PixelPoint]], _ color: Color, opacity: UInt8 = 255) -> [VectorPart] {
        polygons.isEmpty ? [] : [.fill(VectorFill(polygons: polygons, color: color, opacity: opacity))]
    }

    /// The lengths of dashes and gaps, which round ends lengthen and shorten.
    private static func dashes(_ pattern: [Double], width: Double) -> [Double] {
        pattern.enumerated().map { index, length in max(length + (index.isMultiple(of: 2) ? -1 : 1), 0.01) * width }
    }

    private func vectors(_ shape: CurveShape) -> [VectorPart] {
        switch shape {
        case .bars(let bars): return fill(bars.polygons, bars.style.color, opacity: bars.opacity)
        case .path(let path):
            var parts: [VectorPart] = []
            if !path.lines.isEmpty { parts.append(stroke(path, path.lines)) }
            if path.kind != .linePoints, !path.dots.isEmpty { parts.append(dots(path, path.dots)) }
            return parts + markers(path, path.markers)
        }
    }

    private func stroke(_ path: CurvePath, _ lines: [[PixelPoint]]) -> VectorPart {
        let (isSharp, isSolid) = (path.kind == .steps, path.style.dashes.isEmpty)
        let width = Double(path.lineWidth)
        return .stroke(
            VectorStroke(
                lines: lines, color: path.style.color, width: width, join: isSharp ? .miter : .round,
                cap: isSharp && isSolid ? .square : .round, dashes: Self.dashes(path.style.dashes, width: width)))
    }

    private func dots(_ path: CurvePath, _ points: [PixelPoint]) -> VectorPart {
        .stroke(
            VectorStroke(
                lines: points.map { [$0] }, color: path.style.color,
                width: Double(path.lineWidth * CurvePath.dotSize), join: nil, cap: .round))
    }

    private func markers(_ path: CurvePath, _ points: [PixelPoint]) -> [VectorPart] {
        let outline = path.style.marker.outline
        let polygons = points.map { point in
            outline.map { PixelPoint(x: point.x + $0.x * path.markerSize, y: point.y + $0.y * path.markerSize) }
        }
        return fill(polygons, path.style.color)
    }

    private func vectors(_ legend: LegendPlace) -> [VectorPart] {
        let theme = figure.look.theme
        let frame = VectorFrame(
            rect: legend.frame, radius: 0.2 * measures.text, ground: theme.paper, line: theme.legendFrame,
            lineWidth: measures.frameWidth, opacity: Self.groundOpacity)
        return [.frame(frame)] + legend.handles.flatMap(vectors) + legend.texts.map { .text($0, nil) }
    }

    private func vectors(_ handle: LegendPlace.Handle) -> [VectorPart] {
        let shapes = shapes[handle.item.panel]
        switch handle.item.kind {
        case .band(let index): return fill([patch(handle)], shapes.bands[index].color, opacity: BandShape.opacity)
        case .curve(let index):
            switch shapes.curves[index] {
            case .bars(let bars): return fill([patch(handle)], bars.style.color, opacity: bars.opacity)
            case .path(let path):
                let middle = PixelPoint(x: (handle.start.x + handle.end.x) / 2, y: (handle.start.y + handle.end.y) / 2)
                var parts: [VectorPart] = []
                let isDots = path.lines.isEmpty && !path.dots.isEmpty
                if path.kind != .points {
                    parts.append(isDots ? dots(path, [middle]) : stroke(path, [[handle.start, handle.end]]))
                }
                if path.kind == .points || path.kind == .linePoints { parts += markers(path, [middle]) }
                return parts
            }
        }
    }
}

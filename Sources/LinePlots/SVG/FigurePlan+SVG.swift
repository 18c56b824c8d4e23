/// A figure as SVG, from the same layout and shapes as its pixels.
extension FigurePlan {
    /// The picture: grids, bands and rules, curves, frames over them, then ticks, text and legends.
    ///
    /// `prefix` begins the names of its parts, where several pictures stand in one document; where it `hasValues`, each curve
    /// bears its numbers, for those who show what is under the pointer.
    func svg(prefix: String, hasValues: Bool = false) -> String {
        let theme = figure.look.theme
        let (width, height) = (layout.canvas.width, layout.canvas.height)
        var parts = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(width) \(height)\" width=\"\(width)\" "
                + "height=\"\(height)\" role=\"img\" font-family=\"DejaVu Sans, Verdana, sans-serif\" fill=\"\(theme.ink.svg)\">",
            "<title>\(MarkupText.escaped(name))</title>", "<desc>\(MarkupText.escaped(summary))</desc>",
        ]
        if !figure.look.isTransparent {
            parts.append("<path fill=\"\(theme.paper.svg)\" d=\"\(SVGText.rectangle(layout.canvas))\"/>")
        }
        for index in layout.panels.indices {
            if figure.look.hasGrid {
                let lines = grid(layout.panels[index]).map(SVGText.rectangle).joined()
                parts.append("<path fill=\"\(theme.grid.svg)\" d=\"\(lines)\"/>")
            }
            parts += data(index, prefix: prefix, hasValues: hasValues)
        }
        parts.append("<path shape-rendering=\"crispEdges\" d=\"\(marks.map(SVGText.rectangle).joined())\"/>")
        parts += layout.texts.map(SVGText.text)
        for panel in layout.panels { parts += panel.ruleLabels.map(SVGText.text) }
        for legend in layout.legends { parts += svg(legend) }
        return parts.joined(separator: "\n") + "\n</svg>\n"
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
    private func data(_ index: Int, prefix: String, hasValues: Bool) -> [String] {
        let panel = layout.panels[index]
        let clip = "\(prefix)axes-\(index + 1)"
        var parts = [
            "<clipPath id=\"\(clip)\"><path d=\"\(SVGText.rectangle(panel.axes))\"/></clipPath>",
            "<g clip-path=\"url(#\(clip))\">",
        ]
        for band in shapes[index].bands {
            parts += fill(band.polygons, band.color, opacity: BandShape.opacity)
            parts += fill(band.lines, band.color, opacity: BandShape.lineOpacity)
        }
        for (curve, shape) in zip(figure.panels[index].curves, shapes[index].curves) {
            let content = svg(shape)
            let title = curve.label.isEmpty ? "" : "<title>\(MarkupText.escaped(curve.label))</title>"
            let values = hasValues ? values(of: curve, panel) : ""
            if !content.isEmpty { parts.append("<g\(values)>" + title + content.joined(separator: "\n") + "</g>") }
        }
        for rule in figure.panels[index].rules {
            let ends = ends(of: rule, panel)
            parts.append(
                "<path fill=\"none\" stroke=\"\(figure.look.theme.rule.svg)\" stroke-width=\"\(SVGText.number(measures.ruleWidth))\" "
                    + "stroke-dasharray=\"\(dashes([4.5, 2.5], width: measures.ruleWidth))\" stroke-linecap=\"round\" "
                    + "d=\"\(SVGText.line(ends))\"/>")
        }
        for label in panel.ruleLabels {
            let box = label.box
            let corners = [(box.left - 2, box.top), (box.right + 2, box.top), (box.right + 2, box.bottom)]
            let outline = (corners + [(box.left - 2, box.bottom)]).map { PixelPoint(rounding: $0.0, $0.1) }
            parts += fill([outline], figure.look.theme.paper, opacity: Self.groundOpacity)
        }
        return parts + ["</g>"]
    }

    /// The most points of a curve whose numbers are in the file.
    private static let mostValues = 300

    /// Attributes with a curve's name, and the places and numbers of its points, evenly thinned where they are many.
    private func values(of curve: Curve, _ panel: PanelLayout) -> String {
        let y = curve.isRight ? panel.right?.scale ?? panel.y : panel.y
        var points: [(x: Double, y: Double, text: String)] = []
        let step = max(1, (curve.x.count + Self.mostValues - 1) / Self.mostValues)
        for index in stride(from: 0, to: min(curve.x.count, curve.y.count), by: step) {
            let (dataX, dataY) = (curve.x[index], curve.y[index])
            guard dataX.isFinite, dataY.isFinite else { continue }
            let point = (x: layout.x.position(of: dataX), y: y.position(of: dataY))
            guard panel.axes.box.contains(Box(left: point.x, top: point.y, right: point.x, bottom: point.y)) else {
                continue
            }
            points.append((point.x, point.y, "\(ValueText.along(figure.xAxis, dataX)), \(ValueText.number(dataY))"))
        }
        let list = points.map { "\(SVGText.number($0.x)) \(SVGText.number($0.y)) \($0.text)" }.joined(separator: ";")
        guard !points.isEmpty else { return "" }
        return " data-label=\"\(MarkupText.escaped(curve.label))\" data-values=\"\(MarkupText.escaped(list))\""
    }

    private func fill(_ polygons: [[PixelPoint]], _ color: Color, opacity: UInt8) -> [String] {
        guard !polygons.isEmpty else { return [] }
        let share = opacity == 255 ? "" : " fill-opacity=\"\(SVGText.number(Double(opacity) / 255))\""
        return ["<path fill=\"\(color.svg)\"\(share) d=\"\(polygons.map(SVGText.polygon).joined())\"/>"]
    }

    /// The lengths of dashes and gaps, which round ends lengthen and shorten.
    private func dashes(_ pattern: [Double], width: Double) -> String {
        pattern.enumerated().map { index, length in
            SVGText.number(max(length + (index.isMultiple(of: 2) ? -1 : 1), 0.01) * width)
        }.joined(separator: " ")
    }

    private func svg(_ shape: CurveShape) -> [String] {
        switch shape {
        case .bars(let bars): return fill(bars.polygons, bars.style.color, opacity: bars.opacity)
        case .path(let path): return svg(path)
        }
    }

    private func svg(_ path: CurvePath) -> [String] {
        var parts: [String] = []
        if !path.lines.isEmpty { parts.append(stroke(path, path.lines)) }
        if path.kind != .linePoints { parts += dots(path, path.dots) }
        parts += markers(path, path.markers)
        return parts
    }

    private func stroke(_ path: CurvePath, _ lines: [[PixelPoint]]) -> String {
        let isSharp = path.kind == .steps
        let pattern = path.style.dashes
        let dashed =
            pattern.isEmpty ? "" : " stroke-dasharray=\"\(dashes(pattern, width: Double(path.lineWidth)))\""
        let cap = isSharp && pattern.isEmpty ? "square" : "round"
        return
            "<path fill=\"none\" stroke=\"\(path.style.color.svg)\" stroke-width=\"\(SVGText.number(Double(path.lineWidth)))\" "
            + "stroke-linejoin=\"\(isSharp ? "miter" : "round")\" stroke-linecap=\"\(cap)\"\(dashed) "
            + "d=\"\(lines.map(SVGText.line).joined())\"/>"
    }

    private func dots(_ path: CurvePath, _ points: [PixelPoint]) -> [String] {
        guard !points.isEmpty else { return [] }
        // A line of no length with round ends is a dot.
        let data = points.map { "M\(SVGText.point($0))h0" }.joined()
        let width = SVGText.number(Double(path.lineWidth * CurvePath.dotSize))
        return [
            "<path fill=\"none\" stroke=\"\(path.style.color.svg)\" stroke-width=\"\(width)\" stroke-linecap=\"round\" d=\"\(data)\"/>"
        ]
    }

    private func markers(_ path: CurvePath, _ points: [PixelPoint]) -> [String] {
        let outline = path.style.marker.outline
        return fill(
            points.map { point in
                outline.map { PixelPoint(x: point.x + $0.x * path.markerSize, y: point.y + $0.y * path.markerSize) }
            }, path.style.color, opacity: 255)
    }

    private func svg(_ legend: LegendPlace) -> [String] {
        let theme = figure.look.theme
        let rect = legend.frame
        let share = SVGText.number(Double(Self.groundOpacity) / 255)
        var parts = [
            "<rect x=\"\(Double(rect.left) + 0.5)\" y=\"\(Double(rect.top) + 0.5)\" width=\"\(rect.width - 1)\" "
                + "height=\"\(rect.height - 1)\" rx=\"\(SVGText.number(0.2 * measures.text))\" fill=\"\(theme.paper.svg)\" "
                + "stroke=\"\(theme.legendFrame.svg)\" stroke-width=\"\(measures.frameWidth)\" fill-opacity=\"\(share)\" "
                + "stroke-opacity=\"\(share)\"/>"
        ]
        for handle in legend.handles { parts += svg(handle) }
        return parts + legend.texts.map(SVGText.text)
    }

    private func svg(_ handle: LegendPlace.Handle) -> [String] {
        let shapes = shapes[handle.item.panel]
        switch handle.item.kind {
        case .band(let index): return fill([patch(handle)], shapes.bands[index].color, opacity: BandShape.opacity)
        case .curve(let index):
            switch shapes.curves[index] {
            case .bars(let bars): return fill([patch(handle)], bars.style.color, opacity: bars.opacity)
            case .path(let path):
                let middle = PixelPoint(x: (handle.start.x + handle.end.x) / 2, y: (handle.start.y + handle.end.y) / 2)
                var parts: [String] = []
                let isDots = path.lines.isEmpty && !path.dots.isEmpty
                if path.kind != .points {
                    parts += isDots ? dots(path, [middle]) : [stroke(path, [[handle.start, handle.end]])]
                }
                if path.kind == .points || path.kind == .linePoints { parts += markers(path, [middle]) }
                return parts
            }
        }
    }
}

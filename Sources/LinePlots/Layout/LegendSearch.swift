/// Finds the legends' places: in the axes where they cover nothing, else at the right, else below.
struct LegendSearch {
    let figure: Figure
    let axes: AxesLayout
    /// Whether text is as small as it may be, so that the axes have to give way.
    let isLast: Bool

    private var measures: Measures { axes.measures }
    private var width: Double { Double(figure.width) }
    private var height: Double { Double(figure.height) }
    private var pad: Double { measures.outerPad(width: figure.width, height: figure.height) }
    /// Between axes and a legend outside.
    private var gap: Double { measures.text * 0.7 }

    /// The whole layout.
    func layout() throws(NoRoom) -> FigureLayout {
        let plain = try axes.make()
        var firstStyle = 0
        let entries = figure.panels.enumerated().map { number, panel in
            defer { firstStyle += panel.curves.count }
            return LegendContents.entries(
                panel, number: number, font: axes.font, measures: measures,
                width: max(0.3 * width, 6 * measures.text), wordWidth: 0.6 * width
            ) { index in
                figure.look.style(panel.curves[index].style ?? firstStyle + index)
            }
        }
        let choice = figure.look.legend
        guard choice != .none, entries.contains(where: { !$0.isEmpty }) else { return withRuleLabels(plain).layout }
        if choice == .automatic {
            var (layout, masks) = withRuleLabels(plain)
            let legends = zip(entries, layout.panels).enumerated().map { index, pair in
                pair.0.isEmpty ? nil : inside(pair.1.axes, masks[index], pair.0)
            }
            layout.legends = legends.compactMap(\.self)
            if layout.legends.count == entries.filter({ !$0.isEmpty }).count { return layout }
        }
        for leastShare in isLast ? [0.4, 0] : [0.4] {
            // An axis at the right has taken of the width already.
            let isBelowFirst = choice == .automatic && figure.panels.contains(where: \.hasRightAxis)
            if isBelowFirst, let layout = below(entries.flatMap(\.self), leastShare) { return layout }
            if choice != .below, let layout = atRight(plain, entries, leastShare) { return layout }
            if choice != .right, let layout = below(entries.flatMap(\.self), leastShare) { return layout }
        }
        throw NoRoom(problem: "the legend of \(entries.reduce(0) { $0 + $1.count }) curves leaves the axes no room")
    }

    /// The layout with the rules' labels, and for each panel the pixels that are taken.
    private func withRuleLabels(_ layout: FigureLayout) -> (layout: FigureLayout, masks: [CoverageMask]) {
        var layout = layout
        let shapes = axes.shapes(layout)
        var masks: [CoverageMask] = []
        for index in layout.panels.indices {
            var mask = shapes[index].mask(layout.panels[index].axes)
            let labels = RuleLabels(figure.panels[index], layout.panels[index], x: layout.x, axes: axes)
            let found = labels.place(on: &mask)
            (layout.panels[index].ruleLabels, layout.panels[index].unplacedLabels) = (found.places, found.unplaced)
            masks.append(mask)
        }
        return (layout, masks)
    }

    /// A legend for each panel, beside it.
    private func atRight(
        _ plain: FigureLayout, _ entries: [LegendContents.Entries], _ leastShare: Double
    ) -> FigureLayout? {
        var contents: [LegendContents?] = []
        for (index, entries) in entries.enumerated() {
            let axesHeight = Double(plain.panels[index].axes.height)
            if entries.isEmpty {
                contents.append(nil)
            } else if let legend = LegendContents(
                entries, measures: measures, maxWidth: 0.6 * width, maxHeight: axesHeight)
            {
                contents.append(legend)
            } else {
                return nil
            }
        }
        let widest = contents.compactMap { $0?.width }.max() ?? 0
        guard let right = try? axes.reserving(right: Double(widest) + gap).make(),
            Double(right.panels[0].axes.width) >= leastShare * width
        else { return nil }
        var layout = withRuleLabels(right).layout
        let left = Int((width - pad).rounded(.down)) - widest
        layout.legends = zip(contents, right.panels).compactMap { legend, panel in
            legend?.placed(left: left, top: panel.axes.top)
        }
        return layout
    }

    /// One legend for all panels, under them.
    private func below(_ entries: LegendContents.Entries, _ leastShare: Double) -> FigureLayout? {
        guard let legend = LegendContents(entries, measures: measures, maxWidth: width - 2 * pad),
            let below = try? axes.reserving(below: Double(legend.height) + gap).make(),
            Double(below.panels.reduce(0) { $0 + $1.axes.height }) >= 0.75 * leastShare * height
        else { return nil }
        var layout = withRuleLabels(below).layout
        let top = Int((height - pad).rounded(.down)) - legend.height
        let rect = below.panels[0].axes
        let left = min(
            max((rect.left + rect.right - legend.width) / 2, Int(pad)), Int(width - pad) - legend.width)
        layout.legends = [legend.placed(left: left, top: top)]
        return layout
    }

    private func inside(_ axes: PixelRect, _ mask: CoverageMask, _ entries: LegendContents.Entries) -> LegendPlace? {
        let margin = Int((0.5 * measures.text).rounded(.up)) + measures.frameWidth
        let area = PixelRect(
            left: axes.left + margin, top: axes.top + margin, right: axes.right - margin, bottom: axes.bottom - margin)
        let (maxWidth, maxHeight) = (Double(area.width) * 0.8, Double(area.height))
        guard let legend = LegendContents(entries, measures: measures, maxWidth: maxWidth, maxHeight: maxHeight)
        else { return nil }
        let gap = Int((0.3 * measures.text).rounded(.up))
        let spot = LegendSpot(mask: mask, area: area, width: legend.width, height: legend.height, gap: gap).find()
        return spot.map { legend.placed(left: $0.left, top: $0.top) }
    }
}

extension AxesLayout {
    fileprivate func reserving(right: Double = 0, below: Double = 0) -> AxesLayout {
        var result = self
        result.reservedRight = right
        result.reservedBelow = below
        return result
    }
}

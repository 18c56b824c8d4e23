/// Finds the places of rules' labels: beside their lines, in the axes, where they cover the fewest pixels of data.
struct RuleLabels {
    private let rules: [Rule]
    private let area: PixelRect
    private let x: AxisScale
    private let y: AxisScale
    private let font: Font
    private let measures: Measures

    init(_ panel: Panel, _ layout: PanelLayout, x: AxisScale, axes: AxesLayout) {
        rules = panel.rules
        area = layout.axes
        self.x = x
        y = layout.y
        font = axes.font
        measures = axes.measures
    }

    /// The labels in the order of the rules, and those that find no place, in axes narrower than they are; the mask gets what
    /// labels and lines take.
    func place(on mask: inout CoverageMask) -> (places: [TextPlace], unplaced: [String]) {
        var taken: [Box] = []
        var places: [TextPlace] = []
        var unplaced: [String] = []
        for rule in rules where !rule.label.isEmpty {
            let line = TextLine(MathText(rule.label).spans, font: font, size: measures.text)
            let candidates = candidates(rule, line).filter { area.box.contains($0.box) }
            let apart = candidates.filter { place in !taken.contains { $0.intersects(place.box) } }
            let best = (apart.isEmpty ? candidates : apart).min { mask.covered($0.box) < mask.covered($1.box) }
            guard let place = best else {
                unplaced.append(rule.label)
                continue
            }
            places.append(place)
            taken.append(place.box)
        }
        for box in taken { mask.fill(box.pixels) }
        for rule in rules { mask.fill(strip(rule)) }
        return (places, unplaced)
    }

    /// The pixels of a rule's line.
    private func strip(_ rule: Rule) -> PixelRect {
        guard rule.direction == .vertical else {
            let row = Self.pixel(y.position(of: rule.value))
            return PixelRect(left: area.left, top: row - 1, right: area.right, bottom: row + 2)
        }
        let column = Self.pixel(x.position(of: rule.value))
        return PixelRect(left: column - 1, top: area.top, right: column + 2, bottom: area.bottom)
    }

    private static func pixel(_ position: Double) -> Int {
        Int(min(max(position, -1e6), 1e6).rounded(.down))
    }

    /// Where a label may stand, the best places first.
    private func candidates(_ rule: Rule, _ line: TextLine) -> [TextPlace] {
        let pad = 0.4 * measures.text
        let (left, right) = (Double(area.left) + pad, Double(area.right) - pad - line.width)
        let (top, bottom) = (Double(area.top) + pad + line.ascent, Double(area.bottom) - pad - line.descent)
        var points: [(x: Double, y: Double)] = []
        switch rule.direction {
        case .vertical:
            let place = x.position(of: rule.value)
            guard place > Double(area.left) - 1, place < Double(area.right) + 1 else { return [] }
            for share in [0, 1, 0.25, 0.75, 0.5] {
                let height = top + share * (bottom - top)
                points += [(place + pad, height), (place - pad - line.width, height)]
            }
        case .horizontal:
            let place = y.position(of: rule.value)
            guard place > Double(area.top) - 1, place < Double(area.bottom) + 1 else { return [] }
            for share in [1, 0, 0.75, 0.25, 0.5] {
                let start = left + share * (right - left)
                points += [(start, place - pad - line.descent), (start, place + pad + line.ascent)]
            }
        }
        return points.map { TextPlace(role: .rule, line: line, x: $0.x, y: $0.y.rounded()) }
    }
}

extension Box {
    /// The pixels that it touches.
    fileprivate var pixels: PixelRect {
        PixelRect(
            left: Int(left.rounded(.down)), top: Int(top.rounded(.down)), right: Int(right.rounded(.up)),
            bottom: Int(bottom.rounded(.up)))
    }
}

extension CoverageMask {
    /// How many pixels of a box are covered.
    fileprivate func covered(_ box: Box) -> Int {
        let rect = box.pixels.intersection(bounds)
        guard !rect.isEmpty else { return 0 }
        return (rect.top..<rect.bottom).reduce(0) { count, y in
            let row = (y - bounds.top) * bounds.width - bounds.left
            return count + values[row + rect.left..<row + rect.right].count { $0 > 0 }
        }
    }
}

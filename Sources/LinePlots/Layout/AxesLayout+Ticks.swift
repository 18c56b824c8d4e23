/// An axis between two pixels, with the ticks that fit there.
struct LabelledAxis {
    /// The pixels of the frame's lines where it begins and ends.
    let first: Int
    let last: Int
    let scale: AxisScale
    let ticks: AxisTicks
    /// The ticks' labels, measured.
    let lines: [TextLine]
    /// The row under them, of texts with the left end of each.
    var contexts: [(line: TextLine, x: Double)] = []

    /// Where the ticks stand.
    var places: [Double] { ticks.values.map(scale.position(of:)) }
    /// The width of the widest label.
    var width: Double { lines.map(\.width).max() ?? 0 }
}

extension AxesLayout {
    /// An axis of y between two rows, `bottom` being the lower one.
    func verticalAxis(_ span: AxisSpan, from bottom: Int, to top: Int) throws(NoRoom) -> LabelledAxis {
        guard Double(bottom - top) >= 2 * measures.text else {
            throw NoRoom(problem: "the text leaves the axes \(max(0, bottom - top)) pixels of height")
        }
        let scale = scale(span, from: bottom, to: top)
        let most = measures.mostIntervals(length: Double(bottom - top))
        func ticks(_ distance: Double) -> AxisTicks? {
            span.ticks(mostIntervals: most) { ticks in
                let places = ticks.values.map(scale.position(of:))
                return zip(places, places.dropFirst()).allSatisfy { $0 - $1 >= distance * measures.text }
            }
        }
        guard let ticks = ticks(Self.rowDistance) ?? ticks(Self.leastRowDistance) else {
            throw NoRoom(problem: "the axes are too low for two tick labels")
        }
        return LabelledAxis(first: bottom, last: top, scale: scale, ticks: ticks, lines: lines(ticks))
    }

    /// Distance of labels one above the other, and where only one would be left, in ems.
    private static let rowDistance = 1.7
    private static let leastRowDistance = 1.2

    /// The longest axis of x between two bounds whose tick labels, which reach beyond it, end at bounds too.
    func horizontalAxis(
        from low: Double, to high: Double, textFrom: Double, textTo: Double
    ) throws(NoRoom) -> LabelledAxis {
        var left = Int(low.rounded(.up))
        var right = Int(high.rounded(.down)) - 1
        for _ in 0..<8 {
            guard Double(right - left) >= 3 * measures.text else {
                throw NoRoom(problem: "the text leaves the axes \(max(0, right - left)) pixels of width")
            }
            let scale = scale(spans.x, from: left, to: right)
            guard let ticks = xTicks(scale, length: right - left, textFrom: textFrom, textTo: textTo) else {
                throw NoRoom(problem: "the axes are too narrow for two tick labels")
            }
            var axis = LabelledAxis(first: left, last: right, scale: scale, ticks: ticks, lines: lines(ticks))
            var (outLeft, outRight) = (0.0, 0.0)
            for (place, line) in zip(axis.places, axis.lines) {
                outLeft = max(outLeft, textFrom - (place - line.width / 2))
                outRight = max(outRight, place + line.width / 2 - textTo)
            }
            if outLeft <= 0 && outRight <= 0 {
                axis.contexts = contexts(ticks, scale, textFrom: textFrom, textTo: textTo) ?? []
                return axis
            }
            left += Int(outLeft.rounded(.up))
            right -= Int(outRight.rounded(.up))
        }
        throw NoRoom(problem: "the tick labels of x find no place")
    }

    private func xTicks(_ scale: AxisScale, length: Int, textFrom: Double, textTo: Double) -> AxisTicks? {
        spans.x.ticks(mostIntervals: measures.mostIntervals(length: Double(length))) { ticks in
            var end = -Double.infinity
            for (value, line) in zip(ticks.values, lines(ticks)) {
                let left = scale.position(of: value) - line.width / 2
                if left < end + measures.text { return false }
                end = left + line.width
            }
            return contexts(ticks, scale, textFrom: textFrom, textTo: textTo) != nil
        }
    }

    /// The second row of labels; the first may give way to the second one, else nil where they collide.
    private func contexts(
        _ ticks: AxisTicks, _ scale: AxisScale, textFrom: Double, textTo: Double
    ) -> [(line: TextLine, x: Double)]? {
        var placed: [(line: TextLine, x: Double)] = []
        for (value, text) in zip(ticks.values, ticks.labels.contexts) {
            guard let text else { continue }
            let line = TextLine(text, font: font, size: measures.text)
            let x = min(max(scale.position(of: value) - line.width / 2, textFrom), textTo - line.width)
            if let last = placed.last, x < last.x + last.line.width + measures.text {
                guard placed.count == 1 else { return nil }
                placed = []
            }
            placed.append((line, x))
        }
        return placed
    }

    private func lines(_ ticks: AxisTicks) -> [TextLine] {
        ticks.labels.spans.map { TextLine($0, font: font, size: measures.text) }
    }

    /// The scale between the middles of two lines of the frame.
    private func scale(_ span: AxisSpan, from start: Int, to end: Int) -> AxisScale {
        let middle = measures.frameWidth.isMultiple(of: 2) ? 0 : 0.5
        return span.scale(from: Double(start) + middle, to: Double(end) + middle)
    }
}

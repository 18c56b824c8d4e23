/// An axis between two pixels, with the ticks that fit there.
struct LabelledAxis {
    /// The pixels of the frame's lines where it begins and ends.
    let first: Int
    let last: Int
    let scale: LinearScale
    let ticks: AxisTicks
    /// The ticks' labels, measured.
    let lines: [TextLine]

    /// Where the ticks stand.
    var places: [Double] { ticks.values.map(scale.position(of:)) }
}

extension AxesLayout {
    /// The axis of y between two rows, `bottom` being the lower one.
    func verticalAxis(from bottom: Int, to top: Int) throws(NoRoom) -> LabelledAxis {
        guard Double(bottom - top) >= 2 * measures.text else {
            throw NoRoom(problem: "the text leaves the axes \(max(0, bottom - top)) pixels of height")
        }
        let scale = scale(yLimits, from: bottom, to: top)
        let most = measures.mostIntervals(length: Double(bottom - top))
        let ticks = AxisTicks(limits: yLimits, mostIntervals: most) { ticks in
            let places = ticks.values.map(scale.position(of:))
            return zip(places, places.dropFirst()).allSatisfy { $0 - $1 >= Self.leastRowDistance * measures.text }
        }
        guard let ticks else { throw NoRoom(problem: "the axes are too low for two tick labels") }
        return LabelledAxis(first: bottom, last: top, scale: scale, ticks: ticks, lines: lines(ticks))
    }

    /// Distance of labels one above the other, in ems.
    private static let leastRowDistance = 1.7

    /// The longest axis of x between two bounds whose tick labels, which reach beyond it, end at the bounds too.
    func horizontalAxis(from low: Double, to high: Double, textFrom pad: Double) throws(NoRoom) -> LabelledAxis {
        var left = Int(low.rounded(.up))
        var right = Int(high.rounded(.down)) - 1
        for _ in 0..<8 {
            guard Double(right - left) >= 3 * measures.text else {
                throw NoRoom(problem: "the text leaves the axes \(max(0, right - left)) pixels of width")
            }
            let scale = scale(xLimits, from: left, to: right)
            guard let ticks = xTicks(scale, length: right - left) else {
                throw NoRoom(problem: "the axes are too narrow for two tick labels")
            }
            let axis = LabelledAxis(first: left, last: right, scale: scale, ticks: ticks, lines: lines(ticks))
            var (outLeft, outRight) = (0.0, 0.0)
            for (place, line) in zip(axis.places, axis.lines) {
                outLeft = max(outLeft, pad - (place - line.width / 2))
                outRight = max(outRight, place + line.width / 2 - high)
            }
            if outLeft <= 0 && outRight <= 0 { return axis }
            left += Int(outLeft.rounded(.up))
            right -= Int(outRight.rounded(.up))
        }
        throw NoRoom(problem: "the tick labels of x find no place")
    }

    private func xTicks(_ scale: LinearScale, length: Int) -> AxisTicks? {
        AxisTicks(limits: xLimits, mostIntervals: measures.mostIntervals(length: Double(length))) { ticks in
            var end = -Double.infinity
            for (value, line) in zip(ticks.values, lines(ticks)) {
                let left = scale.position(of: value) - line.width / 2
                if left < end + measures.text { return false }
                end = left + line.width
            }
            return true
        }
    }

    private func lines(_ ticks: AxisTicks) -> [TextLine] {
        ticks.labels.labels.map { TextLine($0, font: font, size: measures.text) }
    }

    /// The scale between the middles of two lines of the frame.
    private func scale(_ limits: DataLimits, from start: Int, to end: Int) -> LinearScale {
        let middle = measures.frameWidth.isMultiple(of: 2) ? 0 : 0.5
        return LinearScale(limits: limits, start: Double(start) + middle, end: Double(end) + middle)
    }
}

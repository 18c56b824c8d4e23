/// What can be seen of data between two limits of x, for the limits of y: points, and where lines cross the edges.
struct VisibleRange {
    /// The limits that were asked for; infinite where none were.
    let limits: ClosedRange<Double>
    /// What the axes do to values before lines are drawn straight between them.
    let x: AxisTransform
    let y: AxisTransform

    /// Calls `body` with the values of y of a curve that can be seen, and those at the edges.
    func visit(_ curve: Curve, place: BarPlace?, _ body: (Double) -> Void) {
        var previous: (x: Double, y: Double)?
        for (dataX, dataY) in zip(curve.x, curve.y) {
            guard dataX.isFinite, dataY.isFinite else {
                previous = nil
                continue
            }
            defer { previous = (dataX, dataY) }
            if let place {
                if limits.overlaps((dataX + place.left)...max(dataX + place.left, dataX + place.right)) { body(dataY) }
                continue
            }
            if limits.contains(dataX) { body(dataY) }
            guard curve.kind != .points, let last = previous else { continue }
            if curve.kind == .steps {
                // The value before holds up to this point.
                if limits.overlaps(min(last.x, dataX)...max(last.x, dataX)) { body(last.y) }
            } else {
                visitEdges(last, (dataX, dataY), body)
            }
        }
    }

    /// Calls `body` with the bounds of a band that can be seen, and those at the edges.
    func visit(_ band: Band, _ body: (Double) -> Void) {
        var previous: Int?
        for index in band.x.indices {
            guard band.isDrawn(at: index) else {
                previous = nil
                continue
            }
            defer { previous = index }
            for bounds in [band.lower, band.upper] {
                if limits.contains(band.x[index]) { body(bounds[index]) }
                if let previous {
                    visitEdges((band.x[previous], bounds[previous]), (band.x[index], bounds[index]), body)
                }
            }
        }
    }

    /// The values at the limits that a piece of a line goes through.
    private func visitEdges(_ start: (x: Double, y: Double), _ end: (x: Double, y: Double), _ body: (Double) -> Void) {
        for edge in [limits.lowerBound, limits.upperBound] where edge.isFinite {
            guard min(start.x, end.x) < edge, edge < max(start.x, end.x) else { continue }
            let (first, last) = (x.apply(start.x), x.apply(end.x))
            let share = (x.apply(edge) - first) / (last - first)
            guard share > 0, share < 1 else { continue }
            let (low, high) = (y.apply(start.y), y.apply(end.y))
            let value = y.undo(low + share * (high - low))
            // Rounding does not lead beyond the two ends.
            body(min(max(value, min(start.y, end.y)), max(start.y, end.y)))
        }
    }
}

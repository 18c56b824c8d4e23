/// Passes on a polyline with no more points than its picture needs: of points that follow each other within a quarter
/// of a pixel's width, the first, the lowest, the highest and the last, so that no peak is lost.
///
/// Source: U. Jugel and others, “M4: A Visualization-Oriented Time Series Data Aggregation”, 2014.
struct PolylineReducer {
    private var column = Float.nan
    private var count = 0
    private var first = Numbered()
    private var lowest = Numbered()
    private var highest = Numbered()
    private var last = Numbered()
    private(set) var points: [PixelPoint] = []

    private struct Numbered {
        var index = 0
        var point = PixelPoint(x: 0, y: 0)
    }

    mutating func add(_ point: PixelPoint) {
        let place = (point.x * 4).rounded(.down)
        if place != column {
            flush()
            column = place
        }
        let entry = Numbered(index: count, point: point)
        if count == 0 {
            first = entry
            lowest = entry
            highest = entry
        }
        if point.y > lowest.point.y { lowest = entry }
        if point.y < highest.point.y { highest = entry }
        last = entry
        count += 1
    }

    /// Ends the line and returns its points.
    mutating func finish() -> [PixelPoint] {
        flush()
        column = .nan
        defer { points = [] }
        return points
    }

    private mutating func flush() {
        guard count > 0 else { return }
        points.append(first.point)
        let extremes = lowest.index < highest.index ? [lowest, highest] : [highest, lowest]
        var index = first.index
        for entry in extremes + [last] where entry.index > index {
            points.append(entry.point)
            index = entry.index
        }
        count = 0
    }
}

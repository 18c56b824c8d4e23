/// How much of each pixel of a rectangle is covered by filled polygons: exact, in one pass.
///
/// Every edge adds, to the cells that it crosses, the signed area between itself and the right side of the cell, and to
/// the next cell what is left of its height; the running sum along a row is the coverage. Overlapping polygons that run
/// the same way round count once. Only + − × ÷ of Float.
/// Source: R. Levien, “font-rs”, 2016, after “Accumulation buffer” of libart.
struct FillMask: Sendable {
    let bounds: PixelRect
    /// One cell more a row than pixels, for the edges that end at the right side.
    private var cells: [Float]
    private var stride: Int { bounds.width + 1 }

    init(bounds: PixelRect) {
        self.bounds = bounds
        cells = Array(repeating: 0, count: (bounds.width + 1) * bounds.height)
    }

    /// A mask as large as the polygons, within `limits`, with the polygons in it.
    init(_ polygons: [[PixelPoint]], within limits: PixelRect) {
        self.init(bounds: Self.bounds(of: polygons).intersection(limits))
        guard !bounds.isEmpty else { return }
        for polygon in polygons { add(polygon) }
    }

    mutating func add(_ polygon: [PixelPoint]) {
        guard var previous = polygon.last else { return }
        for point in polygon {
            addEdge(from: previous, to: point)
            previous = point
        }
    }

    /// Calls `body` with row and coverages, from 0 to 255, of each row.
    func forEachRow(_ body: (Int, [UInt8]) -> Void) {
        var row = Array(repeating: UInt8(0), count: bounds.width)
        for y in 0..<bounds.height {
            var sum: Float = 0
            for x in 0..<bounds.width {
                sum += cells[y * stride + x]
                let covered = sum < 0 ? -sum : sum
                row[x] = covered < 1 ? UInt8(covered * 255 + 0.5) : 255
            }
            body(bounds.top + y, row)
        }
    }

    /// Cuts an edge at the sides of the rectangle.
    ///
    /// What is left of it counts as running along the left side, and what is right of it covers nothing.
    private mutating func addEdge(from start: PixelPoint, to end: PixelPoint) {
        guard start.y != end.y else { return }
        let sign: Float = start.y < end.y ? 1 : -1
        var a = start.y < end.y ? start : end
        var b = start.y < end.y ? end : start
        let (left, top) = (Float(bounds.left), Float(bounds.top))
        a = PixelPoint(x: a.x - left, y: a.y - top)
        b = PixelPoint(x: b.x - left, y: b.y - top)
        let slope = (b.x - a.x) / (b.y - a.y)
        if a.y < 0 { a = PixelPoint(x: a.x - a.y * slope, y: 0) }
        let floor = Float(bounds.height)
        if b.y > floor { b = PixelPoint(x: b.x - (b.y - floor) * slope, y: floor) }
        guard a.y < b.y else { return }
        let wall = Float(bounds.width)
        var cuts = [a]
        for side in [0, wall] where (a.x < side) != (b.x < side) {
            let y = a.y + (side - a.x) / slope
            if y > a.y, y < b.y { cuts.append(PixelPoint(x: side, y: y)) }
        }
        if cuts.count == 3, cuts[1].y > cuts[2].y { cuts.swapAt(1, 2) }
        cuts.append(b)
        for (from, to) in zip(cuts, cuts.dropFirst()) {
            addInside(
                from: PixelPoint(x: min(max(from.x, 0), wall), y: from.y),
                to: PixelPoint(x: min(max(to.x, 0), wall), y: to.y), sign: sign)
        }
    }

    /// Adds an edge that runs downward inside the rectangle.
    private mutating func addInside(from a: PixelPoint, to b: PixelPoint, sign: Float) {
        guard a.y < b.y else { return }
        let slope = (b.x - a.x) / (b.y - a.y)
        var x = a.x
        let wall = Float(bounds.width)
        let firstRow = Int(a.y)
        let lastRow = min(Int(b.y.rounded(.up)), bounds.height)
        guard firstRow < lastRow else { return }
        for row in firstRow..<lastRow {
            let bottom = min(Float(row + 1), b.y)
            let height = bottom - max(Float(row), a.y)
            let next = min(max(x + height * slope, 0), wall)
            addRow(row, from: min(x, next), to: max(x, next), area: sign * height)
            x = next
        }
    }

    /// Adds an edge that crosses one row between `left` and `right`, `area` being its signed height.
    private mutating func addRow(_ row: Int, from left: Float, to right: Float, area: Float) {
        let start = row * stride
        let first = Int(left)
        let last = Int(right.rounded(.up))
        let firstX = Float(first)
        if last <= first + 1 {
            // Within one cell: its share is right of the edge's middle.
            let middle = 0.5 * (left + right) - firstX
            cells[start + first] += area - area * middle
            if first + 1 < stride { cells[start + first + 1] += area * middle }
            return
        }
        let slope = 1 / (right - left)
        let inFirst = 1 - (left - firstX)
        let areaFirst = 0.5 * slope * inFirst * inFirst
        let inLast = right - Float(last) + 1
        let areaLast = 0.5 * slope * inLast * inLast
        cells[start + first] += area * areaFirst
        if last == first + 2 {
            cells[start + first + 1] += area * (1 - areaFirst - areaLast)
        } else {
            let second = slope * (1.5 - (left - firstX))
            cells[start + first + 1] += area * (second - areaFirst)
            for cell in first + 2..<last - 1 { cells[start + cell] += area * slope }
            let before = second + Float(last - first - 3) * slope
            cells[start + last - 1] += area * (1 - before - areaLast)
        }
        if last < stride { cells[start + last] += area * areaLast }
    }

    private static func bounds(of polygons: [[PixelPoint]]) -> PixelRect {
        var result = PixelRect(left: 65536, top: 65536, right: -65536, bottom: -65536)
        for point in polygons.joined() {
            let x = min(max(point.x, -65536), 65536)
            let y = min(max(point.y, -65536), 65536)
            result.left = min(result.left, Int(x.rounded(.down)))
            result.top = min(result.top, Int(y.rounded(.down)))
            result.right = max(result.right, Int(x.rounded(.up)))
            result.bottom = max(result.bottom, Int(y.rounded(.up)))
        }
        return result
    }
}

/// Looks for a place in the axes where a legend covers no line.
struct LegendSpot {
    /// The pixels that lines cover.
    let mask: CoverageMask
    /// Where the legend may be.
    let area: PixelRect
    let width: Int
    let height: Int
    /// What stays free between legend and lines.
    let gap: Int

    /// Its left top corner; nil when there is none.
    func find() -> (left: Int, top: Int)? {
        let (right, bottom) = (area.right - width, area.bottom - height)
        guard right >= area.left, bottom >= area.top else { return nil }
        let (middleX, middleY) = ((area.left + right) / 2, (area.top + bottom) / 2)
        let corners = [(right, area.top), (area.left, area.top), (area.left, bottom), (right, bottom)]
        let sides = [(right, middleY), (area.left, middleY), (middleX, bottom), (middleX, area.top)]
        for (left, top) in corners + sides where isFree(left: left, top: top) { return (left, top) }
        return alongEdge(top: area.top) ?? alongEdge(top: bottom)
    }

    private func isFree(left: Int, top: Int) -> Bool {
        let rect = PixelRect(left: left - gap, top: top - gap, right: left + width + gap, bottom: top + height + gap)
            .intersection(mask.bounds)
        for y in rect.top..<rect.bottom {
            let row = (y - mask.bounds.top) * mask.bounds.width - mask.bounds.left
            for x in rect.left..<rect.right where mask.values[row + x] > 0 { return false }
        }
        return true
    }

    /// The middle of the widest free stretch along the top or the bottom.
    private func alongEdge(top: Int) -> (left: Int, top: Int)? {
        var best = 0..<0
        var start = area.left
        for x in area.left...area.right {
            let rect = PixelRect(left: x, top: top - gap, right: x + 1, bottom: top + height + gap)
            if x == area.right || !isEmpty(rect.intersection(mask.bounds)) {
                if x - start > best.count { best = start..<x }
                start = x + 1
            }
        }
        guard best.count >= width + 2 * gap else { return nil }
        return (best.lowerBound + (best.count - width) / 2, top)
    }

    private func isEmpty(_ rect: PixelRect) -> Bool {
        guard !rect.isEmpty else { return true }
        let column = rect.left - mask.bounds.left
        return (rect.top..<rect.bottom).allSatisfy { y in
            mask.values[(y - mask.bounds.top) * mask.bounds.width + column] == 0
        }
    }
}

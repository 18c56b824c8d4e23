import Testing

@testable import LinePlots

@Suite struct StrokeTests {
    private let bounds = PixelRect(left: 3, top: 2, right: 43, bottom: 32)

    /// The share of a pixel's 16×16 points that are within `radius` of a segment.
    private func sampled(_ x: Int, _ y: Int, _ segments: [(PixelPoint, PixelPoint)], radius: Double) -> Double {
        var inside = 0
        for index in 0..<256 {
            let px = Double(x) + (Double(index % 16) + 0.5) / 16
            let py = Double(y) + (Double(index / 16) + 0.5) / 16
            let hit = segments.contains { a, b in
                let (dx, dy) = (Double(b.x - a.x), Double(b.y - a.y))
                let (ex, ey) = (px - Double(a.x), py - Double(a.y))
                let length = dx * dx + dy * dy
                let t = length > 0 ? min(max((ex * dx + ey * dy) / length, 0), 1) : 0
                let (rx, ry) = (ex - t * dx, ey - t * dy)
                return rx * rx + ry * ry <= radius * radius
            }
            if hit { inside += 1 }
        }
        return Double(inside) / 256
    }

    /// The largest and the root mean square difference to samples, over the pixels that either covers.
    private func difference(_ points: [PixelPoint], radius: Double) -> (largest: Double, mean: Double) {
        let segments = Array(zip(points, points.dropFirst()))
        var mask = CoverageMask(bounds: bounds)
        for (start, end) in segments { mask.stroke(from: start, to: end, radius: Float(radius)) }
        var (largest, sum, count) = (0.0, 0.0, 0.0)
        for y in bounds.top..<bounds.bottom {
            for x in bounds.left..<bounds.right {
                let found = Double(mask.values[(y - bounds.top) * bounds.width + x - bounds.left]) / 255
                let near = segments.filter { a, b in
                    Float(x) > min(a.x, b.x) - 5 && Float(x) < max(a.x, b.x) + 4 && Float(y) > min(a.y, b.y) - 5
                        && Float(y) < max(a.y, b.y) + 4
                }
                let truth = near.isEmpty ? 0 : sampled(x, y, near, radius: radius)
                if truth == 0 && found == 0 { continue }
                largest = max(largest, abs(truth - found))
                sum += (truth - found) * (truth - found)
                count += 1
            }
        }
        return (largest, (sum / max(count, 1)).squareRoot())
    }

    @Test(arguments: [0.75, 1.0416667, 2.5]) func `a segment covers what 16 by 16 samples cover`(radius: Double) {
        var random = SeededNumbers(seed: 4)
        for _ in 0..<12 {
            let ends = (0..<2).map { _ in
                let x = Double.random(in: 6...40, using: &random)
                return PixelPoint(rounding: x, Double.random(in: 5...28, using: &random))
            }
            let difference = difference(ends, radius: radius)
            #expect(difference.largest < 0.15)
            #expect(difference.mean < 0.06)
        }
    }

    @Test func `a smooth line of many points covers what 16 by 16 samples cover`() {
        let points = (0...80).map { step in
            let t = Double(step) / 80
            return PixelPoint(rounding: 5 + 36 * t, 16 + 60 * t * (t - 0.5) * (t - 1) * 3)
        }
        let difference = difference(points, radius: 1.0416667)
        #expect(difference.largest < 0.1)
        #expect(difference.mean < 0.03)
    }

    @Test func `a level line of two pixels on whole pixels covers two rows and no more`() {
        var mask = CoverageMask(bounds: bounds)
        mask.stroke(from: PixelPoint(x: 0, y: 10), to: PixelPoint(x: 60, y: 10), radius: 1)
        for y in bounds.top..<bounds.bottom {
            let row = mask.values[(y - bounds.top) * bounds.width..<(y - bounds.top + 1) * bounds.width]
            #expect(row.allSatisfy { $0 == (y == 9 || y == 10 ? 255 : 0) })
        }
    }

    @Test func `lines far outside touch nothing, and nothing traps`() {
        var mask = CoverageMask(bounds: bounds)
        let far = [PixelPoint(rounding: 1e300, -1e300), PixelPoint(rounding: .infinity, .nan)]
        mask.stroke(from: far[0], to: far[1], radius: 1)
        mask.stroke(from: PixelPoint(x: -60000, y: -50), to: PixelPoint(x: 60000, y: -50), radius: 1)
        #expect(mask.values.allSatisfy { $0 == 0 })
    }

    @Test func `dashes and gaps have the lengths of the pattern`() {
        var dashes = Dashes([4, 2], lineWidth: 2)
        var pieces: [(Float, Float)] = []
        // Two stretches of 15; with round caps of 1 at either end, dashes of 8 are drawn from 6, gaps of 4 from 6.
        dashes.forEachPiece(from: PixelPoint(x: 0, y: 0), to: PixelPoint(x: 15, y: 0)) { pieces.append(($0.x, $1.x)) }
        dashes.forEachPiece(from: PixelPoint(x: 15, y: 0), to: PixelPoint(x: 30, y: 0)) { pieces.append(($0.x, $1.x)) }
        #expect(pieces.map(\.0) == [0, 12, 15, 24])
        #expect(pieces.map(\.1) == [6, 15, 18, 30])
    }
}

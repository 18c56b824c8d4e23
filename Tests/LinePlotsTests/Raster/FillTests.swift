import Testing

@testable import LinePlots

@Suite struct FillTests {
    /// Coverage of every pixel of `bounds`, from 0 to 255.
    private func coverage(_ polygon: [PixelPoint], _ bounds: PixelRect) -> [[UInt8]] {
        var mask = FillMask(bounds: bounds)
        mask.add(polygon)
        var rows: [[UInt8]] = []
        mask.forEachRow { _, row in rows.append(row) }
        return rows
    }

    /// The share of a pixel's 16×16 points that are in a polygon.
    private func sampled(_ x: Int, _ y: Int, _ polygon: [PixelPoint]) -> Double {
        var inside = 0
        for index in 0..<256 {
            let px = Float(x) + (Float(index % 16) + 0.5) / 16
            let py = Float(y) + (Float(index / 16) + 0.5) / 16
            var winding = 0
            for (a, b) in zip(polygon, polygon.dropFirst() + polygon.prefix(1)) where (a.y <= py) != (b.y <= py) {
                let crossing = a.x + (py - a.y) / (b.y - a.y) * (b.x - a.x)
                if crossing < px { winding += a.y < b.y ? 1 : -1 }
            }
            if winding != 0 { inside += 1 }
        }
        return Double(inside) / 256
    }

    @Test func `coverage of triangles, inside the mask or beyond it, is that of 16 by 16 samples`() {
        var random = SeededNumbers(seed: 5)
        let bounds = PixelRect(left: 2, top: 3, right: 22, bottom: 18)
        for _ in 0..<25 {
            var triangle: [PixelPoint] = []
            for _ in 0..<3 {
                let x = Double.random(in: -10...35, using: &random)
                triangle.append(PixelPoint(rounding: x, Double.random(in: -10...30, using: &random)))
            }
            let rows = coverage(triangle, bounds)
            for y in bounds.top..<bounds.bottom {
                for x in bounds.left..<bounds.right {
                    let found = Double(rows[y - bounds.top][x - bounds.left]) / 255
                    #expect(abs(found - sampled(x, y, triangle)) < 0.05, "\(triangle) \(x) \(y)")
                }
            }
        }
    }

    @Test func `a rectangle between pixels covers the share it covers`() {
        let rectangle = [(1.25, 1.5), (3.5, 1.5), (3.5, 2.75), (1.25, 2.75)].map { PixelPoint(rounding: $0, $1) }
        let rows = coverage(rectangle, PixelRect(left: 0, top: 0, right: 5, bottom: 4))
        // Columns .75, 1, .5; rows .5, .75; times 255, rounded.
        #expect(rows == [[0, 0, 0, 0, 0], [0, 96, 128, 64, 0], [0, 143, 191, 96, 0], [0, 0, 0, 0, 0]])
    }

    @Test func `polygons that overlap count once`() {
        let square = [(1.0, 1.0), (4.0, 1.0), (4.0, 4.0), (1.0, 4.0)].map { PixelPoint(rounding: $0, $1) }
        var mask = FillMask(bounds: PixelRect(left: 0, top: 0, right: 5, bottom: 5))
        mask.add(square)
        mask.add(square)
        mask.forEachRow { _, row in #expect(row.allSatisfy { $0 == 0 || $0 == 255 }) }
    }
}

import Testing

@testable import LinePlots

@Suite struct CurvePathTests {
    private func path(_ curve: Curve) -> CurvePath {
        let x = AxisScale(limits: DataLimits(DataLimits.range(of: curve.x)), start: 10, end: 110)
        let y = AxisScale(limits: DataLimits(DataLimits.range(of: curve.y)), start: 90, end: 20)
        return CurvePath(curve, style: LineStyle(index: 0), lineWidth: 2, x: x, y: y)
    }

    @Test func `a gap in x or y breaks the line, and a point alone is a dot`() {
        let gap = Double.nan
        let path = path(Curve(x: [0, 1, 2, 3, gap, 5, 6, 7, 8], y: [1, 2, gap, 3, 4, .infinity, 1, 2, 3]))
        #expect(path.lines.map(\.count) == [2, 3])
        #expect(path.dots.count == 1)
    }

    @Test func `a dot is drawn, wider than the line`() throws {
        let path = path(Curve(x: [5], y: [5]))
        #expect(path.lines.isEmpty)
        var mask = CoverageMask(bounds: PixelRect(left: 10, top: 20, right: 110, bottom: 90))
        path.draw(on: &mask)
        let covered = mask.values.reduce(0) { $0 + Int($1) }
        // A disc of radius 3.
        #expect(abs(Double(covered) / 255 / (9 * Double.pi) - 1) < 0.05)
    }

    @Test func `steps have sharp corners and square ends, lines have round ones`() throws {
        func area(_ curve: Curve) throws -> (covered: Double, length: Double) {
            let path = path(curve)
            var mask = CoverageMask(bounds: PixelRect(left: 0, top: 0, right: 120, bottom: 100))
            path.draw(on: &mask)
            let line = try #require(path.lines.first)
            let lengths = zip(line, line.dropFirst()).map { abs($0.x - $1.x) + abs($0.y - $1.y) }
            return (Double(mask.values.reduce(0) { $0 + Int($1) }) / 255, Double(lengths.reduce(0, +)))
        }
        // Two pixels wide: two squares of 2 by 1 at the ends; at the corner, what it lacks outside it has twice inside.
        let sharp = try area(Curve(x: [0, 1], y: [0, 1], kind: .steps))
        #expect(abs(sharp.covered - (2 * sharp.length + 4)) < 0.2)
        // Two half discs of radius 1, and a quarter of one less the square that the pieces share.
        let round = try area(Curve(x: [0, 1, 1], y: [0, 0, 1]))
        #expect(abs(round.covered - (2 * round.length + 1.25 * Double.pi - 1)) < 0.5)
    }

    @Test func `a corner has its tip outside; pieces that go straight on or turn back have none`() {
        let pieces = SharpCorner.mitre(
            from: PixelPoint(x: 0, y: 0), at: PixelPoint(x: 9, y: 0), to: PixelPoint(x: 9, y: 5), radius: 2)
        #expect(pieces?.contains(PixelPoint(x: 11, y: -2)) == true)
        let straight = SharpCorner.mitre(
            from: PixelPoint(x: 0, y: 0), at: PixelPoint(x: 9, y: 0), to: PixelPoint(x: 12, y: 0), radius: 2)
        #expect(straight == nil)
        let back = SharpCorner.mitre(
            from: PixelPoint(x: 0, y: 0), at: PixelPoint(x: 9, y: 0), to: PixelPoint(x: 0, y: 1), radius: 2)
        #expect(back == nil)
        #expect(SharpCorner.cap(from: PixelPoint(x: 1, y: 1), at: PixelPoint(x: 1, y: 1), radius: 2) == nil)
    }

    @Test func `a million points become few, and the one that stands out stays`() throws {
        let count = 1_000_000
        let peak = 654_321
        let x = (0..<count).map(Double.init)
        var y = x.map { Double(Int($0) % 100) }
        y[peak] = 500
        y[peak + 1000] = -400
        let path = path(Curve(x: x, y: y))
        let points = try #require(path.lines.first)
        #expect(points.count <= 4 * 4 * 101)
        let limits = DataLimits(-400...500)
        let scale = AxisScale(limits: limits, start: 90, end: 20)
        let highest = try #require(points.min { $0.y < $1.y })
        let lowest = try #require(points.max { $0.y < $1.y })
        #expect(highest == PixelPoint(rounding: Double(highest.x), scale.position(of: 500)))
        #expect(lowest == PixelPoint(rounding: Double(lowest.x), scale.position(of: -400)))
        let place = AxisScale(limits: DataLimits(0...Double(count - 1)), start: 10, end: 110)
        #expect(abs(Double(highest.x) - place.position(of: Double(peak))) < 0.01)
    }

    @Test func `reduced noise covers the pixels that all its points cover`() {
        var random = SeededNumbers(seed: 6)
        let bounds = PixelRect(left: 0, top: 0, right: 60, bottom: 50)
        var reducer = PolylineReducer()
        var (all, few) = (CoverageMask(bounds: bounds), CoverageMask(bounds: bounds))
        var previous: PixelPoint?
        for index in 0..<6000 {
            let y = Double.random(in: 10...40, using: &random)
            let point = PixelPoint(rounding: 5 + Double(index) / 120, y)
            if let previous { all.stroke(from: previous, to: point, radius: 1) }
            reducer.add(point)
            previous = point
        }
        let line = reducer.finish()
        for (start, end) in zip(line, line.dropFirst()) { few.stroke(from: start, to: end, radius: 1) }
        let differences = zip(all.values, few.values).map { abs(Int($0) - Int($1)) }
        #expect(Double(differences.reduce(0, +)) / Double(differences.count) < 2)
        #expect((differences.max() ?? 0) < 128)
    }

    @Test func `no two of forty-five curves look the same`() {
        let styles = (0..<45).map { LineStyle(index: $0) }
        for (index, style) in styles.enumerated() { #expect(!styles[..<index].contains(style)) }
        #expect(styles[0].color == Color(hex: 0x1F77B4))
        #expect(styles[1].color == Color(hex: 0xFF7F0E))
        #expect(styles[..<10].allSatisfy { $0.dashes.isEmpty })
        #expect(!styles[10].dashes.isEmpty)
    }
}

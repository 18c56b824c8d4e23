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

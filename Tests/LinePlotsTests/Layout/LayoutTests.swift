import Testing

@testable import LinePlots

@Suite struct LayoutTests {
    /// Pairs of things that overlap, and things that reach over the edge.
    private func faults(_ layout: FigureLayout) -> [String] {
        var faults: [String] = []
        let boxes = layout.boxes
        for (index, box) in boxes.enumerated() {
            if !layout.canvas.box.contains(box) { faults.append("cut off: \(box)") }
            for other in boxes[..<index] where box.intersects(other) { faults.append("overlap: \(box) \(other)") }
        }
        return faults
    }

    private func figure(
        _ range: ClosedRange<Double>, curves: Int, titled: Bool, width: Int, height: Int, dpi: Double = 100
    ) -> Figure {
        let x = (0..<50).map { range.lowerBound + (range.upperBound - range.lowerBound) * Double($0) / 49 }
        let all = (0..<curves).map { number in
            Curve(label: "y=f(x), \(number)", x: x, y: x.indices.map { x[($0 * (7 + number)) % 50] })
        }
        return Figure(
            all, title: titled ? "Forecast of the series" : nil, xLabel: titled ? "time (s)" : nil,
            yLabel: titled ? "value (m)" : nil, width: width, height: height, dpi: dpi)
    }

    private static let ranges: [ClosedRange<Double>] = [
        0...1, -1...1, 0...1000, (-1e9)...1e9, 1e-9...3e-9, 1e9...(1e9 + 1), (-2e-7)...(-1e-7), 5...5,
        123.456...123.457, (-1e300)...1e300, 99_990...100_010,
    ]
    private static let sizes = [(640, 480), (200, 150), (300, 900), (1600, 300), (320, 240), (1000, 1000)]

    @Test(arguments: sizes) func `nothing overlaps and nothing is cut off, at any size and range`(
        width: Int, height: Int
    ) throws {
        for range in Self.ranges {
            for titled in [false, true] {
                let figure = figure(range, curves: 2, titled: titled, width: width, height: height)
                let layout = try figure.planned().layout
                // A legend inside the axes is on them by intent.
                var outside = layout
                if let legend = layout.legends.first, layout.axes.box.contains(legend.box) { outside.legends = [] }
                #expect(faults(outside) == [], "\(range) \(titled)")
            }
        }
    }

    @Test(arguments: [(1, 480), (12, 480), (45, 900)]) func `a legend of many curves has room`(
        curves: Int, height: Int
    ) throws {
        let layout = try figure(0...1, curves: curves, titled: true, width: 900, height: height).planned().layout
        let legend = try #require(layout.legends.first)
        #expect(legend.handles.count == curves)
        #expect(faults(layout).count == (layout.axes.box.contains(legend.box) ? 1 : 0))
        for text in legend.texts { #expect(legend.box.contains(text.box)) }
    }

    @Test func `random sizes have a layout without faults or an error, and never trap`() {
        var random = SeededNumbers(seed: 7)
        var drawn = 0
        for _ in 0..<60 {
            let width = Int.random(in: 1...700, using: &random)
            let height = Int.random(in: 1...500, using: &random)
            let range = Self.ranges[Int.random(in: 0..<Self.ranges.count, using: &random)]
            let dpi = Double.random(in: 30...220, using: &random)
            let count = Int.random(in: 0...4, using: &random)
            let figure = figure(
                range, curves: count, titled: .random(using: &random), width: width, height: height, dpi: dpi)
            guard var layout = try? figure.planned().layout else { continue }
            drawn += 1
            if let legend = layout.legends.first, layout.axes.box.contains(legend.box) { layout.legends = [] }
            #expect(faults(layout) == [], "\(width)x\(height) at \(dpi), \(range)")
        }
        #expect(drawn > 20)
    }

    @Test func `a legend stands inside only where it covers no line`() throws {
        var random = SeededNumbers(seed: 8)
        var (inside, outside) = (0, 0)
        for round in 0..<10 {
            // Few points leave places free, many do not.
            let count = round.isMultiple(of: 2) ? Int.random(in: 5...50, using: &random) : 1500
            let x = (0..<count).map(Double.init)
            let y = x.map { _ in Double.random(in: -1...1, using: &random) }
            let plan = try Figure([Curve(label: "random", x: x, y: y)]).planned()
            let legend = try #require(plan.layout.legends.first)
            guard plan.layout.axes.box.contains(legend.box) else {
                #expect(!plan.layout.axes.box.intersects(legend.box))
                outside += 1
                continue
            }
            inside += 1
            var mask = CoverageMask(bounds: legend.frame)
            for curve in plan.shapes[0].curves { curve.draw(on: &mask) }
            #expect(mask.values.allSatisfy { $0 == 0 })
        }
        #expect(inside > 3)
        #expect(outside > 3)
    }

    @Test func `without names there is no legend`() throws {
        #expect(try Figure([Curve(x: [0, 1], y: [0, 1])]).planned().layout.legends.first == nil)
    }

    @Test func `twice the size at twice the resolution is the same picture, larger`() throws {
        let one = try figure(0...1, curves: 2, titled: true, width: 640, height: 480).planned().layout
        let two = try figure(0...1, curves: 2, titled: true, width: 1280, height: 960, dpi: 200).planned().layout
        #expect(one.xTicks == two.xTicks)
        #expect(one.yTicks == two.yTicks)
        #expect(abs(one.axes.left * 2 - two.axes.left) <= 4)
        #expect(abs(one.axes.right * 2 - two.axes.right) <= 4)
        #expect(abs(one.axes.top * 2 - two.axes.top) <= 4)
        #expect(abs(one.axes.bottom * 2 - two.axes.bottom) <= 4)
    }

    @Test func `low panels have two tick labels each, which do not overlap`() throws {
        let (x, y) = ([0.0, 70], [1007.0, 1019])
        let panels = [Panel([Curve(x: x, y: [8, 20])], weight: 2), Panel([Curve(x: x, y: y)])]
        let layout = try Figure(panels: panels, xLabel: "hour", width: 200, height: 150).planned().layout
        #expect(layout.panels.allSatisfy { $0.yTicks.values.count >= 2 })
        #expect(faults(layout) == [])
    }

    @Test func `long labels are broken into lines`() throws {
        let long = Array(repeating: "a long label", count: 10).joined(separator: " ")
        var figure = figure(0...1, curves: 2, titled: false, width: 640, height: 480)
        figure.title = long
        figure.xLabel = long
        figure.panels[0].yLabel = long
        let layout = try figure.planned().layout
        for role in [TextPlace.Role.title, .xLabel, .yLabel] {
            #expect(layout.texts.filter { $0.role == role }.count > 1)
        }
    }
}

extension FigureLayout {
    /// The parts of the first panel.
    var axes: PixelRect { panels[0].axes }
    var y: AxisScale { panels[0].y }
    var yTicks: AxisTicks { panels[0].yTicks }
}

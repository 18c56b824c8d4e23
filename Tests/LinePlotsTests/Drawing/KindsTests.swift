import Testing

@testable import LinePlots

@Suite struct KindsTests {
    private let blue = Color(hex: 0x1F77B4)

    /// The colour where values are, in a panel of a figure that is drawn.
    private func color(_ figure: Figure, _ x: Double, _ y: Double, panel: Int = 0, isRight: Bool = false) throws
        -> Color
    {
        let layout = try figure.planned().layout
        let side = layout.panels[panel]
        let scale = isRight ? try #require(side.right).scale : side.y
        return try figure.drawn().color(x: Int(layout.x.position(of: x)), y: Int(scale.position(of: y)))
    }

    @Test func `steps hold a value until the next`() throws {
        let figure = Figure([Curve(x: [0, 1, 2], y: [0, 1, 0.5], kind: .steps)])
        #expect(try color(figure, 0.5, 0) == blue)
        #expect(try color(figure, 1, 0.5) == blue)
        #expect(try color(figure, 1.7, 1) == blue)
        #expect(try color(figure, 0.5, 0.5) == .white)
    }

    @Test func `points are markers without a line`() throws {
        let figure = Figure([Curve(x: [0, 1, 2], y: [0, 1, 0], kind: .points)])
        #expect(try color(figure, 1, 1) == blue)
        #expect(try color(figure, 0.5, 0.5) == .white)
        let joined = Figure([Curve(x: [0, 1, 2], y: [0, 1, 0], kind: .linePoints)])
        #expect(try color(joined, 0.5, 0.5) == blue)
    }

    @Test(arguments: Marker.allCases) func `a marker covers its middle, and about its area`(marker: Marker) {
        var mask = CoverageMask(bounds: PixelRect(left: 0, top: 0, right: 40, bottom: 40))
        MarkerStamp(marker, size: 20).draw(at: PixelPoint(x: 20.3, y: 19.6), on: &mask)
        #expect(mask.values[19 * 40 + 20] == 255)
        let area = Double(mask.values.reduce(0) { $0 + Int($1) }) / 255
        #expect((120...330).contains(area), "\(marker) \(area)")
        // One that is outside is no trap.
        MarkerStamp(marker, size: 20).draw(at: PixelPoint(x: -300, y: 70), on: &mask)
    }

    @Test func `bars stand on 0, side by side, and the axis ends there`() throws {
        var figure = Figure([Curve(x: [1, 2], y: [3, 4], kind: .bars), Curve(x: [1, 2], y: [2, 1], kind: .bars)])
        figure.xAxis = Axis(low: 0, high: 3)
        #expect(try figure.planned().layout.panels[0].y.limits.low == 0)
        #expect(try color(figure, 0.8, 1.5) == blue)
        #expect(try color(figure, 1.2, 1.5) == Color(hex: 0xFF7F0E))
        #expect(try color(figure, 1.5, 0.5) == .white)
        #expect(try color(figure, 0.8, 3.1) == .white)
        let negative = Figure([Curve(x: [1, 2, 3], y: [-2, 3, -1], kind: .bars)])
        #expect(try color(negative, 1, -1) == blue)
        #expect(try color(negative, 1, 1) == .white)
    }

    @Test func `a million bars take one shape a column`() {
        let count = 200_000
        let x = (0..<count).map(Double.init)
        let curve = Curve(x: x, y: x.map { $0 == 150_000 ? 9 : 1 }, kind: .bars)
        let scale = AxisScale(limits: DataLimits(low: 0, high: Double(count)), start: 0, end: 500)
        let y = AxisScale(limits: DataLimits(low: 0, high: 10), start: 400, end: 0)
        let place = BarPlace(index: 0, of: [curve])
        let shape = BarShape(curve, style: LineStyle(index: 0), opacity: 255, place: place, x: scale, y: y)
        #expect(shape.polygons.count <= 501)
        #expect(shape.polygons.contains { $0[0].y == 40 })
    }

    @Test func `a band is translucent, in its curve's colour, under the curve, and broken at gaps`() throws {
        let x = [0.0, 1, 2, 3, 4]
        let band = Band(x: x, lower: [1, 1, 1, .nan, 1], upper: [3, 3, 3, .nan, 3], curve: 0)
        let figure = Figure(panels: [Panel([Curve(x: x, y: [2, 2, 2, 2, 2])], bands: [band])])
        let shade = try color(figure, 1, 1.5)
        #expect(shade != .white && shade != blue)
        #expect(shade.blue > shade.red)
        #expect(try color(figure, 1, 2) == blue)
        #expect(try color(figure, 3, 1.5) == .white)
    }

    @Test func `a rule goes across the axes, which reach to it, and its label is beside it`() throws {
        let rules = [Rule(.vertical, at: 7, label: "limit"), Rule(.horizontal, at: -5)]
        let figure = Figure(panels: [Panel([Curve(x: [0, 1], y: [0, 1])], rules: rules)])
        let plan = try figure.planned()
        #expect(plan.layout.x.limits.high > 7)
        #expect(plan.layout.panels[0].y.limits.low < -5)
        let label = try #require(plan.layout.panels[0].ruleLabels.first)
        #expect(plan.layout.panels[0].axes.box.contains(label.box))
        #expect(abs(label.box.left - plan.layout.x.position(of: 7)) < 60)
        let column = Int(plan.layout.x.position(of: 7))
        let canvas = try figure.drawn()
        let axes = plan.layout.panels[0].axes
        let inked = (axes.top..<axes.bottom).filter { canvas.color(x: column, y: $0) != .white }.count
        #expect(inked > axes.height / 2)
    }

    @Test func `an axis at the right has its own scale`() throws {
        let right = Curve(x: [0, 1, 2], y: [1000, 3000, 2000], isRight: true)
        let figure = Figure(panels: [Panel([Curve(x: [0, 1, 2], y: [0, 0.5, 1]), right], rightLabel: "Pa")])
        #expect(try color(figure, 1, 3000, isRight: true) == Color(hex: 0xFF7F0E))
        #expect(try color(figure, 0.5, 0.25) == blue)
        let texts = try figure.planned().layout.texts
        #expect(texts.contains { $0.role == .rightTick })
        #expect(texts.contains { $0.role == .rightLabel && $0.line.text == "Pa" })
    }

    @Test func `panels share x, and each has its data`() throws {
        let panels = [
            Panel([Curve(x: [0, 2, 4], y: [0, 0.5, 0.5])], weight: 2), Panel([Curve(x: [0, 2, 4], y: [50, 60, 60])]),
        ]
        let figure = Figure(panels: panels)
        let layout = try figure.planned().layout
        #expect(layout.panels[0].axes.left == layout.panels[1].axes.left)
        #expect(layout.panels[0].axes.right == layout.panels[1].axes.right)
        #expect(layout.panels[0].axes.bottom < layout.panels[1].axes.top)
        #expect(abs(Double(layout.panels[0].axes.height) / Double(layout.panels[1].axes.height) - 2) < 0.1)
        #expect(try color(figure, 3, 0.5) == blue)
        #expect(try color(figure, 3, 60, panel: 1) == Color(hex: 0xFF7F0E))
    }

    @Test func `limits cut the data at the frame, and lines beyond keep their direction`() throws {
        let figure = Figure(
            panels: [
                Panel([Curve(x: [0, 1e9], y: [0, 1e9])], yAxis: Axis(low: 500, high: 510))
            ], xAxis: Axis(low: 500, high: 510))
        #expect(try figure.planned().layout.x.limits == DataLimits(low: 500, high: 510))
        for value in [501.0, 505, 509] { #expect(try color(figure, value, value) == blue) }
        let one = Figure(panels: [Panel([Curve(x: [0, 1], y: [0, 8])], yAxis: Axis(high: 4))])
        #expect(try one.planned().layout.panels[0].y.limits.high == 4)
    }
}

import Testing

@testable import LinePlots

/// What can be seen between limits of x decides the limits of y.
@Suite struct VisibleRangeTests {
    private func limits(_ curve: Curve, _ axis: Axis, _ yAxis: Axis = Axis()) -> DataLimits {
        FigureSpans(Figure(panels: [Panel([curve], yAxis: yAxis)], xAxis: axis)).panels[0].y.limits
    }

    private let peak = Curve(x: [0, 10, 20], y: [0, 100, 0])

    @Test func `a line that crosses both edges is in view`() {
        // From 30 at 3 to 80 at 8, and a twentieth of that on either side.
        #expect(limits(peak, Axis(low: 3, high: 8)) == DataLimits(low: 27.5, high: 82.5))
        #expect(limits(peak, Axis(low: 12)) == DataLimits(low: -4, high: 84))
        #expect(limits(peak, Axis(low: 5, high: 15)) == DataLimits(low: 47.5, high: 102.5))
        var gap = peak
        gap.y[1] = .nan
        #expect(limits(gap, Axis(low: 3, high: 8)) == DataLimits(nil))
    }

    @Test func `steps hold up to the next point, and points are where they are`() {
        var steps = peak
        steps.kind = .steps
        #expect(limits(steps, Axis(low: 12, high: 18)) == DataLimits(100...100))
        var points = peak
        points.kind = .points
        #expect(limits(points, Axis(low: 12, high: 18)) == DataLimits(nil))
    }

    @Test func `a bar that is cut by the edge counts`() {
        let bars = Curve(x: [0, 10, 20], y: [1, 100, 1], kind: .bars)
        #expect(limits(bars, Axis(low: 6, high: 9)) == DataLimits(low: 0, high: 105))
    }

    @Test func `on a logarithmic axis the line is straight in the logarithms`() {
        let curve = Curve(x: [1, 100], y: [1, 10_000])
        let found = limits(curve, Axis(.log, low: 10, high: 100), Axis(.log))
        #expect(abs(found.low - (2 - 0.1)) < 1e-9 && abs(found.high - (4 + 0.1)) < 1e-9)
    }

    @Test func `a band counts where it crosses the edges, and one row of it is an upright line`() throws {
        let band = Band(label: "interval", x: [0, 10], lower: [0, 10], upper: [20, 40])
        let figure = Figure(panels: [Panel([], bands: [band])], xAxis: Axis(low: 5, high: 6))
        #expect(FigureSpans(figure).panels[0].y.limits == DataLimits(5...32))
        let one = Figure(panels: [
            Panel([Curve(x: [0, 2], y: [0, 2])], bands: [Band(label: "i", x: [1], lower: [0.5], upper: [1.5])])
        ])
        let plan = try one.planned()
        #expect(plan.shapes[0].bands[0].polygons.isEmpty && plan.shapes[0].bands[0].lines.count == 1)
        let canvas = try one.drawn()
        let (x, y) = (Int(plan.layout.x.position(of: 1)), Int(plan.layout.y.position(of: 1.4)))
        #expect(canvas.color(x: x, y: y) != .white)
    }

    @Test func `limits that leave nothing of the data to see are told`() throws {
        func remarks(_ kind: Curve.Kind, x: (Double?, Double?) = (nil, nil), y: (Double?, Double?) = (nil, nil)) throws
            -> [String]
        {
            let curve = Curve(x: [0, 10, 20], y: [0, 100, 0], kind: kind)
            let figure = Figure(
                panels: [
                    Panel(
                        [curve], rules: [Rule(.vertical, at: 35), Rule(.horizontal, at: 500)],
                        yAxis: Axis(low: y.0, high: y.1))
                ], xAxis: Axis(low: x.0, high: x.1))
            return try figure.planned().remarks
        }
        let hidden = ["no value is within the limits of the axes; widen or leave out the limits"]
        for kind in Curve.Kind.allCases {
            #expect(try remarks(kind, x: (30, 40)) == hidden, "\(kind)")
            #expect(try remarks(kind, y: (200, nil)) == hidden, "\(kind)")
            #expect(try remarks(kind, x: (9, 11)).isEmpty, "\(kind)")
            #expect(try remarks(kind, y: (-10, 0)).isEmpty, "\(kind)")
        }
        // A line crosses them between its points; points do not.
        #expect(try remarks(.line, x: (3, 8)).isEmpty)
        #expect(try remarks(.points, x: (3, 8)) == hidden)
        #expect(try Figure([Curve(x: [], y: [])]).planned().remarks.isEmpty)
    }
}

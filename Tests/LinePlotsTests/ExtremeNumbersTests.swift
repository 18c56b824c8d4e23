import Testing

@testable import LinePlots

/// Numbers at the ends of Double, and beside each other, on every scale and in every kind: a picture, or an error.
@Suite struct ExtremeNumbersTests {
    private static let numbers: [Double] = [
        0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 1e-290, 1e14, 1e14 + 1, 1_704_067_200, 568_971_820_799,
        1e300,
        -1e300, 1.797_693_134_862_315_7e308,
    ]
    private static let kinds: [Axis.Kind] = [
        .linear, .log, .symlog(threshold: nil), .symlog(threshold: .leastNonzeroMagnitude * 100),
        .symlog(threshold: 1e308), .date,
    ]

    @Test(arguments: kinds)
    func `any two numbers give a figure or an error`(kind: Axis.Kind) {
        var plans = 0
        for (index, low) in Self.numbers.enumerated() {
            for step in [0, 1] {
                let high = Self.numbers[(index + step) % Self.numbers.count]
                let curve = Curve(
                    x: [low, high, low.nextUp], y: [low, high.nextDown, high],
                    kind: Curve.Kind.allCases[(index + step) % 5])
                let figure = Figure(
                    panels: [Panel([curve], yAxis: Axis(kind == .date ? .linear : kind, hasMinorTicks: true))],
                    xAxis: Axis(kind), width: 240, height: 180)
                if (try? figure.planned()) != nil { plans += 1 }
                // Pixels are what takes time.
                if index.isMultiple(of: 5), step == 0 { _ = try? figure.png() }
                _ = try? figure.terminalLines(on: TerminalScreen(columns: 40, rows: 12, colors: .none))
            }
        }
        // Labels of 600 decades on either side of 0 find no room for some.
        #expect(plans > 1)
    }

    @Test func `a logarithmic axis shows all that is above 0`() throws {
        let least = Double.leastNonzeroMagnitude
        for (low, high) in [
            (1.0, 1e300), (least, 1.797_693_134_862_315_7e308), (least, 2 * least), (1e308, 1.7e308),
        ] {
            let curve = Curve(x: [0, 1], y: [low, high])
            let plan = try Figure(panels: [Panel([curve], yAxis: Axis(.log))]).planned()
            let panel = plan.layout.panels[0]
            #expect(panel.yTicks.values.count >= 2, "\(low)")
            for value in panel.yTicks.values {
                let place = panel.y.position(of: value)
                #expect(place > Double(panel.axes.top) - 1 && place < Double(panel.axes.bottom) + 1, "\(value)")
            }
            #expect(panel.y.position(of: high) < panel.y.position(of: low))
        }
    }

    @Test func `numbers beside 1 have labels on a logarithmic axis`() throws {
        for low in [1, 1.0.nextDown, 1 - 1e-15, 1 + 4 * 1.0.ulp] {
            for steps in 1...40 {
                let curve = Curve(x: [0, 1], y: [low, low + Double(steps) * 1.0.ulp])
                let plan = try Figure(panels: [Panel([curve], yAxis: Axis(.log))]).planned()
                #expect(plan.layout.panels[0].yTicks.values.count >= 2, "\(low) \(steps)")
            }
        }
    }

    @Test func `times that no clock tells apart are numbers`() throws {
        for span in [Double.leastNonzeroMagnitude, 1e-300, 1e-30, 1e-15, 1e-9, 1e-7, 0.5] {
            let figure = Figure(
                panels: [Panel([Curve(x: [0, span], y: [1, 2])])], xAxis: Axis(.date, low: 0, high: 2 * span))
            _ = try? figure.png()
            _ = try? figure.terminalLines(on: TerminalScreen(columns: 60, rows: 12, colors: .none))
            let free = Figure(panels: [Panel([Curve(x: [1e-20, span], y: [1, 2])])], xAxis: Axis(.date, low: -span))
            _ = try? free.png()
            if span > 1e-200 { #expect(try figure.planned().layout.xTicks.values.count >= 2, "\(span)") }
        }
    }

    @Test func `a symmetric logarithm has labels beside any threshold`() throws {
        for threshold in [
            Double.leastNonzeroMagnitude, 1e-307 / 1024, .leastNormalMagnitude, 1e-290, 1e-15, 1, 1e300, 1.7e308,
        ] {
            let axis = Axis(.symlog(threshold: threshold))
            let plan = try Figure(panels: [Panel([Curve(x: [0, 1], y: [1, 3])], yAxis: axis)]).planned()
            #expect(plan.layout.panels[0].yTicks.values.count >= 2, "\(threshold)")
        }
    }

    @Test func `whole numbers that differ are told apart however large they are`() throws {
        let low = 1e14
        let plan = try Figure([Curve(x: [0, 1, 2], y: [low, low + 1, low + 2])]).planned()
        let y = plan.layout.y
        #expect(y.position(of: low) - y.position(of: low + 2) > 300)
        #expect(DataLimits.isConstant(0.3...(0.1 + 0.2)))
        #expect(!DataLimits.isConstant(9e15...9e15 + 1))
    }

    @Test func `each sample of the legend shows its whole pattern`() throws {
        var figure = Figure((0..<12).map { Curve(label: "c\($0)", x: [0, 1], y: [Double($0), Double($0)]) })
        figure.look.theme = .print
        let plan = try figure.planned()
        let width = plan.measures.lineWidth
        for handle in plan.layout.legends.flatMap(\.handles) {
            guard case .curve(let index) = handle.item.kind else { continue }
            let pattern = figure.look.style(index).dashes.reduce(0, +) * width
            #expect(Double(handle.end.x - handle.start.x) >= pattern, "\(index)")
        }
    }

    @Test func `an axis of whole numbers has labels at whole numbers alone`() throws {
        func labels(_ y: [Double]) throws -> [String] {
            let panel = Panel([Curve(x: [0, 1], y: y)], yAxis: Axis(isWhole: true))
            return try Figure(panels: [panel]).planned().layout.panels[0].yTicks.labels.labels
        }
        #expect(try labels([0, 1]) == ["0", "1"])
        #expect(try labels([3, 5]) == ["3", "4", "5"])
        #expect(try labels([7, 7]) == ["6", "7", "8"])
    }

    @Test func `names stand at their bars, cut or thinned where they do not fit`() throws {
        func plan(_ names: [String], width: Int = 640) throws -> FigurePlan {
            let places = names.indices.map(Double.init)
            let panel = Panel([Curve(x: places, y: places.map { $0 + 1 }, kind: .bars)])
            return try Figure(panels: [panel], xAxis: Axis(.names(names)), width: width).planned()
        }
        let three = try plan(["lstm", "gru", "rnn"])
        #expect(three.layout.xTicks.labels.labels == ["lstm", "gru", "rnn"])
        #expect(three.layout.xTicks.values == [0, 1, 2] && three.remarks.isEmpty)
        let many = try plan((0..<40).map { "forecaster number \($0)" })
        #expect(many.layout.xTicks.labels.labels.count < 40)
        #expect(many.remarks.count == 1)
    }
}

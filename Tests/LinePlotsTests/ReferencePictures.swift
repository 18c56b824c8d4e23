@testable import LinePlots

/// Figures whose pictures stand in fixtures/plots/reference.
enum ReferencePictures {
    /// A curve by + and × alone, so that it is the same on every machine: parabolas, one after the other.
    private static func waves(_ count: Int, scale: Double = 1) -> Curve {
        let x = (0..<count).map { Double($0) / 10 }
        let y = x.map { value -> Double in
            let phase = (value / 3).truncatingRemainder(dividingBy: 2)
            return scale * (phase < 1 ? 4 * phase * (1 - phase) : -4 * (phase - 1) * (2 - phase))
        }
        return Curve(label: "waves", x: x, y: y)
    }

    static let all: [(name: String, figure: Figure)] = [
        ("line", Figure([waves(120)], title: "Größe, α and β", xLabel: "t (s)", yLabel: "y (m)")),
        ("gaps", gaps),
        ("logarithm", logarithm),
        ("dates", dates),
        ("forecast", forecast),
        ("twin-dark", twin),
        ("bars-print", bars),
        ("tiny", Figure([waves(120, scale: 1e-9)], width: 200, height: 150)),
        ("large", Figure([waves(60)], title: "At 200 dots to the inch", width: 800, height: 600, dpi: 200)),
    ]

    private static var gaps: Figure {
        var curve = waves(80)
        for index in [20, 21, 22, 50, 52] { curve.y[index] = .nan }
        curve.kind = .linePoints
        var steps = waves(80, scale: 0.5)
        (steps.kind, steps.label) = (.steps, "steps")
        return Figure([curve, steps], width: 480, height: 320)
    }

    private static var logarithm: Figure {
        let x = (1...60).map(Double.init)
        let curve = Curve(label: "loss", x: x, y: x.map { 3 / ($0 * $0) })
        var figure = Figure(panels: [Panel([curve], yAxis: Axis(.log))], xLabel: "epoch", width: 480, height: 320)
        figure.look.hasGrid = true
        return figure
    }

    private static var dates: Figure {
        // From 1 January 2024, a value a day.
        let x = (0..<200).map { 1_704_067_200 + 86_400 * Double($0) }
        let curve = Curve(label: "a day", x: x, y: waves(200).y)
        let rule = Rule(.vertical, at: 1_714_521_600, label: "May")
        return Figure(panels: [Panel([curve], rules: [rule])], xAxis: Axis(.date), width: 480, height: 320)
    }

    private static var forecast: Figure {
        let curve = waves(100)
        let band = Band(
            label: "interval", x: curve.x, lower: curve.y.map { $0 - 0.2 }, upper: curve.y.map { $0 + 0.2 })
        let rest = Curve(x: curve.x, y: curve.y.map { $0 * 0.1 })
        let panels = [Panel([curve], bands: [band], weight: 2), Panel([rest], yLabel: "rest")]
        return Figure(panels: panels, width: 480, height: 360)
    }

    private static var twin: Figure {
        var right = waves(90, scale: 2000)
        (right.isRight, right.label) = (true, "right")
        right.x = right.x.map { $0 * 0.8 }
        var figure = Figure(panels: [Panel([waves(90), right], rightLabel: "Pa")], width: 480, height: 320)
        figure.look.theme = .dark
        return figure
    }

    private static var bars: Figure {
        let x = [1.0, 2, 3, 4]
        let curves = [
            Curve(label: "a", x: x, y: [3, 1, 4, 1], kind: .bars),
            Curve(label: "b", x: x, y: [2, 7, 1, 8], kind: .bars),
        ]
        var figure = Figure(curves, width: 480, height: 320)
        figure.look.theme = .print
        return figure
    }
}

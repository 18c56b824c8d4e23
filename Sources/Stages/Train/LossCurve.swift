import LinePlots
import RecurrentNets

/// The losses of a training as a small picture for the terminal.
struct LossCurve {
    private let losses: [Double]

    private static let (mostColumns, rows) = (64, 12)

    init(_ history: [EpochMetrics]) {
        losses = history.map(\.loss)
    }

    /// The picture's lines; none where there is nothing to see, or no room for it.
    func lines(on screen: TerminalScreen) -> [String] {
        guard losses.count > 1 else { return [] }
        let epochs = (1...losses.count).map(Double.init)
        let isPositive = losses.allSatisfy { $0 > 0 }
        let panel = Panel([Curve(x: epochs, y: losses)], yLabel: "loss", yAxis: Axis(isPositive ? .log : .linear))
        let figure = Figure(panels: [panel], xLabel: "epoch", xAxis: Axis(isWhole: true))
        let small = TerminalScreen(
            columns: min(screen.columns, Self.mostColumns), rows: min(screen.rows, Self.rows), colors: screen.colors)
        return (try? figure.terminalLines(on: small)) ?? []
    }
}

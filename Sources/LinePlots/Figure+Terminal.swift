extension Figure {
    /// The figure as lines of text for a terminal, as wide as that and at most as high.
    ///
    /// - Throws: ``PlotError`` where the data cannot be drawn, or the terminal is too small.
    package func terminalLines(on screen: TerminalScreen) throws(PlotError) -> [String] {
        try check()
        let screen = TerminalScreen(
            columns: min(screen.columns, Self.mostColumns), rows: min(screen.rows, Self.mostRows), colors: screen.colors
        )
        guard let lines = TerminalPlot(self, on: screen).lines() else {
            throw .smallTerminal(columns: screen.columns, rows: screen.rows)
        }
        return lines
    }

    /// Wider and higher pictures than these are no better to read.
    private static let mostColumns = 160
    private static let mostRows = 50
}

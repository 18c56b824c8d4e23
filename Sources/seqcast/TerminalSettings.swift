import LinePlots
import Texts

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the system and the environment say of the terminal.
enum TerminalSettings {
    /// The terminal that a file descriptor leads to; nil where it leads elsewhere.
    static func screen(of descriptor: Int32) -> TerminalScreen? {
        guard isatty(descriptor) == 1 else { return nil }
        var screen = TerminalScreen.standard
        screen.colors = colors
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return screen }
        screen.columns = Int(size.ws_col)
        // The prompt comes after the picture.
        screen.rows = Int(size.ws_row) - 1
        return screen
    }

    /// The terminal that standard output leads to; elsewhere one of the size that the environment has, if it has one.
    static var resultScreen: TerminalScreen? {
        guard let screen = screen(of: 1) else {
            return sized(.standard) == .standard ? nil : sized(.standard)
        }
        return sized(screen)
    }

    /// A screen of the size that COLUMNS and LINES ask for, where they are set.
    private static func sized(_ screen: TerminalScreen) -> TerminalScreen {
        var screen = screen
        if let columns = environmentNumber("COLUMNS") { screen.columns = columns }
        if let rows = environmentNumber("LINES") { screen.rows = rows }
        return screen
    }

    /// The colours by the usual variables: NO_COLOR, COLORTERM and TERM.
    private static var colors: TerminalScreen.Colors {
        let terminal = variable("TERM") ?? "dumb"
        if terminal == "dumb" || variable("NO_COLOR")?.isEmpty == false { return .none }
        if let depth = variable("COLORTERM"), depth == "truecolor" || depth == "24bit" { return .all }
        return terminal.holds(text: "256color") ? .manyFixed : .sixteen
    }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}

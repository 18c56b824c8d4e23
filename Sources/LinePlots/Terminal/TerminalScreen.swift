/// What a terminal can show.
package struct TerminalScreen: Equatable, Sendable {
    package enum Colors: Equatable, Sendable {
        case none
        case sixteen
        case manyFixed
        case all
    }

    /// Units: characters.
    package var columns: Int
    package var rows: Int
    package var colors: Colors

    /// The size where none is known.
    package static let standard = TerminalScreen(columns: 80, rows: 24, colors: .none)

    package init(columns: Int, rows: Int, colors: Colors) {
        self.columns = columns
        self.rows = rows
        self.colors = colors
    }

    /// `text` in a colour, as far as there are colours.
    func painted(_ text: String, _ color: Color, number: Int) -> String {
        let (red, green, blue) = (Int(color.red), Int(color.green), Int(color.blue))
        let code: String
        switch colors {
        case .none: return text
        case .sixteen:
            let order = [4, 3, 2, 1, 5, 6]
            code = "\(30 + order[number % order.count])"
        case .manyFixed:
            // A cube of six by six by six colours begins at 16.
            func level(_ value: Int) -> Int { (value * 5 + 127) / 255 }
            code = "38;5;\(16 + 36 * level(red) + 6 * level(green) + level(blue))"
        case .all: code = "38;2;\(red);\(green);\(blue)"
        }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}

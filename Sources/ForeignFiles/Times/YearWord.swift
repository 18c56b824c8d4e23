/// Years and their parts where each stands as a text of its own, in a cell or a name.
enum YearWord {
    /// A year of four digits, from 1500 to 2200; nil of any other text.
    static func year(_ text: some StringProtocol) -> Int? {
        text.utf8.count == 4 ? Int(text).flatMap { (1500...2200).contains($0) ? $0 : nil } : nil
    }

    /// The number of a month by its name, or of a quarter, `Q1` to `Q4`; nil of any other text.
    static func part(_ text: String) -> (isQuarter: Bool, number: Int)? {
        if let month = MonthWord.number(text) { return (false, month) }
        let bytes = Array(text.utf8)
        guard bytes.count == 2, bytes[0] | 0x20 == UInt8(ascii: "q"), (0x31...0x34).contains(bytes[1]) else {
            return nil
        }
        return (true, Int(bytes[1] - 0x30))
    }
}

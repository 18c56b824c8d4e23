/// A part of a year as agencies write it: a letter, and two digits from 01 on.
///
/// The one behind the last part is the year's mean.
struct PeriodCode {
    let letter: Unicode.Scalar
    let number: Int

    init?(_ cell: String) {
        let bytes = Array(cell.lowercased().utf8)
        guard bytes.count == 3, let letter = bytes.first, "mqs".utf8.contains(letter),
            let number = Int(String(decoding: bytes[1...], as: UTF8.self)), number >= 1
        else { return nil }
        (self.letter, self.number) = (Unicode.Scalar(letter), number)
    }

    /// Whether it stands for the whole year.
    var isYear: Bool { number == (letter == "m" ? 13 : letter == "q" ? 5 : 3) }
}

import CSVTables
import SeriesData

/// A place on an axis as a user writes it: a number, a date, or what may be either.
package struct AxisPoint: Equatable, Sendable {
    let text: String
    let number: Double?
    /// Seconds since the start of 1970, UTC.
    let date: Double?

    /// What `text` says; nil where it is neither a number nor a date.
    init?(_ text: String) {
        self.text = text
        number = decimal(text)
        // Four digits alone are a year, where dates are meant.
        let isYear = text.utf8.count == 4 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        date = DateText(isYear ? text + "-01" : text)?.only
        if number == nil && date == nil { return nil }
    }

    /// The one text for all texts that mean the same.
    var normalized: String { number.map(decimalText) ?? text }

    /// Its value on an axis of dates or of numbers; nil where it is the other.
    func value(onDates areDates: Bool) -> Double? {
        areDates ? date : number
    }
}

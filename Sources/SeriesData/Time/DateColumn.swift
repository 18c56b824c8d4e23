import CSVTables

/// A column of dates while its file is read.
///
/// Forms with slashes may be read with the month first or the day first: the whole column decides, if need be by the one reading
/// in which the dates follow each other by even steps.
struct DateColumn: CSVDateReader {
    static let advice = "dates are written as 2024-03-05 or 2024-03-05T06:07:08"

    private var monthFirst: [Double]? = []
    private var dayFirst: [Double]? = []
    private(set) var count = 0
    /// The first texts.
    private var samples: [String] = []
    private static let sampleCount = 64
    /// The form, once it was made from all samples.
    private var settledForm: DateForm?

    /// A column whose first rows are empty.
    init(emptyRows: Int) {
        let empty = Array(repeating: Double.nan, count: emptyRows)
        (monthFirst, dayFirst, count) = (empty, empty, emptyRows)
    }

    static func isDate(_ cell: UnsafeBufferPointer<UInt8>) -> Bool { DateText(cell) != nil }

    func dates() throws(CSVDateProblem) -> (moments: [Double], form: any CSVDateForm) {
        guard let seconds else {
            throw CSVDateProblem(
                "found dates as 03/05/2024 that may be 5 March or 3 May; expected one reading; write them as 2024-03-05"
            )
        }
        return (seconds, form)
    }

    /// Adds the next row's cell; false where it is no date that goes with those before it.
    mutating func add(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        count += 1
        if cell.isEmpty {
            monthFirst?.append(.nan)
            dayFirst?.append(.nan)
            return true
        }
        guard let date = DateText(cell) else { return false }
        if samples.count < Self.sampleCount { samples.append(String(decoding: cell, as: UTF8.self)) }
        if let value = date.monthFirst { monthFirst?.append(value) } else { monthFirst = nil }
        if let value = date.dayFirst { dayFirst?.append(value) } else { dayFirst = nil }
        return monthFirst != nil || dayFirst != nil
    }

    /// The seconds since the start of 1970, a missing date being NaN; nil where two readings are left that differ.
    var seconds: [Double]? { isMonthFirst.flatMap { $0 ? monthFirst : dayFirst } }

    /// Which of the readings is meant; nil where both may be.
    private var isMonthFirst: Bool? {
        guard let monthFirst, let dayFirst else { return monthFirst != nil }
        if zip(monthFirst, dayFirst).allSatisfy({ $0 == $1 || ($0.isNaN && $1.isNaN) }) { return true }
        switch (Self.isEven(monthFirst), Self.isEven(dayFirst)) {
        case (true, false): return true
        case (false, true): return false
        default: return nil
        }
    }

    /// Whether the dates, each taken once, follow each other by one step, ten or more of them.
    private static func isEven(_ seconds: [Double]) -> Bool {
        let moments = Set(seconds.filter { !$0.isNaN }).sorted()
        guard moments.count >= 10, let frequency = FrequencySearch(moments).ofDates()?.frequency else { return false }
        return zip(moments, moments.dropFirst()).allSatisfy { frequency.steps(from: $0, to: $1) == 1 }
    }

    /// How the dates are written.
    var form: DateForm {
        if let settledForm { return settledForm }
        let isMonthFirst = isMonthFirst ?? true
        return DateForm(
            of: samples.compactMap { text in
                let date = DateText(text)
                return (isMonthFirst ? date?.monthFirst : date?.dayFirst).map { (text, $0) }
            })
    }

    /// Takes out the first `count` rows; what they tell of the reading and the form stays.
    mutating func take(_ count: Int) -> DateColumn {
        if samples.count == Self.sampleCount { settledForm = form }
        var taken = self
        taken.count = count
        taken.monthFirst = monthFirst.map { Array($0.prefix(count)) }
        taken.dayFirst = dayFirst.map { Array($0.prefix(count)) }
        self.count -= count
        monthFirst?.removeFirst(count)
        dayFirst?.removeFirst(count)
        return taken
    }
}

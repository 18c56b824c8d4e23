import CSVTables

/// The moments of the rows of a file, and how they are written.
package struct TimeColumn: Sendable {
    /// How the moments stand in the file.
    package enum Form: Equatable, Sendable {
        /// Plain numbers.
        case number
        case date(DateForm)
        /// Seconds since the start of 1970, times this.
        case unixTime(unitsPerSecond: Double)
    }

    package let name: String
    /// One a row: seconds since the start of 1970, UTC, or plain numbers; a missing one is NaN.
    package let moments: [Double]
    package let form: Form
    package let lines: RowLines

    package var areDates: Bool { form != .number }

    /// The text of a moment, as the file would have it.
    package func text(_ moment: Double) -> String { form.text(moment) }

    /// Whether numbers are no dates by their digits, and no seconds since the start of 1970.
    package static func isPlain(_ numbers: [Double]) -> Bool { CSVTable.dates(inWholeNumbers: numbers) == nil }
}

extension TimeColumn.Form {
    /// The text of a moment in this form.
    package func text(_ moment: Double) -> String {
        switch self {
        case .number: decimalText(moment)
        case .date(let form): form.text(moment)
        case .unixTime(let units): decimalText((moment * units).rounded())
        }
    }

    /// The moment that a number in a column of this form stands for; nil where it stands for none.
    package func moment(ofNumber number: Double) -> Double? {
        switch self {
        case .number: number
        case .date(let form): form.moment(ofWholeNumber: number)
        case .unixTime(let units): number / units
        }
    }

    /// The moments of further numbers in a column that is read in this form, a missing one being NaN; nil where one of them has
    /// the whole column be read in another.
    package func moments(ofFurther numbers: [Double]) -> [Double]? {
        switch self {
        case .number: return numbers
        case .date(let form): return CSVTable.moments(numbers, form)
        case .unixTime(let units):
            let isTold = numbers.allSatisfy { $0.isNaN || ($0.rounded() == $0 && Self.unixTimes(units).contains($0)) }
            return isTold ? numbers.map { $0 / units } : nil
        }
    }

    /// The numbers that are taken for seconds since the start of 1970, or parts of them: those of 1990 to 2100.
    fileprivate static func unixTimes(_ unitsPerSecond: Double) -> ClosedRange<Double> {
        631_152_000 * unitsPerSecond...4_102_444_800 * unitsPerSecond
    }
}

extension CSVTable {
    /// The moments in the column called `name`: dates, whole numbers that are dates by their digits, or plain numbers.
    ///
    /// - Throws: ``CSVError`` where there is no such column, or the first of its cells that is neither.
    package func times(of name: String) throws(CSVError) -> TimeColumn {
        if case .dates(let seconds, let form as DateForm) = try column(named: name).content {
            return TimeColumn(name: name, moments: seconds, form: .date(form), lines: lines)
        }
        let numbers = try numbers(of: name)
        let (moments, form) = Self.dates(inWholeNumbers: numbers) ?? (numbers, .number)
        return TimeColumn(name: name, moments: moments, form: form, lines: lines)
    }

    /// The dates that whole numbers are by their digits; nil where they are none.
    ///
    /// All must be dates of the years 1500 to 2200, as `20240305`, `202403`, `2024`, `2024065` or `2024030506`, or seconds,
    /// thousandths or millionths of them since the start of 1970 that lie between 1990 and 2100.
    static func dates(inWholeNumbers numbers: [Double]) -> (moments: [Double], form: TimeColumn.Form)? {
        let present = numbers.lazy.filter { !$0.isNaN }
        guard let first = present.first, present.allSatisfy({ $0.rounded() == $0 }) else { return nil }
        for form in DateForm.wholeNumbers where form.moment(ofWholeNumber: first) != nil {
            if let moments = moments(numbers, form) { return (moments, .date(form)) }
        }
        for units in [1.0, 1000, 1_000_000] {
            if present.allSatisfy(TimeColumn.Form.unixTimes(units).contains) {
                return (numbers.map { $0 / units }, .unixTime(unitsPerSecond: units))
            }
        }
        return nil
    }

    /// The dates that numbers are in a form, a missing one being NaN; nil where one is none.
    fileprivate static func moments(_ numbers: [Double], _ form: DateForm) -> [Double]? {
        var moments: [Double] = []
        moments.reserveCapacity(numbers.count)
        for number in numbers {
            guard let moment = number.isNaN ? .nan : form.moment(ofWholeNumber: number) else { return nil }
            moments.append(moment)
        }
        return moments
    }
}

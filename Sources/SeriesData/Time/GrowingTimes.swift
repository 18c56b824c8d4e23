import CSVTables

/// The times of rows that come one after the other: all are read in the way of the first.
package struct GrowingTimes: Sendable {
    private let name: String
    /// How the times are written, as far as is known.
    package private(set) var form: TimeColumn.Form?

    /// Times of the column called `name`; if they are known to go by `frequency`, it tells plain numbers from dates.
    package init(of name: String, _ frequency: Frequency?) {
        self.name = name
        switch frequency {
        case .steps, .rounded(_, to: _, areSeconds: false): form = .number
        default: break
        }
    }

    /// The moments of the next rows; a missing one is NaN.
    ///
    /// - Throws: ``CSVError``.
    package mutating func moments(of table: CSVTable) throws(CSVError) -> [Double] {
        if case .dates(let seconds, let form as DateForm) = try table.column(named: name).content {
            self.form = .date(form)
            return seconds
        }
        let numbers = try table.numbers(of: name)
        guard let first = numbers.firstIndex(where: { !$0.isNaN }) else { return numbers }
        let form = form ?? CSVTable.dates(inWholeNumbers: [numbers[first]])?.form ?? .number
        self.form = form
        var moments = numbers
        for row in first..<numbers.count where !numbers[row].isNaN {
            guard let moment = form.moment(ofNumber: numbers[row]) else {
                throw CSVError(
                    line: table.lines.line(ofRow: row), column: name,
                    "found \(decimalText(numbers[row])); expected a date in the form of those before it; correct it")
            }
            moments[row] = moment
        }
        return moments
    }
}

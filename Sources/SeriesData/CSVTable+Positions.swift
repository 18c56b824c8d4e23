import CSVTables

extension CSVTable {
    /// What stands along an axis: numbers, or moments in seconds since the start of 1970, UTC.
    package struct Positions: Equatable, Sendable {
        /// A missing one is NaN.
        package let values: [Double]
        package let form: TimeColumn.Form

        package init(values: [Double], form: TimeColumn.Form) {
            (self.values, self.form) = (values, form)
        }

        package var areDates: Bool { form != .number }
    }

    /// What whole numbers that may be dates are taken for.
    package enum NumberReading: Sendable {
        /// Dates, where the column is called so and they can be.
        case byName
        case numbers
        case dates
    }

    /// The numbers or dates of the column called `name`.
    ///
    /// - Throws: ``CSVError`` where there is no such column, or the first of its cells that is neither.
    package func positions(of name: String, _ reading: NumberReading = .byName) throws(CSVError) -> Positions {
        if case .dates(let seconds, let form as DateForm) = try column(named: name).content {
            let isNumbers = reading == .numbers || (reading == .byName && !canBeTimes(name, seconds))
            if isNumbers, let numbers = form.numbers(seconds) { return Positions(values: numbers, form: .number) }
            return Positions(values: seconds, form: .date(form))
        }
        let numbers = try numbers(of: name)
        if reading == .dates || (reading == .byName && TimeName.isTime(name)),
            let dates = Self.dates(inWholeNumbers: numbers)
        {
            return Positions(values: dates.moments, form: dates.form)
        }
        guard reading != .dates else {
            throw CSVError(
                column: name, "found plain numbers; expected dates, as 2024-03-05 or 20240305; leave date out")
        }
        return Positions(values: numbers, form: .number)
    }
}

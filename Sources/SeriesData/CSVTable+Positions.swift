extension CSVTable {
    /// What stands along an axis: numbers, or moments in seconds since the start of 1970, UTC.
    package struct Positions: Equatable, Sendable {
        /// A missing one is NaN.
        package let values: [Double]
        package let areDates: Bool
    }

    /// The numbers or dates of the column called `name`.
    ///
    /// - Throws: ``CSVError`` where there is no such column, or the first of its cells that is neither.
    package func positions(of name: String) throws(CSVError) -> Positions {
        if case .dates(let seconds, _) = try column(named: name).content {
            return Positions(values: seconds, areDates: true)
        }
        return Positions(values: try numbers(of: name), areDates: false)
    }
}

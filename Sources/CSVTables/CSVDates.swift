/// How dates are written, as the module knows it that reads them.
package protocol CSVDateForm: Sendable {
    /// The numbers that the cells of some dates are, where such dates are counted; nil where they are written in another way.
    func numbers(_ moments: [Double]) -> [Double]?
}

/// Reads the cells of a column that are dates; the reader of tables has one for each column that may hold some.
package protocol CSVDateReader: Sendable {
    /// A reader whose first rows are empty.
    init(emptyRows: Int)

    /// What is said of a cell of such a column that is neither a number nor a date.
    static var advice: String { get }

    /// Whether a cell may be the first of a column of dates.
    static func isDate(_ cell: UnsafeBufferPointer<UInt8>) -> Bool

    /// A table in which numbers that could be counted dates are dates only where they can be the times of its rows.
    static func settled(_ table: CSVTable) -> CSVTable

    /// Adds the next row's cell; false where it is no date that goes with those before it.
    mutating func add(_ cell: UnsafeBufferPointer<UInt8>) -> Bool

    /// The same as numbers, where all cells so far are such too; else nil.
    var numbers: [Double]? { get }

    /// Whether all rows that were taken out were read in the one way that all rows so far allow, and are written alike.
    var isSteady: Bool { get }

    /// Takes out the first `count` rows; what they tell of the reading and the form stays.
    mutating func take(_ count: Int) -> Self

    /// One number a row, a missing date being NaN, and how they are written.
    ///
    /// - Throws: ``CSVDateProblem`` where the dates can be read in two ways.
    func dates() throws(CSVDateProblem) -> (moments: [Double], form: any CSVDateForm)
}

/// What is wrong with a column of dates as a whole.
package struct CSVDateProblem: Error {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }
}

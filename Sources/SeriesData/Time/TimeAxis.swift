import CSVTables

/// The times of one series: how far apart its rows are, and what is wrong with them.
package struct TimeAxis: Sendable {
    /// A place where steps are missing.
    package struct Gap: Equatable, Sendable {
        /// The row after the gap.
        package let row: Int
        /// The moments before and after it.
        package let last: Double
        package let next: Double
        /// How many steps are missing.
        package let count: Int
    }

    package let column: TimeColumn
    /// The rows of the series, in the file's order.
    package let rows: RowPlaces
    /// How far apart the rows are; nil where no step was found.
    package var frequency: Frequency? { finding?.frequency }
    private let finding: FrequencySearch.Finding?
    /// The places where steps are missing, in the order of time.
    package let gaps: [Gap]
    /// The rows without a time.
    package let missing: [Int]
    /// The rows with a time that an earlier row has.
    package let duplicates: [Int]
    /// The rows whose time is before that of the row before.
    package let disorder: [Int]
    /// The rows that lie between two steps.
    package let offGrid: [Int]

    /// The axis of `rows`, as `other` has it if its rows have the same times and lack none.
    package init(_ column: TimeColumn, rows: RowPlaces, like other: TimeAxis?) {
        guard let other, other.isComplete, other.rows.count == rows.count,
            zip(rows, other.rows).allSatisfy({ column.moments[$0] == other.column.moments[$1] })
        else {
            self.init(column, rows: rows)
            return
        }
        self.init(column, complete: rows, other.finding)
    }

    /// The axis of rows that lack nothing.
    private init(_ column: TimeColumn, complete rows: RowPlaces, _ finding: FrequencySearch.Finding?) {
        (self.column, self.rows, self.finding) = (column, rows, finding)
        (gaps, missing, duplicates, disorder, offGrid) = ([], [], [], [], [])
    }

    /// The axis of `rows`; by default of all.
    package init(_ column: TimeColumn, rows: RowPlaces? = nil) {
        let rows = rows ?? .together(column.moments.indices)
        var even = EvenTimes(areDates: column.areDates)
        if even.take(rows.lazy.map { column.moments[$0] }), let finding = even.finding {
            self.init(column, complete: rows, finding)
        } else {
            self.init(column, others: rows)
        }
    }

    /// The axis of rows that may lack anything.
    private init(_ column: TimeColumn, others rows: RowPlaces) {
        self.column = column
        self.rows = rows
        missing = rows.filter { column.moments[$0].isNaN }
        let present = rows.filter { !column.moments[$0].isNaN }
        disorder = zip(present, present.dropFirst()).compactMap { before, row in
            column.moments[row] < column.moments[before] ? row : nil
        }
        let sorted = disorder.isEmpty ? present : Self.sorted(present, by: column.moments)
        duplicates = zip(sorted, sorted.dropFirst()).compactMap { before, row in
            column.moments[row] == column.moments[before] ? row : nil
        }
        let doubled = Set(duplicates)
        let single = doubled.isEmpty ? sorted : sorted.filter { !doubled.contains($0) }
        let search = FrequencySearch(single.map { column.moments[$0] })
        guard let finding = column.areDates ? search.ofDates() : search.ofNumbers() else {
            (self.finding, gaps, offGrid) = (nil, [], [])
            return
        }
        self.finding = finding
        var (gaps, offGrid): ([Gap], [Int]) = ([], [])
        var last: (moment: Double, steps: Int)?
        for row in single {
            let moment = column.moments[row]
            guard let steps = finding.steps(to: moment) else {
                offGrid.append(row)
                continue
            }
            if let last, steps - last.steps > 1 {
                gaps.append(Gap(row: row, last: last.moment, next: moment, count: steps - last.steps - 1))
            }
            last = (moment, steps)
        }
        (self.gaps, self.offGrid) = (gaps, offGrid)
    }

    /// Rows in the order of time, those of one time in the file's order.
    private static func sorted(_ rows: [Int], by moments: [Double]) -> [Int] {
        rows.sorted { (moments[$0], $0) < (moments[$1], $1) }
    }

    /// Whether every row has a time, one step after that of the row before.
    package var isComplete: Bool {
        frequency != nil && [missing, duplicates, disorder, offGrid].allSatisfy(\.isEmpty) && gaps.isEmpty
    }

    /// How many steps a moment is after another; nil where one of them lies between two steps, or no step was found.
    package func steps(from first: Double, to moment: Double) -> Int? {
        guard let finding, let start = finding.steps(to: first), let end = finding.steps(to: moment) else { return nil }
        return end - start
    }

    /// How many steps are missing in all.
    package var missingSteps: Int { gaps.reduce(0) { $0 + $1.count } }

    /// The earliest and the latest moment; nil where there is none.
    package var span: ClosedRange<Double>? {
        let present = rows.lazy.map { column.moments[$0] }.filter { !$0.isNaN }
        guard let least = present.min(), let greatest = present.max() else { return nil }
        return least...greatest
    }

    /// The moment `count` steps after the last one; nil where no step was found.
    package func moment(afterLast count: Int) -> Double? {
        guard let frequency, let last = span?.upperBound else { return nil }
        return frequency.moment(last, plus: count)
    }

    /// The first thing wrong with the times of a series, each row of which is one step after the one before: a missing
    /// time, disorder, a time that stands twice, a row between two steps, a gap.
    package var problem: CSVError? {
        if let row = missing.first {
            return error(row, "found no time; expected one in every row; fill it in, or leave the row out")
        }
        if let row = disorder.first {
            return error(row, "found \(text(row)) after a later time; expected ascending times; sort the rows")
        }
        if let row = duplicates.first {
            let first = rows.first { column.moments[$0] == column.moments[row] } ?? row
            return error(
                row,
                "found \(text(row)) again, which line \(line(first)) has too; expected each time once; "
                    + "remove a row, or name the column that tells the series apart")
        }
        if let row = offGrid.first, let frequency {
            return error(row, "found \(text(row)); expected times that are \(frequency); correct it")
        }
        return gaps.first.map { gap in
            error(
                gap.row,
                "found \(text(gap.row)) after \(column.text(gap.last)); expected \(gap.count) "
                    + (gap.count == 1 ? "row" : "rows") + " between them; add them with empty cells")
        }
    }

    /// The line of a row.
    package func line(_ row: Int) -> Int { column.lines.line(ofRow: row) }

    /// The time of a row, as the file has it.
    package func text(_ row: Int) -> String { column.text(column.moments[row]) }

    private func error(_ row: Int, _ problem: String) -> CSVError {
        CSVError(line: line(row), column: column.name, problem)
    }
}

/// The rows of one series on their way from a table to a frame.
struct SeriesRows {
    /// How many times the rows that there are those may be that are missing between them.
    private static let mostMissing = 100

    private let columns: SeriesColumns
    private let table: CSVTable
    private let areDates: Bool
    /// The row of the table; nil for one that was put in.
    private var rows: [Int?]
    private var times: [Double]?
    private var timeStep: TimeStep?
    /// The numbers of each column: targets, features, those known of the future.
    private var numbers: [[Double]]

    init(
        _ rows: [Int], numbers: [[Double]], times: [Double]?, areDates: Bool, columns: SeriesColumns, table: CSVTable
    ) {
        (self.columns, self.table, self.areDates) = (columns, table, areDates)
        self.rows = rows
        let isWhole = rows.count == table.rowCount
        func part(_ column: [Double]) -> [Double] { isWhole ? column : rows.map { column[$0] } }
        self.times = times.map(part)
        self.numbers = numbers.map(part)
    }

    /// The number of rows up to the last that has a target; all, where nothing is known of the future.
    private var knownCount: Int {
        guard !columns.knownFuture.isEmpty else { return rows.count }
        let last = rows.indices.last { row in numbers[..<columns.targets.count].contains { !$0[row].isNaN } }
        return last.map { $0 + 1 } ?? 0
    }

    /// Checks the times, and does with what is missing as `rule` says; values are filled in later.
    mutating func order(_ rule: MissingRule) throws(CSVError) {
        try requireAscendingTimes()
        timeStep = times.flatMap { TimeStep(of: $0, areDates: areDates) }
        switch rule {
        case .error:
            try requireEvenTimes { (missing, row) throws(CSVError) in
                throw error(
                    at: row,
                    "found \(text(row)) after \(text(row - 1)): \(missing) rows are missing; expected even steps; add them, or "
                        + "give --missing drop, carry or interpolate")
            }
            try requireComplete()
        case .drop:
            let known = knownCount
            keep(rows.indices.filter { missingColumn(in: $0, known) == nil })
        case .carry, .interpolate: try putInMissingRows()
        }
    }

    /// Leaves out the rows before the first up to which every column has a value, where they would be filled from earlier ones.
    mutating func dropLeading(_ rule: MissingRule) -> Int {
        guard rule == .carry || rule == .interpolate else { return 0 }
        let firsts = numbers.map { column in column.firstIndex { !$0.isNaN } ?? rows.count }
        let count = firsts.max() ?? 0
        if count > 0 { keep(Array(count..<rows.count)) }
        return count
    }

    func frame(named name: String) -> SeriesFrame {
        let known = knownCount
        let (targetEnd, featureEnd) = (columns.targets.count, columns.targets.count + columns.features.count)
        return SeriesFrame(
            name: name, times: times, areDates: areDates, timeStep: timeStep,
            targets: numbers[..<targetEnd].map { Array($0.prefix(known)) },
            features: numbers[targetEnd..<featureEnd].map { Array($0.prefix(known)) },
            knownFuture: Array(numbers[featureEnd...]))
    }

    private mutating func keep(_ kept: [Int]) {
        rows = kept.map { rows[$0] }
        times = times.map { times in kept.map { times[$0] } }
        numbers = numbers.map { column in kept.map { column[$0] } }
    }

    /// The first column without a value in a row; after the last target, only what is known of the future is expected.
    private func missingColumn(in row: Int, _ knownCount: Int) -> Int? {
        let first = row < knownCount ? 0 : columns.targets.count + columns.features.count
        return (first..<numbers.count).first { numbers[$0][row].isNaN }
    }

    private func requireComplete() throws(CSVError) {
        let known = knownCount
        for row in rows.indices {
            guard let column = missingColumn(in: row, known) else { continue }
            throw CSVError(
                line: line(row), column: columns.numbers[column],
                "found an empty cell; expected a number in every row; fill it in, or give --missing drop, carry or "
                    + "interpolate")
        }
    }

    private func requireAscendingTimes() throws(CSVError) {
        guard let times else { return }
        for row in times.indices.dropFirst() where times[row] <= times[row - 1] {
            if times[row] == times[row - 1] {
                let advice = columns.series == nil ? "; remove one, or name the column of the series" : "; remove one"
                throw error(
                    at: row,
                    "found \(text(row)) a second time, as in line \(line(row - 1) ?? 0); expected each time once" + advice)
            }
            throw error(
                at: row, "found \(text(row)) after \(text(row - 1)); expected ascending times; sort the rows by them")
        }
    }

    /// Calls `body` for each row before which some are missing, with their number.
    private func requireEvenTimes(_ body: (_ missing: Int, _ row: Int) throws(CSVError) -> Void) throws(CSVError) {
        guard let times, let timeStep else { return }
        for row in times.indices.dropFirst() {
            guard let count = timeStep.count(from: times[row - 1], to: times[row]) else {
                throw error(
                    at: row,
                    "found \(text(row)) after \(text(row - 1)), which is no whole number of steps of \(timeStep); expected "
                        + "even steps; give --missing drop to take the rows as they come")
            }
            if count > 1 { try body(count - 1, row) }
        }
    }

    private mutating func putInMissingRows() throws(CSVError) {
        var gaps: [(missing: Int, row: Int)] = []
        var room = Self.mostMissing * (rows.count + 10)
        try requireEvenTimes { (missing, row) throws(CSVError) in
            room -= min(missing, room + 1)
            if room < 0 {
                throw error(
                    at: row,
                    "found \(text(row)) after \(text(row - 1)): \(missing) rows are missing, too many to fill; correct the "
                        + "times, or give --missing drop")
            }
            gaps.append((missing, row))
        }
        guard let times, let timeStep, !gaps.isEmpty else { return }
        var (newRows, newTimes, newNumbers) = ([] as [Int?], [] as [Double], numbers.map { _ in [] as [Double] })
        var start = 0
        for (missing, row) in gaps + [(0, rows.count)] {
            newRows += rows[start..<row] + Array(repeating: nil, count: missing)
            newTimes += times[start..<row]
            newTimes += (0..<missing).map { timeStep.time($0 + 1, after: times[row - 1]) }
            for column in numbers.indices {
                newNumbers[column] += numbers[column][start..<row] + Array(repeating: .nan, count: missing)
            }
            start = row
        }
        (rows, self.times, numbers) = (newRows, newTimes, newNumbers)
    }

    private func line(_ row: Int) -> Int? { rows[row].map { table.line(ofRow: $0) } }

    /// The time of a row as a text.
    private func text(_ row: Int) -> String {
        times.map { areDates ? isoDate($0[row]) : decimalText($0[row]) } ?? ""
    }

    private func error(at row: Int, _ problem: String) -> CSVError {
        CSVError(line: line(row), column: columns.time, problem)
    }
}

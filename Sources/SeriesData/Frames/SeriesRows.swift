import CSVTables

/// The rows of one series on their way from a table to a frame.
struct SeriesRows {
    /// How many times the rows that there are those may be that are missing between them.
    private static let mostMissing = 100

    private let columns: SeriesColumns
    private let lines: RowLines
    private let axis: TimeAxis?
    /// Where they stand in the table, before any was left out or put in.
    private let places: RowPlaces
    private var count: Int
    private var times: [Double]?
    /// How far apart the rows are once some were left out.
    private var keptFrequency: Frequency??
    /// The numbers of each column: targets, features, those known of the future.
    private var numbers: [[Double]]

    init(_ places: RowPlaces, numbers: [[Double]], times: TimeColumn?, columns: SeriesColumns, lines: RowLines) {
        (self.columns, self.lines, self.places, count) = (columns, lines, places, places.count)
        axis = times.map { TimeAxis($0, rows: places) }
        func ownPart(of column: [Double]) -> [Double] {
            if column.count == places.count { return column }
            if case .together(let rows) = places { return Array(column[rows]) }
            return places.map { column[$0] }
        }
        self.times = times.map { ownPart(of: $0.moments) }
        self.numbers = numbers.map(ownPart)
    }

    /// The number of rows up to the last that has a target; all, where nothing is known of the future.
    private var knownCount: Int {
        guard !columns.knownFuture.isEmpty else { return count }
        let last = (0..<count).last { row in numbers[..<columns.targets.count].contains { !$0[row].isNaN } }
        return last.map { $0 + 1 } ?? 0
    }

    /// Checks the times, and does with what is missing as `rule` says; values are filled in later.
    mutating func order(_ rule: MissingRule) throws(CSVError) {
        if let axis, let problem = axis.problem, !axis.isAscending || !(axis.offGrid.isEmpty || rule == .drop) {
            throw problem
        }
        switch rule {
        case .error: try requireComplete()
        case .drop:
            let known = knownCount
            keep((0..<count).filter { missingColumn(in: $0, known) == nil })
            keptFrequency = axis.flatMap(frequencyOfKept)
        case .carry, .interpolate: try putInMissingRows()
        }
    }

    /// Leaves out the rows before the first up to which every column has a value, where values are carried on.
    ///
    /// - Returns: Their number.
    mutating func dropLeading(_ rule: MissingRule) -> Int {
        guard rule == .carry || rule == .interpolate else { return 0 }
        let firsts = numbers.map { column in column.firstIndex { !$0.isNaN } ?? count }
        let leading = firsts.max() ?? 0
        guard leading > 0 else { return 0 }
        for column in numbers.indices where leading < count && numbers[column][leading].isNaN {
            numbers[column][leading] = numbers[column][..<leading].last { !$0.isNaN } ?? .nan
        }
        keep(Array(leading..<count))
        return leading
    }

    func frame(named name: String) -> SeriesFrame {
        let known = knownCount
        func knownPart(of column: [Double]) -> [Double] { column.count == known ? column : Array(column.prefix(known)) }
        let (targetEnd, featureEnd) = (columns.targets.count, columns.targets.count + columns.featureCount)
        return SeriesFrame(
            name: name, times: times, timeForm: axis?.column.form ?? .number,
            frequency: keptFrequency ?? axis?.frequency,
            targets: numbers[..<targetEnd].map(knownPart),
            features: numbers[targetEnd..<featureEnd].map(knownPart),
            knownFuture: Array(numbers[featureEnd...]), categoryPlaces: columns.categoryPlaces)
    }

    /// The step of the rows that are left: that of all, if half of them or more follow by it; else their own, or none.
    private func frequencyOfKept(_ axis: TimeAxis) -> Frequency? {
        guard let frequency = axis.frequency, let times else { return nil }
        let followers = zip(times, times.dropFirst()).count { frequency.steps(from: $0, to: $1) == 1 }
        if followers * 2 >= times.count - 1 { return frequency }
        let column = TimeColumn(name: axis.column.name, moments: times, form: axis.column.form, lines: RowLines())
        return TimeAxis(column).frequency
    }

    private mutating func keep(_ kept: [Int]) {
        guard kept.count < count else { return }
        count = kept.count
        times = times.map { times in kept.map { times[$0] } }
        numbers = numbers.map { column in kept.map { column[$0] } }
    }

    /// The first column without a value in a row; after the last target, only what is known of the future is expected.
    private func missingColumn(in row: Int, _ knownCount: Int) -> Int? {
        let first = row < knownCount ? 0 : columns.targets.count + columns.featureCount
        return (first..<numbers.count).first { numbers[$0][row].isNaN }
    }

    private func requireComplete() throws(CSVError) {
        if let axis, let gap = axis.gaps.first {
            throw error(
                at: gap,
                "\(gap.count) \(gap.count == 1 ? "row is" : "rows are") missing; expected times that are "
                    + "\(axis.frequency.map { "\($0)" } ?? "even"); add them, or give --missing drop, carry or interpolate"
            )
        }
        let known = knownCount
        for row in 0..<count {
            guard let column = missingColumn(in: row, known) else { continue }
            throw CSVError(
                line: lines.line(ofRow: places[row]), column: columns.column(ofInput: column),
                "found an empty cell; expected a number in every row; fill it in, or give --missing drop, carry or "
                    + "interpolate")
        }
    }

    private mutating func putInMissingRows() throws(CSVError) {
        guard let axis, let times, let frequency = axis.frequency, !axis.gaps.isEmpty else { return }
        var room = Self.mostMissing * (count + 10)
        for gap in axis.gaps {
            room -= min(gap.count, room + 1)
            if room < 0 {
                throw error(
                    at: gap,
                    "\(gap.count) rows are missing, too many to fill; correct the times, or give --missing drop")
            }
        }
        let missing = Dictionary(uniqueKeysWithValues: axis.gaps.map { ($0.row, $0) })
        var (newTimes, newNumbers) = ([] as [Double], numbers.map { _ in [] as [Double] })
        for (index, row) in places.enumerated() {
            if let gap = missing[row] {
                newTimes += (0..<gap.count).map { frequency.moment(gap.last, plus: $0 + 1) }
                for column in numbers.indices { newNumbers[column] += Array(repeating: .nan, count: gap.count) }
            }
            newTimes.append(times[index])
            for column in numbers.indices { newNumbers[column].append(numbers[column][index]) }
        }
        (count, self.times, numbers) = (newTimes.count, newTimes, newNumbers)
    }

    private func error(at gap: TimeAxis.Gap, _ problem: String) -> CSVError {
        let found = axis.map { "found \($0.column.text(gap.next)) after \($0.column.text(gap.last)): " } ?? ""
        return CSVError(line: lines.line(ofRow: gap.row), column: columns.time, found + problem)
    }
}

extension TimeAxis {
    /// Whether every row has a time, and each a later one than the row before.
    fileprivate var isAscending: Bool { missing.isEmpty && disorder.isEmpty && duplicates.isEmpty }
}

import CSVTables

/// One series whose rows come piece by piece, each as the series that is there as a whole has it.
///
/// That holds where nothing is known of the future, and times, if any, are ``EvenTimes``: then no row depends on those after it, and
/// what only all rows tell, as the step of the times and how they are written, is what the first ones tell, until something
/// shows otherwise.
package struct SeriesPieces {
    /// Rows that follow those of the piece before.
    package struct Piece {
        /// As they are given; what is missing is NaN.
        package let given: SeriesFrame
        /// The same with what is missing carried on.
        package let complete: SeriesFrame
    }

    /// Something that cannot be told piece by piece.
    package struct NeedsWhole: Error {
        package init() {}
    }

    private let recipe: SeriesRecipe
    private var times: (even: EvenTimes, form: TimeColumn.Form, frequency: Frequency)?
    /// The last number of each column; NaN before the first.
    private var last: [Double]
    /// The rows so far.
    package private(set) var count = 0
    /// The rows left out since a column had no value up to there that could be carried on.
    package private(set) var leadingCount = 0
    /// The time of the last row, and how many rows follow the one before by a step, where rows may be left out.
    private var lastTime: Double?
    private var followers = 0

    /// A series of which no row came.
    ///
    /// - Throws: ``NeedsWhole``, where `recipe` says that rows depend on those after them.
    package init(_ recipe: SeriesRecipe) throws {
        let columns = recipe.columns
        guard columns.series == nil, !columns.targets.isEmpty, columns.knownFuture.isEmpty,
            // Of rows that are left out nobody knows the time of the next.
            recipe.calendar.isEmpty || recipe.missing != .drop
        else { throw NeedsWhole() }
        self.recipe = recipe
        last = columns.inputs.map { _ in .nan }
    }

    /// How far apart the rows are; nil before the first, and without times.
    package var frequency: Frequency? { times?.frequency }

    /// The next rows, those of a table; nil where all of them are left out.
    ///
    /// - Throws: ``NeedsWhole``; ``CSVError``.
    package mutating func next(_ table: CSVTable) throws -> Piece? {
        var numbers: [[Double]] = []
        for name in recipe.columns.values { numbers += try table.inputs(of: name, recipe.columns) }
        var moments = try recipe.columns.time.map { try self.moments(of: $0, in: table) }
        switch recipe.missing {
        case .error: guard !numbers.contains(where: { $0.contains(where: \.isNaN) }) else { throw NeedsWhole() }
        case .drop: leaveOut(&numbers, &moments)
        case .carry, .interpolate: leaveOutLeading(&numbers, &moments, table.rowCount)
        }
        guard let rowCount = numbers.first?.count, rowCount > 0 else { return nil }
        count += rowCount
        let targetCount = recipe.columns.targets.count
        func frame(_ numbers: [[Double]]) -> SeriesFrame {
            SeriesFrame(
                times: moments, timeForm: times?.form ?? .number, frequency: times?.frequency,
                targets: Array(numbers[..<targetCount]), features: Array(numbers[targetCount...]),
                categoryPlaces: recipe.columns.categoryPlaces)
        }
        let given = frame(numbers)
        guard given.firstRefused(by: recipe.transforms) == nil else { throw NeedsWhole() }
        for column in numbers.indices where numbers[column][0].isNaN { numbers[column][0] = last[column] }
        let complete = frame(numbers).filled(by: recipe.missing, lookingAheadIn: 0)
        last = (complete.targets + complete.features).map { $0[rowCount - 1] }
        return Piece(given: given, complete: complete)
    }

    /// Makes sure, after the last row, that all rows tell of the times what the first ones told.
    ///
    /// - Throws: ``NeedsWhole``.
    package func end() throws {
        guard let times else { return }
        guard times.even.frequency == times.frequency, recipe.missing != .drop || followers * 2 >= count - 1 else {
            throw NeedsWhole()
        }
    }

    /// The times of the next rows.
    private mutating func moments(of name: String, in table: CSVTable) throws -> [Double] {
        guard let form = times?.form else {
            let first = try table.times(of: name)
            var even = EvenTimes(areDates: first.areDates)
            guard first.areDates || recipe.calendar.isEmpty, even.take(first.moments), let frequency = even.frequency
            else { throw NeedsWhole() }
            times = (even, first.form, frequency)
            return first.moments
        }
        let moments: [Double]
        if case .dates(let seconds, let own as DateForm) = try table.column(named: name).content {
            guard form == .date(own) else { throw NeedsWhole() }
            moments = seconds
        } else {
            guard let numbers = form.moments(ofFurther: try table.numbers(of: name)) else { throw NeedsWhole() }
            moments = numbers
        }
        guard times?.even.take(moments) == true else { throw NeedsWhole() }
        return moments
    }

    /// Leaves out the rows that are not whole.
    private mutating func leaveOut(_ numbers: inout [[Double]], _ moments: inout [Double]?) {
        if let first = numbers.first, numbers.contains(where: { $0.contains(where: \.isNaN) }) {
            let kept = first.indices.filter { row in !numbers.contains { $0[row].isNaN } }
            numbers = numbers.map { column in kept.map { column[$0] } }
            moments = moments.map { moments in kept.map { moments[$0] } }
        }
        guard let moments, let frequency else { return }
        for moment in moments {
            if let lastTime, frequency.steps(from: lastTime, to: moment) == 1 { followers += 1 }
            lastTime = moment
        }
    }

    /// Leaves out the rows before the first up to which every column has a value.
    private mutating func leaveOutLeading(_ numbers: inout [[Double]], _ moments: inout [Double]?, _ rowCount: Int) {
        guard count == 0 else { return }
        let firsts = zip(numbers, last).map { column, last in
            last.isNaN ? column.firstIndex { !$0.isNaN } ?? rowCount : 0
        }
        let leading = firsts.max() ?? 0
        leadingCount += leading
        for column in numbers.indices {
            last[column] = numbers[column][..<leading].last { !$0.isNaN } ?? last[column]
            if leading < rowCount, numbers[column][leading].isNaN { numbers[column][leading] = last[column] }
            numbers[column].removeFirst(leading)
        }
        moments?.removeFirst(leading)
    }
}

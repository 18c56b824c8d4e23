import CSVTables

/// A series whose rows come one after the other: what is missing in them is treated as in a series that is there as a whole.
///
/// Nothing of the future is looked at: a value that is missing is the last one before it.
package struct GrowingSeries: Sendable {
    /// A row in which nothing is missing.
    package struct Row: Equatable, Sendable {
        package let targets: [Double]
        package let features: [Double]
        package let time: Double?
        /// The targets as they were given, a missing one being NaN.
        package let actual: [Double]

        package init(targets: [Double], features: [Double], time: Double?, actual: [Double]) {
            (self.targets, self.features, self.time, self.actual) = (targets, features, time, actual)
        }
    }

    /// The most rows that are put in where times are missing.
    private static let mostMissing = 100_000

    private let recipe: SeriesRecipe
    private let frequency: Frequency?
    /// The last number of each column; NaN before the first.
    private var last: [Double]
    private var time: Double?
    /// The rows so far, those put in among them.
    package private(set) var count = 0

    /// A series that has no row yet, and no columns known of the future.
    package init(_ recipe: SeriesRecipe, _ frequency: Frequency?) {
        self.recipe = recipe
        self.frequency = frequency
        last = recipe.columns.inputs.map { _ in .nan }
    }

    /// The rows that the next one given makes: none where it is left out, else itself, after those that are missing.
    ///
    /// Of its targets and features a missing one is NaN; messages call times by `text`.
    /// - Throws: ``CSVError``.
    package mutating func rows(
        with numbers: [Double], time: Double?, line: Int, called text: (Double) -> String
    ) throws(CSVError) -> [Row] {
        let missing = numbers.firstIndex(where: \.isNaN)
        if let missing, recipe.missing == .error {
            throw CSVError(
                line: line, column: recipe.columns.column(ofInput: missing),
                "found an empty cell; expected a number in every row; fill it in, or train with --missing drop, carry or "
                    + "interpolate")
        }
        for (name, value) in zip(recipe.columns.targets, numbers) where !recipe.transforms.takes(value) && !value.isNaN
        {
            throw CSVError(
                line: line, column: name,
                "found \(decimalText(value)); expected numbers above -1 for log1p; train without --transform log1p")
        }
        let gap = try missingSteps(before: time, line, text)
        let before = self.time
        self.time = time
        if recipe.missing == .drop, missing != nil { return [] }
        var rows: [Row] = []
        if let before, let frequency, count > 0 {
            let nothing = recipe.columns.targets.map { _ in Double.nan }
            for step in 0..<gap { rows.append(row(nothing, frequency.moment(before, plus: step + 1))) }
        }
        for (column, value) in numbers.enumerated() where !value.isNaN { last[column] = value }
        // Up to here a column has no value that could be carried on.
        if last.contains(where: \.isNaN) { return [] }
        let isFirst = count == 0
        rows.append(row(isFirst ? targets : Array(numbers.prefix(recipe.columns.targets.count)), time))
        count += rows.count
        return rows
    }

    private var targets: [Double] { Array(last.prefix(recipe.columns.targets.count)) }

    private func row(_ actual: [Double], _ time: Double?) -> Row {
        Row(
            targets: targets, features: Array(last.dropFirst(recipe.columns.targets.count)), time: time, actual: actual)
    }

    /// How many steps are missing between the last row and the next one, that are to be put in.
    private func missingSteps(
        before time: Double?, _ line: Int, _ text: (Double) -> String
    ) throws(CSVError) -> Int {
        guard let column = recipe.columns.time, let time else { return 0 }
        func error(_ problem: String) -> CSVError { CSVError(line: line, column: column, problem) }
        guard !time.isNaN else {
            throw error("found no time; expected one in every row; fill it in, or leave the row out")
        }
        guard let last = self.time else { return 0 }
        guard time > last else {
            throw error(
                "found \(text(time)) after \(time < last ? "the later " : "")\(text(last)); expected ascending times, each "
                    + "once; correct it")
        }
        guard let frequency, recipe.missing != .drop else { return 0 }
        let found = "found \(text(time)) after \(text(last))"
        guard let steps = frequency.steps(from: last, to: time) else {
            throw error("\(found); expected times that are \(frequency), as the model has learnt; correct it")
        }
        guard steps > 1 else { return 0 }
        if recipe.missing == .error {
            throw error(
                "\(found): \(steps - 1) \(steps == 2 ? "row is" : "rows are") missing; expected times that are "
                    + "\(frequency); add them, or train with --missing drop, carry or interpolate")
        }
        guard steps <= Self.mostMissing else {
            throw error("\(found): \(steps - 1) rows are missing, too many to fill; correct the times")
        }
        return steps - 1
    }
}

import CSVTables
import Files
import SeriesData
import Texts

/// The series in a CSV file, with the columns that a recipe names.
struct SeriesFile {
    let path: String
    /// The recipe, its target named.
    let recipe: SeriesRecipe
    /// What is missing in them is NaN, unless that is an error.
    let frames: [SeriesFrame]
    /// Rows left out since a column has no value up to there that could be carried on.
    let leadingCount: Int
    /// Whether it is one column and nothing else, of a file that was read whole.
    private let isColumn: Bool
    /// The lines of the file on which the values stand, where it is one column and nothing else.
    private let lines: RowLines?

    /// Reads the columns of `recipe`; where it names no target, the column `y`, else the only one of numbers that is left.
    init(at path: String, _ recipe: SeriesRecipe, categories: Categories = .known, _ console: (any Console)? = nil)
        throws
    {
        if Self.isColumn(recipe) {
            try self.init(column: Series(at: path, column: recipe.columns.targets.first, console), recipe)
        } else {
            var recipe = recipe
            let table = try Table(at: path, keeping: Self.selection(of: recipe), console)
            if case .learning = categories {
                recipe.columns.categories = try Self.categories(in: table, recipe.columns)
            }
            if recipe.columns.targets.isEmpty {
                recipe.columns.targets = [
                    try table.columnToUse(preferring: Series.defaultColumn, besides: recipe.columns.all)
                ]
            }
            try self.init(of: table, recipe)
        }
        Self.say(leadingCount: leadingCount, at: path, console)
        try requireUsable()
    }

    /// The series of a table that was read, whose columns `recipe` names; what they are to be is not checked yet.
    init(of table: Table, _ recipe: SeriesRecipe) throws(StageError) {
        let series = try table.named { () throws(CSVError) in
            try SeriesFrames(of: table.table, columns: recipe.columns, missing: recipe.missing)
        }
        (path, self.recipe, isColumn, lines) = (table.path, recipe, false, nil)
        (frames, leadingCount) = (series.frames, series.leadingCount)
    }

    /// The series that is one column and nothing else.
    private init(column series: Series, _ recipe: SeriesRecipe) throws(StageError) {
        try series.requireComplete()
        var recipe = recipe
        recipe.columns.targets = [series.column]
        (path, self.recipe, isColumn, lines) = (series.path, recipe, true, series.lines)
        (frames, leadingCount) = ([SeriesFrame(targets: [series.values])], 0)
    }

    /// Whether a file is read as one column and nothing else.
    private static func isColumn(_ recipe: SeriesRecipe) -> Bool {
        recipe.columns.targets.count <= 1 && recipe.columns.all.count == recipe.columns.targets.count
            && recipe.missing == .error
    }

    /// The columns of a file that `recipe` names; all that may be targets, where it names none.
    static func selection(of recipe: SeriesRecipe) -> CSVSelection {
        let columns = recipe.columns
        return .series(
            numbers: columns.targets.isEmpty ? [] : columns.values, time: columns.time, label: columns.series,
            texts: columns.categories.map(\.name), either: columns.features + columns.knownFuture)
    }

    /// Says how many rows were left out, if there are any.
    static func say(leadingCount: Int, at path: String, _ console: (any Console)?) {
        guard leadingCount > 0 else { return }
        console?.note(
            "\(path): the first \(leadingCount) rows are left out: a column has no value yet that could be carried on")
    }

    /// Makes sure that values can be transformed, and times be dates where these are read.
    ///
    /// - Throws: ``StageError/badTable(file:_:)``.
    func requireUsable() throws(StageError) {
        try requireTransformable()
        if !recipe.calendar.isEmpty, frames.contains(where: { !$0.areDates && $0.count > 0 }) {
            throw .badTable(
                file: path,
                CSVError(
                    column: recipe.columns.time,
                    "found whole numbers; expected dates for --calendar; leave it out, or name another --time"))
        }
    }

    /// Where categories come from.
    enum Categories {
        /// From the recipe.
        case known
        /// From the texts of the file.
        case learning
    }

    /// The columns of texts among the features and what is known of the future.
    private static func categories(in table: Table, _ columns: SeriesColumns) throws -> [CategoryColumn] {
        try table.named { () throws(CSVError) in
            var found: [CategoryColumn] = []
            for name in columns.features + columns.knownFuture {
                guard case .labels(let labels) = try table.table.column(named: name).content else { continue }
                found.append(try CategoryColumn(name, of: labels))
            }
            return found
        }
    }

    private init(_ file: SeriesFile, _ frames: [SeriesFrame], _ recipe: SeriesRecipe? = nil) {
        (path, self.recipe) = (file.path, recipe ?? file.recipe)
        self.frames = frames
        (leadingCount, isColumn, lines) = (file.leadingCount, false, nil)
    }

    /// The same with the categories alone that its rows have, so that none is known of rows that are left out.
    func learningCategories() -> SeriesFile {
        var recipe = recipe
        recipe.columns.categories = recipe.columns.categories.map { column in
            CategoryColumn(column.name, column.texts(in: frames, of: self.recipe.columns))
        }
        guard recipe != self.recipe else { return self }
        return SeriesFile(self, frames.map { $0.keepingCategories(self.recipe.columns, as: recipe.columns) }, recipe)
    }

    /// The same with so many of the first rows of each series as `count` says, and nothing of what comes after.
    func first(_ count: (SeriesFrame) -> Int) -> SeriesFile {
        var firsts: [SeriesFrame] = []
        for frame in frames { firsts.append(frame.first(count(frame)).sharingTimes(with: firsts.last)) }
        return SeriesFile(self, firsts)
    }

    /// The same with the first or the last so many rows of each series alone; nil for all.
    func keeping(first: Int?, last: Int?) -> SeriesFile {
        guard first != nil || last != nil else { return self }
        return SeriesFile(
            self,
            frames.map { frame in
                let start = first.map { $0 < frame.count ? frame.first($0) : frame } ?? frame
                return last.map { start.last($0) } ?? start
            })
    }

    /// The same without the last part of each series.
    func withoutLast(_ part: ValidationSize) -> SeriesFile { first { $0.count - part.rows(of: $0.count) } }

    private func requireTransformable() throws(StageError) {
        for frame in frames {
            guard let (target, row) = frame.firstRefused(by: recipe.transforms) else { continue }
            throw refusal(
                of: target, row, in: frame, "expected numbers above -1 for log1p; leave out --transform log1p")
        }
    }

    /// Makes sure that all targets are whole numbers from 0.
    ///
    /// - Throws: ``StageError/badTable(file:_:)`` at the first that is not.
    func requireCounts() throws(StageError) {
        for frame in frames {
            for (target, values) in frame.targets.enumerated() {
                guard let row = values.firstIndex(where: { $0 < 0 || $0.isFinite && $0 != $0.rounded() }) else {
                    continue
                }
                throw refusal(
                    of: target, row, in: frame,
                    "expected whole numbers from 0 for --loss negative-binomial; give another --loss, as gaussian")
            }
        }
    }

    /// Where a value of a target stands, what it is, and what was `expected`.
    private func refusal(of target: Int, _ row: Int, in frame: SeriesFrame, _ expected: String) -> StageError {
        let series = frame.name.isEmpty ? "" : " of series '\(frame.name)'"
        let place = lines == nil ? " as value \(row + 1)\(series)" : ""
        return .badTable(
            file: path,
            CSVError(
                line: lines?.line(ofRow: row), column: recipe.columns.targets[target],
                "found \(decimalText(frame.targets[target][row]))\(place); \(expected)"))
    }

    /// A digest of the numbers: the same for two files that differ in other things alone.
    ///
    /// It takes a while for a long series.
    var digest: Digest {
        var hash = SHA256()
        for column in recipe.columns.categories {
            Array((column.texts.map { doubleQuoted($0) }.joined(separator: ",") + "\n").utf8).withUnsafeBytes {
                hash.update($0)
            }
        }
        for frame in frames {
            if !isColumn {
                Array("\(frame.name)\n\(frame.count) \(frame.futureCount)\n".utf8).withUnsafeBytes { hash.update($0) }
            }
            for column in [frame.times ?? []] + frame.targets + frame.features + frame.knownFuture {
                column.withUnsafeBytes { hash.update($0) }
            }
        }
        return hash.finalize()
    }
}

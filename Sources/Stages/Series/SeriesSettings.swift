import SeriesData
import Texts

/// The options that say how a series becomes what a network learns.
package struct SeriesSettings: Sendable {
    static let column = StageOption(
        optional: "column", .text("name"),
        help: "The column to learn. By default y, else the only column of numbers.")
    static let target = StageOption(
        repeated: "target", .text("name"), help: "A column to learn and forecast; repeatable, in place of --column.")
    static let features = StageOption(
        repeated: "features", .list(of: .text("name"), expected: "names of columns with commas between them"),
        help: "Columns that help and are known up to the present.")
    static let knownFuture = StageOption(
        repeated: "known-future", .list(of: .text("name"), expected: "names of columns with commas between them"),
        help: "Columns that help and are known of the future too, given also in rows after the last target.")
    static let time = StageOption(
        optional: "time", .text("name"), help: "The column of times: dates or whole numbers, ascending.")
    static let series = StageOption(
        optional: "series-column", .text("name"),
        help: "The column that says which of many series a row belongs to; one network learns all.")
    static let missing = StageOption(
        "missing", ValueKind<MissingRule>.choice(name: "rule"), default: .error,
        help: "What is done where a value or a row is missing: an error, rows left out, the last value carried on, or "
            + "values on the line between their neighbours (in the training part; elsewhere carried on). "
            + "What was filled in is read, but not learnt as a target.")
    static let scale = StageOption(
        "scale", .scaleChoice, default: .fitted(.standard),
        help:
            "How values are scaled before they are learnt, each series and column for itself; running:M divides them by the "
            + "mean size of the differences over M steps so far, and reads its logarithm.")
    static let anchor = StageOption(
        repeated: "anchor",
        .list(
            of: .wholeNumber(1...Transform.longestSeason, name: "steps"),
            expected: "different seasons from 1 step with commas between them"),
        help: "Seasons: count values from the mean of their seasonal naive forecasts, and read how far these are apart."
    )
    static let transform = StageOption(
        repeated: "transform", .transform,
        help: "What is done to targets before scaling, in this order, and undone in forecasts.")
    static let calendar = StageOption(
        repeated: "calendar",
        .list(
            of: ValueKind<CalendarFeature>.choice(name: "cycle"),
            expected: "cycles with commas between them, of "
                + CalendarFeature.allCases.map(\.rawValue).joined(separator: ", ")),
        help: "Inputs from the dates, each as sine and cosine.")
    static let lags = StageOption(
        repeated: "lags",
        .lags,
        help: "Earlier targets as further inputs, counted back from the step that is forecast: 1,12 or 1-24,168.")
    static let range = StageOption(
        optional: "range",
        ValueKind<ValueRange>(name: "LOW,HIGH", expected: ValueRange.expected, choices: [], schemaType: "string") {
            ValueRange($0)
        } format: {
            $0.description
        },
        help: "Between which values forecasts stay, as 0, for counts and 0,1 for shares. By default any.")
    static let horizon = StageOption(
        "horizon", .wholeNumber(1...SeriesRecipe.longestHorizon, name: "steps"), default: 1,
        help: "Steps that are forecast at once.")

    static let first = StageOption(
        optional: "first", .wholeNumber(from: 1, name: "rows"),
        help: "Keep so many rows of the start of each series alone, as though the file had no others.")
    static let last = StageOption(
        optional: "last", .wholeNumber(from: 1, name: "rows"),
        help: "Keep so many rows of the end of each series alone, of those that --first keeps.")

    static let definitions: [OptionDefinition] = [
        column.definition, target.definition, features.definition, knownFuture.definition, time.definition,
        series.definition, missing.definition, scale.definition, transform.definition, calendar.definition,
        lags.definition, anchor.definition, horizon.definition, range.definition, first.definition, last.definition,
    ]

    /// What is to be learnt, before the columns of the table are known: without a name the target is looked for.
    let recipe: SeriesRecipe
    let scale: ScaleChoice
    /// How many rows of the start and of the end of each series are kept; nil for all.
    let first: Int?
    let last: Int?

    /// Takes the options; what does not fit together is added to `problems`.
    init(_ values: OptionValues, _ problems: inout [OptionError]) {
        let columns = SeriesColumns(
            targets: values[Self.column].map { [$0] } ?? values[Self.target],
            features: values[Self.features].flatMap(\.self), knownFuture: values[Self.knownFuture].flatMap(\.self),
            time: values[Self.time], series: values[Self.series])
        recipe = SeriesRecipe(
            columns: columns, transforms: TransformChain(values[Self.transform]) ?? .none,
            calendar: values[Self.calendar].flatMap(\.self), lags: values[Self.lags].flatMap(\.self),
            horizon: values[Self.horizon], missing: values[Self.missing],
            anchors: values[Self.anchor].flatMap(\.self), runningSeason: values[Self.scale].runningSeason,
            range: values[Self.range])
        scale = values[Self.scale]
        (first, last) = (values[Self.first], values[Self.last])
        if values[Self.column] != nil, !values[Self.target].isEmpty {
            problems.append(
                OptionError(
                    option: "column", problem: "found beside --target; expected one of them; give all as --target"))
        }
        let names = columns.all
        for (index, name) in names.enumerated() where names[..<index].has(name) {
            problems.append(
                OptionError(
                    option: Self.option(of: name, in: columns),
                    problem: "found the column '\(name)' twice; expected each column in one place; leave one out"))
        }
        if TransformChain(values[Self.transform]) == nil {
            let count = values[Self.transform].count
            problems.append(
                OptionError(
                    option: "transform",
                    problem: count > TransformChain.most
                        ? "found \(count); expected at most \(TransformChain.most)"
                        : "found log1p after another; expected it first and once, as differences may be below -1"))
        }
        if !recipe.anchors.isEmpty, recipe.transforms.differencing.span > 0 {
            problems.append(
                OptionError(
                    option: "anchor",
                    problem:
                        "found beside differences of --transform; expected one of them: both say what values are counted from"
                ))
        }
        if !recipe.calendar.isEmpty, columns.time == nil {
            problems.append(OptionError(option: "calendar", problem: "has a meaning only with --time"))
        }
        for (name, isRepeated) in [
            ("calendar", Set(recipe.calendar).count < recipe.calendar.count),
            ("lags", Set(recipe.lags).count < recipe.lags.count),
            ("anchor", Set(recipe.anchors).count < recipe.anchors.count),
        ] where isRepeated {
            problems.append(OptionError(option: name, problem: "found the same one twice; give each once"))
        }
    }

    /// The option, besides that of the first place, that names a column.
    private static func option(of name: String, in columns: SeriesColumns) -> String {
        let places: [(option: String, columns: [String])] = [
            ("series-column", [columns.series].compactMap(\.self)), ("time", [columns.time].compactMap(\.self)),
            ("known-future", columns.knownFuture), ("features", columns.features),
        ]
        return places.first { $0.columns.contains(name) }?.option ?? "target"
    }
}

extension ValueKind where Value == [Int] {
    /// Lags, one by one or in ranges: `24,48-72`.
    static var lags: Self {
        let lag = ValueKind<Int>.wholeNumber(1...SeriesRecipe.longestLag, name: "steps")
        return ValueKind(
            name: "steps,…", expected: "whole numbers from 1, or ranges of them as 1-24, with commas between them",
            choices: [], schemaType: "string"
        ) { text in
            var lags: [Int] = []
            for part in text.split(separator: ",", omittingEmptySubsequences: false) {
                let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { lag.parse(String($0)) }
                guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil, first <= last else {
                    return nil
                }
                lags += first...last
            }
            return lags
        } format: { lags in
            lags.map(String.init).joined(separator: ",")
        }
    }
}

extension ValueKind where Value == Transform {
    /// A transform by its name.
    static var transform: Self {
        ValueKind(name: "name", expected: Transform.expected, choices: [], schemaType: "string") {
            Transform($0)
        } format: {
            $0.description
        }
    }
}

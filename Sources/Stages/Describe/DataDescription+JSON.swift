import CSVTables
import Forecasting
import SeriesData

extension DataDescription {
    /// One JSON object with `file`, `rows`, `tidy`, `columns`, `target`, `time`, `series`, `season`, `doubts` and `commands`; what there is not is null.
    package var json: String {
        JSONText.object([
            ("file", JSONText.text(path)),
            ("rows", String(rowCount)),
            ("tidy", isTidied ? JSONText.list((tidying?.changes ?? []).map(JSONText.text)) : "null"),
            ("columns", JSONText.list(columns.map(json(of:)))),
            ("target", targets.first.map(JSONText.text) ?? "null"),
            ("time", timeJSON),
            ("series", seriesJSON),
            ("season", seasonJSON),
            ("doubts", JSONText.list((tidying?.doubts ?? []).map(JSONText.text))),
            ("commands", JSONText.list(SuggestedCommands(for: self).lines.map(JSONText.text))),
        ])
    }

    private func json(of column: ColumnDescription) -> String {
        var members = [("name", JSONText.text(column.name))]
        switch column.kind {
        case .numbers(let numbers):
            members += [
                ("kind", JSONText.text("numbers")),
                ("least", decimalText(numbers.least)),
                ("greatest", decimalText(numbers.greatest)),
                ("mean", decimalText(numbers.mean)),
                ("constant", String(numbers.isConstant)),
                ("outlierLines", lineList(numbers.outliers)),
            ]
        case .dates(let first, let last):
            members += [
                ("kind", JSONText.text("dates")), ("first", JSONText.text(first)), ("last", JSONText.text(last)),
            ]
        case .rowNumbers(let first):
            members += [("kind", JSONText.text("row numbers")), ("first", decimalText(first))]
        case .texts(let count): members += [("kind", JSONText.text("texts")), ("different", String(count))]
        case .mixed(let error):
            members += [
                ("kind", JSONText.text("mixed")), ("line", error.line.map(String.init) ?? "null"),
                ("problem", JSONText.text(error.problem)),
            ]
        case .empty: members.append(("kind", JSONText.text("empty")))
        }
        members += [("missing", String(column.missing.count)), ("missingLines", lineList(column.missing))]
        return JSONText.object(members)
    }

    /// The lines of the first hundred rows.
    private func lineList(_ rows: [Int]) -> String {
        JSONText.shortList(rows.prefix(100).map { String(lines.line(ofRow: $0)) })
    }

    private var timeJSON: String {
        guard let time = layout.time else { return "null" }
        let axes = layout.axes
        let gaps = axes.flatMap { axis in
            axis.gaps.prefix(100).map { gap in
                JSONText.object([
                    ("line", String(axis.line(gap.row))),
                    ("after", JSONText.text(axis.column.text(gap.last))),
                    ("before", JSONText.text(axis.column.text(gap.next))),
                    ("missing", String(gap.count)),
                ])
            }
        }
        return JSONText.object([
            ("column", JSONText.text(time.name)),
            ("frequency", layout.frequency.map { JSONText.text($0.description) } ?? "null"),
            ("first", spanText?.first ?? "null"),
            ("last", spanText?.last ?? "null"),
            ("ownStep", ownStep.map { JSONText.text($0.description) } ?? "null"),
            ("freeDays", String(freeDayCount)),
            ("gaps", JSONText.list(Array(gaps.prefix(100)))),
            ("missingSteps", String(axes.reduce(0) { $0 + $1.missingSteps })),
            ("missingLines", lineList(axes.flatMap(\.missing))),
            ("disorderLines", lineList(axes.flatMap(\.disorder))),
            ("duplicateLines", lineList(axes.flatMap(\.duplicates))),
            ("offGridLines", lineList(axes.flatMap(\.offGrid))),
        ])
    }

    /// The earliest and the latest time, as the file has them.
    private var spanText: (first: String, last: String)? {
        guard let time = layout.time else { return nil }
        let spans = layout.axes.compactMap(\.span)
        guard let first = spans.map(\.lowerBound).min(), let last = spans.map(\.upperBound).max() else { return nil }
        return (JSONText.text(time.text(first)), JSONText.text(time.text(last)))
    }

    private var seriesJSON: String {
        guard let key = layout.keys.first else { return "null" }
        let lengths = layout.series.map(\.rows.count)
        let column = layout.keys.count == 1 ? JSONText.text(key) : JSONText.list(layout.keys.map(JSONText.text))
        return JSONText.object([
            ("column", column), ("count", String(lengths.count)),
            ("shortest", String(lengths.min() ?? 0)), ("longest", String(lengths.max() ?? 0)),
        ])
    }

    private var seasonJSON: String {
        guard let season, let target = targets.first else { return "null" }
        let peaks = season.autocorrelation.peaks.prefix(10).map {
            JSONText.object([("lag", String($0.lag)), ("coefficient", decimalText($0.coefficient))])
        }
        return JSONText.object([
            ("column", JSONText.text(target)),
            ("steps", season.season.map(String.init) ?? "null"),
            ("ofDifferences", String(season.isOfDifferences)),
            ("peaks", JSONText.list(Array(peaks))),
        ])
    }
}

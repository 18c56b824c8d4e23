import CSVTables
import Files
import SeriesData
import Stages
import Texts

/// The metrics of a pipeline's results: a row for each combination of the values of its matrices.
package struct MetricsTable: Equatable, Sendable {
    /// The forms in which it is shown.
    package enum Format: String, CaseIterable, Sendable {
        case text, csv, json
    }

    /// A row.
    struct Row: Equatable, Sendable {
        let axes: [StageAxis]
        /// By the names of columns: `prediction.mse`.
        var values: [String: Double] = [:]
    }

    /// The axes, then the metrics, in the order of the stages.
    let axisNames: [String]
    let metricNames: [String]
    private(set) var rows: [Row]

    /// Gathers the metrics of what the stages of `spec` wrote; results that are not there, or of a stage that has not
    /// finished, are left out.
    ///
    /// - Throws: What reading a result throws.
    init(of spec: Spec, _ lockFile: LockFile) throws {
        var (axisNames, metricNames) = ([String](), [String]())
        var places: [[StageAxis]: Int] = [:]
        var rows: [Row] = []
        for index in spec.plan.order {
            let stage = spec.stages[index]
            guard case .command(let command) = stage.work, lockFile.entries[stage.name]?.state == .done,
                stage.writes.allSatisfy({ FileKind.exists($0.path.path) })
            else { continue }
            let values: OptionValues
            do {
                values = try OptionValues(stage.texts, for: command.options)
            } catch {
                continue
            }
            let metrics = try command.metrics(of: values)
            guard !metrics.isEmpty else { continue }
            for axis in stage.axes where !axisNames.contains(axis.name) { axisNames.append(axis.name) }
            let place = places[stage.axes] ?? rows.count
            if place == rows.count {
                places[stage.axes] = place
                rows.append(Row(axes: stage.axes))
            }
            for metric in metrics {
                let name = "\(stage.template).\(metric.name)"
                if !metricNames.contains(name) { metricNames.append(name) }
                rows[place].values[name] = metric.value
            }
        }
        self.axisNames = axisNames
        self.metricNames = metricNames
        self.rows = rows
    }

    init(axisNames: [String], metricNames: [String], rows: [Row]) {
        self.axisNames = axisNames
        self.metricNames = metricNames
        self.rows = rows
    }

    /// The table with the rows sorted by a metric, the smallest first; rows without it stand last.
    ///
    /// Where none is named, it is the first one of the last stage that has any.
    /// - Throws: ``PipelineError`` where there is no such column.
    package func sorted(by name: String?) throws(PipelineError) -> MetricsTable {
        let last = metricNames.last.map { ($0.cut(at: ".")?.before ?? $0) + "." } ?? ""
        guard let name = name ?? metricNames.first(where: { $0.begins(with: last) }) else { return self }
        let columns = axisNames + metricNames
        guard columns.contains(name) else {
            throw .unknownStages(["there is no column \(quoted(name)); \(allowedNames(columns, insteadOf: name))"])
        }
        var table = self
        let keys = rows.map { row in
            row.values[name] ?? row.axes.first { $0.name == name }.flatMap { decimal($0.value) } ?? .infinity
        }
        table.rows = rows.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.map { rows[$0] }
        return table
    }

    /// The table in one of the forms, without a line end behind it.
    package func shown(as format: Format) -> String {
        switch format {
        case .text: text
        case .csv: csv
        case .json: json
        }
    }

    private func cells(of row: Row, _ number: (Double) -> String) -> [String] {
        axisNames.map { name in row.axes.first { $0.name == name }?.value ?? "" }
            + metricNames.map { row.values[$0].map(number) ?? "" }
    }

    private var text: String {
        let lines =
            [axisNames + metricNames]
            + rows.map { cells(of: $0) { significantDecimal($0, digits: 6) }.map { VisibleText.of($0) } }
        let widths = (axisNames + metricNames).indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { line in
            var text = ""
            for (cell, width) in zip(line, widths) {
                if !text.isEmpty { text += "  " }
                text += cell + String(repeating: " ", count: width - cell.count)
            }
            while text.last == " " { text.removeLast() }
            return text
        }.joined(separator: "\n")
    }

    private var csv: String {
        let quote: (String) -> String = { cell in
            guard cell.utf8.contains(where: Array(",\"\n\r".utf8).contains) else { return cell }
            return "\"" + cell.parts(between: "\"").joined(separator: "\"\"") + "\""
        }
        return ([axisNames + metricNames] + rows.map { cells(of: $0, decimalText) })
            .map { $0.map(quote).joined(separator: ",") }.joined(separator: "\n")
    }

    private var json: String {
        JSONText.list(
            rows.map { row in
                JSONText.object(
                    axisNames.map { name in
                        (name, row.axes.first { $0.name == name }.map { JSONText.text($0.value) } ?? "null")
                    }
                        + metricNames.map {
                            ($0, row.values[$0].map { $0.isFinite ? decimalText($0) : "null" } ?? "null")
                        }
                )
            })
    }
}

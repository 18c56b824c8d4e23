import CSVTables
import Files
import SeriesData
import Texts

/// Puts forecasts side by side: CSV files in, one CSV file of all and a table of their errors out.
package struct GatherStage: Stage {
    package static let name = "gather"
    package static let summary = "Put several forecasts side by side, with a table of their errors."
    package static let example =
        "seqcast gather --data rnn/forecast.csv --data lstm/forecast.csv --output all.csv --table errors.csv"

    static let data = StageOption(
        repeated: "data", .path(), role: .reads, help: "A CSV file that predict wrote; to be repeated.")
    static let output = StageOption(
        required: "output", .path(), role: .writes,
        help:
            "The CSV file to write, with the columns step, actual and one for each forecast, of many series with series in front."
    )
    static let table = StageOption(
        required: "table", .path(), role: .writes,
        help:
            "The CSV file to write with a row for each forecast: its name, mse, rmse, mae and their count; the best first."
    )
    static let label = StageOption(
        repeated: "label", .text(), help: "A forecast's name; one for each. By default that of its file.")

    package static let options: [OptionDefinition] = [
        data.definition, output.definition, table.definition, label.definition,
    ]

    private let values: OptionValues

    package init(_ values: OptionValues) throws(OptionErrors) {
        self.values = values
        let (files, labels) = (values[Self.data], values[Self.label])
        var problems: [OptionError] = []
        func report<Value>(_ option: StageOption<Value>, _ problem: String) {
            problems.append(OptionError(option: option.definition.name, problem: problem))
        }
        if files.isEmpty { report(Self.data, "missing; give one or more") }
        if !labels.isEmpty, labels.count != files.count {
            report(
                Self.label, "found \(labels.count) for \(files.count) forecasts; give one for each --data, or none")
        } else if !labels.isEmpty, !ForecastNames.areApart(labels) {
            report(
                Self.label,
                "found \(labels.joined(separator: ", ")); expected names unlike each other, and none called "
                    + "\(ForecastNames.taken.joined(separator: " or "))")
        } else if labels.isEmpty, !files.isEmpty, ForecastNames(of: files) == nil {
            report(
                Self.data,
                "found \(files.joined(separator: ", ")); expected files that their paths tell apart, each once, and from the "
                    + "columns \(ForecastNames.taken.joined(separator: " and ")); give each a --label")
        }
        guard problems.isEmpty else { throw OptionErrors(problems: problems) }
    }

    package func run(_ console: any Console) throws {
        let paths = values[Self.data]
        if values[Self.label].isEmpty { try requireEachOnce(paths) }
        let names = values[Self.label].isEmpty ? ForecastNames(of: paths)?.names ?? paths : values[Self.label]
        let gathered = try GatheredForecasts(paths.map { try Forecast(at: $0) }, names: names, paths: paths)
        try writeTogether(gathered)
        if let remark = gathered.remark { console.note(remark) }
        // A forecast without errors stands last.
        let sorted = zip(names, gathered.errors).sorted { one, other in
            (one.1.count > 0 ? one.1.mse : .infinity, one.0) < (other.1.count > 0 ? other.1.mse : .infinity, other.0)
        }
        let file = try DurableFileWriter.open(at: values[Self.table])
        var csv = try CSVWriter(header: ["forecast", "mse", "rmse", "mae", "count"]) { try file.append($0) }
        for (name, errors) in sorted {
            csv.add(name)
            for number in [errors.mse, errors.rmse, errors.mae] { csv.add(errors.count > 0 ? number : .nan) }
            csv.add(errors.count)
            try csv.endRow()
            try console.result(
                errors.count > 0
                    ? "\(name): rmse=\(significantDecimal(errors.rmse, digits: 6))"
                    : "\(name): no forecast beside an actual value")
        }
        try csv.finish()
        try file.commit()
    }

    /// Refuses a file that is given twice, by another spelling or through a link, as long as no labels say that it is meant.
    private func requireEachOnce(_ paths: [String]) throws {
        let places = paths.map(FilePlace.init)
        for (index, place) in places.enumerated() {
            guard let first = places[..<index].firstIndex(where: { $0.isSame(as: place) }) else { continue }
            throw OptionErrors(problems: [
                OptionError(
                    option: Self.data.definition.name,
                    problem:
                        "'\(paths[index])' is the same file as '\(paths[first])'; expected each once; give each a --label"
                )
            ])
        }
    }

    /// A row for each step that one of the forecasts has.
    private func writeTogether(_ gathered: GatheredForecasts) throws {
        let file = try DurableFileWriter.open(at: values[Self.output])
        var csv = try CSVWriter(header: (gathered.hasSeries ? ["series"] : []) + ForecastNames.taken + gathered.names) {
            try file.append($0)
        }
        for row in gathered.rows {
            if gathered.hasSeries { csv.add(row.series) }
            csv.add(row.step)
            csv.add(row.actual)
            for prediction in row.predictions { csv.add(prediction) }
            try csv.endRow()
        }
        try csv.finish()
        try file.commit()
    }
}

import CSVTables
import Files
import SeriesData
import Texts

/// Puts forecasts side by side: CSV files in, one CSV file of all and a table of their errors out.
package struct GatherStage: Stage {
    package static let name = "gather"
    package static let summary = "Put several forecasts side by side, with a table of their errors."

    static let data = StageOption(
        repeated: "data", .path(), role: .reads, help: "A CSV file that predict wrote; to be repeated.")
    static let output = StageOption(
        required: "output", .path(), role: .writes,
        help: "The CSV file to write, with the columns step, actual and one for each forecast.")
    static let table = StageOption(
        required: "table", .path(), role: .writes,
        help: "The CSV file to write with a row for each forecast: its name, mse, rmse and mae; the best first.")
    static let label = StageOption(
        repeated: "label", .text(), help: "A forecast's name; one for each. By default that of its file.")

    package static let options: [OptionDefinition] = [
        data.definition, output.definition, table.definition, label.definition,
    ]

    private let values: OptionValues

    package init(_ values: OptionValues) throws(OptionErrors) {
        self.values = values
        let (files, labels) = (values[Self.data].count, values[Self.label].count)
        var problems: [OptionError] = []
        if files == 0 {
            problems.append(OptionError(option: Self.data.definition.name, problem: "missing; give one or more"))
        }
        if labels != 0, labels != files {
            let problem = "found \(labels) for \(files) forecasts; give one for each --data, or none"
            problems.append(OptionError(option: Self.label.definition.name, problem: problem))
        }
        guard problems.isEmpty else { throw OptionErrors(problems: problems) }
    }

    package func run(_ console: any Console) throws {
        let paths = values[Self.data]
        let labels = values[Self.label].isEmpty ? paths.map(Self.stem) : values[Self.label]
        let forecasts = try paths.map { try Forecast(at: $0) }
        try writeTogether(forecasts, labels)
        let rows = zip(labels, forecasts).map { (label: $0, errors: $1.errors) }
        // A forecast without errors stands last.
        let sorted = rows.sorted {
            ($0.errors.count > 0 ? $0.errors.mse : .infinity, $0.label)
                < ($1.errors.count > 0 ? $1.errors.mse : .infinity, $1.label)
        }
        let file = try DurableFileWriter.open(at: values[Self.table])
        var csv = try CSVWriter(header: ["forecast", "mse", "rmse", "mae"]) { try file.append($0) }
        for row in sorted {
            csv.add(row.label)
            for number in [row.errors.mse, row.errors.rmse, row.errors.mae] { csv.add(number) }
            try csv.endRow()
            try console.result("\(row.label): rmse=\(significantDecimal(row.errors.rmse, digits: 6))")
        }
        try csv.finish()
        try file.commit()
    }

    /// A row for each step that one of the forecasts has.
    private func writeTogether(_ forecasts: [Forecast], _ labels: [String]) throws {
        let file = try DurableFileWriter.open(at: values[Self.output])
        var csv = try CSVWriter(header: ["step", "actual"] + labels) { try file.append($0) }
        var places = forecasts.map { _ in 0 }
        while let step = zip(forecasts, places).compactMap({ $1 < $0.steps.count ? $0.steps[$1] : nil }).min() {
            var (actual, predictions) = (Double.nan, [Double]())
            for (index, forecast) in forecasts.enumerated() {
                let place = places[index]
                guard place < forecast.steps.count, forecast.steps[place] == step else {
                    predictions.append(.nan)
                    continue
                }
                if actual.isNaN { actual = forecast.actual[place] }
                predictions.append(forecast.prediction[place])
                places[index] += 1
            }
            csv.add(step)
            csv.add(actual)
            for prediction in predictions { csv.add(prediction) }
            try csv.endRow()
        }
        try csv.finish()
        try file.commit()
    }

    /// `lstm` for `forecasts/lstm.csv`.
    private static func stem(_ path: String) -> String {
        let name = path.lastPathPart
        return name.ends(with: ".csv") ? name.without(lastBytes: 4) : name
    }
}

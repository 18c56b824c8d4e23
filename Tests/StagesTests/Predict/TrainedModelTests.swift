import CSVTables
import Files
import ForecastModels
import TestSupport
import Testing

@testable import Stages

@Suite("A trained model from outside")
struct TrainedModelTests {
    private final class Silence: Console {
        func result(_ line: String) {}
        func note(_ line: String) {}
        func progress(_ progress: Progress) {}
        var stopSignal: Int32? { nil }
    }

    private let directory: TemporaryDirectory
    private let passengers = Fixtures.path("series/airline-passengers.csv")

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func train(_ data: String, _ options: [String: String]) throws -> String {
        var texts = ["epochs": ["1"], "hidden-size": ["4"]]
        for (name, text) in options { texts[name] = text.isEmpty ? ["true"] : [text] }
        (texts["data"], texts["output"]) = ([data], [directory.file("model")])
        try TrainStage(OptionValues(texts, for: TrainStage.options)).run(Silence())
        return directory.file("model")
    }

    /// What `predict` writes of the steps after all rows.
    private func predict(_ model: String, _ data: String, _ steps: Int, _ options: [String: String] = [:]) throws
        -> String
    {
        var texts = options.mapValues { [$0] }
        texts["model"] = [model]
        texts["data"] = [data]
        (texts["mode"], texts["horizon"], texts["output"]) = (["free-run"], ["\(steps)"], [directory.file("out.csv")])
        try PredictStage(OptionValues(texts, for: PredictStage.options)).run(Silence())
        return String(decoding: try FileReader.read(directory.file("out.csv"), limit: 1 << 20), as: UTF8.self)
    }

    /// The same rows from the library.
    private func table(_ forecasts: [SeriesForecast], hasSeries: Bool = false) -> String {
        var text = ""
        for forecast in forecasts {
            for (step, point) in forecast.points.enumerated() {
                var cells = forecast.times.isEmpty ? [] : [forecast.times[step]]
                if hasSeries { cells.append(forecast.series) }
                cells += ["\(forecast.firstStep + step)", "", decimalText(point.prediction)]
                if forecast.points[0].interval != nil {
                    let ends = point.interval.map { [$0.lowerBound, $0.upperBound] } ?? [.nan, .nan]
                    cells += ends.map { $0.isNaN ? "" : decimalText($0) }
                }
                text += cells.joined(separator: ",") + "\n"
            }
        }
        return text
    }

    private func withoutHeader(_ text: String) -> String {
        text.split(separator: "\n").dropFirst().map { $0 + "\n" }.joined()
    }

    private func message(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    @Test("forecasts what predict does, to the last digit, beyond what is said at once and with other intervals")
    func same() throws {
        let path = try train(
            passengers,
            [
                "target": "Passengers", "time": "Date", "transform": "log1p", "calendar": "month", "horizon": "3",
                "loss": "gaussian",
            ])
        let model = try TrainedModel(at: path)
        #expect(model.targets == ["Passengers"] && model.features.isEmpty && model.assumptions.isEmpty)
        #expect(model.timeColumn == "Date" && model.seriesColumn == nil && model.horizon == 3)
        let plain = try model.forecast(2, afterFile: passengers)
        let drawn = try model.forecast(7, afterFile: passengers, interval: 0.5, samples: 20, seed: 4)
        for (steps, forecasts) in [(2, plain), (7, drawn)] {
            let options = steps == 2 ? [:] : ["interval": "0.5", "samples": "20", "seed": "4"]
            let expected = withoutHeader(try predict(path, passengers, steps, options))
            #expect(table(forecasts) == expected && forecasts[0].predictions.count == steps)
            #expect(forecasts[0].times.first == "1961-01" && forecasts[0].points[0].interval != nil)
        }
    }

    @Test("values in memory and a table in memory give the same as a file of them")
    func memory() throws {
        let path = try train(
            passengers, ["target": "Passengers", "time": "Date", "conformal": "", "validation": "0.2"])
        let model = try TrainedModel(at: path)
        let rows = try CSVTableText.rows(passengers)
        let values = rows.map { Double($0[1]) ?? .nan }
        let expected = table(try model.forecast(5, afterFile: passengers))
        #expect(expected == withoutHeader(try predict(path, passengers, 5)))
        #expect(table([try model.forecast(5, after: values, at: rows.map { $0[0] })]) == expected)
        #expect(table(try model.forecast(5, afterCSV: try CSVTableText.text(passengers))) == expected)
    }

    @Test("each series has its forecast, in the order of the file")
    func several() throws {
        let text = "id,y\nb,1\na,5\nb,2\na,4\nb,4\na,6\nb,3\na,5\n"
        let data = try directory.write(text, to: "two.csv")
        let path = try train(data, ["series-column": "id", "sampling": "windows", "lookback": "2"])
        let forecasts = try TrainedModel(at: path).forecast(3, afterFile: data)
        #expect(forecasts.map(\.series) == ["b", "a"])
        #expect(table(forecasts, hasSeries: true) == withoutHeader(try predict(path, data, 3)))
    }

    @Test("what cannot be done is said, with what was found and what to do")
    func errors() throws {
        let nothing = message { _ = try TrainedModel(at: directory.file("nothing")) }
        #expect(nothing.hasPrefix("\(directory.file("nothing")): ") && nothing.contains("No such file"))
        let path = try train(
            passengers, ["target": "Passengers", "time": "Date", "calendar": "month", "transform": "log1p"])
        let model = try TrainedModel(at: path)
        func said(_ values: [Double], _ times: [String], _ interval: Double? = nil) -> String {
            message { _ = try model.forecast(1, after: values, at: times, interval: interval) }
        }
        let dates = ["2024-01", "2024-02", "2024-03"]
        #expect(
            said([1, 2, 3], [])
                == "\(path): found 0 times of 3 values; expected one for each, as the model reads the column "
                + "'Date'")
        #expect(
            said([1, -2, 3], dates)
                == "the rows given: column 'Passengers': found -2 as value 2; expected numbers above -1, as "
                + "the model takes their logarithm")
        #expect(
            said([1, 2, 3], ["1", "2", "3"]).hasSuffix(
                "column 'Date': found whole numbers; expected dates, as the model has learnt"))
        #expect(
            said([1, 2, 3], ["2024-01-01", "2024-01-02", "2024-01-03"]).hasSuffix(
                "found times that are daily; expected times that are monthly, as the model has learnt"))
        #expect(said([1, .nan, 3], dates).contains("the rows given:3: column 'Passengers': found an empty cell"))
        #expect(said([], []) == "the rows given: found no rows; expected some, to forecast after")
        #expect(said([1, 2, 3], dates, 0.5).contains("found a model that knows no intervals"))
        #expect(message { _ = try model.forecast(1, afterCSV: "Date,Other\n2024-01,1\n") }.contains("Passengers"))
        #expect(message { _ = try model.forecast(200_000, afterFile: passengers) }.contains("beyond the year 9999"))
    }
}

/// The fixture as text, and as rows of texts.
private enum CSVTableText {
    static func text(_ path: String) throws -> String {
        String(decoding: try FileReader.read(path, limit: 1 << 20), as: UTF8.self)
    }

    static func rows(_ path: String) throws -> [[String]] {
        try text(path).split(whereSeparator: \.isNewline).dropFirst().map {
            $0.split(separator: ",").map(String.init)
        }
    }
}

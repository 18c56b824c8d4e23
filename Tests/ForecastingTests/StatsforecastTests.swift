import CSVTables
import SeriesData
import TestSupport
import Testing

@testable import Forecasting

/// statsforecast 2.1.1 on the five real series: fixtures/forecasting/statsforecast_ets.py.
@Suite struct StatsforecastTests {
    /// What was forecast of a stretch of a series by one model.
    private struct Reference {
        let model: ETSModel
        let season: Int
        let isChosen: Bool
        let likelihood: Double
        let history: [Double]
        var forecasts: [Double] = []
        var widths: [Double] = []
    }

    private static func references() throws -> [Reference] {
        let rows = try ReferenceTable.rows("forecasting/statsforecast_ets.csv")
        let horizons = Dictionary(rows.map { ($0[0], Int($0[6]) ?? 0) }) { max($0, $1) }
        var references: [Reference] = []
        for row in rows {
            let numbers = row.map { decimal($0) ?? .nan }
            if row[6] == "1" {
                let column = row[0] == "us-change-quarterly" ? 2 : 1
                let values = try ReferenceTable.numbers("series/\(row[0]).csv", column: column)
                let history = values.dropLast(try #require(horizons[row[0]])).suffix(Int(numbers[2]))
                references.append(
                    Reference(
                        model: try ETSModel(named: row[4], season: Int(numbers[1])), season: Int(numbers[1]),
                        isChosen: row[3] == "chosen", likelihood: numbers[5], history: Array(history)))
            }
            references[references.count - 1].forecasts.append(numbers[7])
            references[references.count - 1].widths.append(numbers[9] - numbers[8])
        }
        return references
    }

    /// Its search ends early where there are many parameters: there ours are likelier, by 2.8 to 168, and forecast otherwise.
    @Test func `fits are as likely as those of statsforecast or more, and forecast alike where they are alike`() throws
    {
        var comparedCount = 0
        for reference in try Self.references() where !reference.isChosen {
            let fitted = try ExponentialSmoothing(reference.model, fitting: reference.history)
            let gain = fitted.logLikelihood - reference.likelihood
            #expect(gain > -0.001, "\(reference.model): \(gain)")
            guard gain < 0.1 else { continue }
            comparedCount += 1
            let forecasts = fitted.forecast(horizon: reference.forecasts.count)
            for (step, forecast) in forecasts.enumerated() {
                let error = abs(forecast - reference.forecasts[step]) / reference.widths[step]
                #expect(error < 0.022, "\(reference.model), step \(step + 1): \(error)")
            }
        }
        #expect(comparedCount >= 10)
    }

    @Test func `the model chosen is that of AutoETS`() throws {
        // Those with long seasons take long in a debug build.
        let references = try Self.references().filter { $0.isChosen && $0.season < 12 }
        #expect(references.count == 3)
        for reference in references {
            let chosen = try ExponentialSmoothing.best(for: reference.history, season: reference.season).model
            #expect(chosen == reference.model)
        }
    }
}

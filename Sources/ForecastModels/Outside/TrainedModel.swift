import CSVTables
import Files
import RecurrentNets
import SeriesData

/// A model that `seqcast train` wrote: its weights, how it reads rows, and how they are scaled.
///
/// ```swift
/// let model = try TrainedModel(at: "model")
/// for forecast in try model.forecast(12, afterFile: "sales.csv", interval: 0.9) {
///     print(forecast.series, forecast.predictions)
/// }
/// ```
///
/// The forecasts are those of `seqcast predict --mode free-run`, to the bit.
public struct TrainedModel {
    /// What the rows are called in messages where they stand in no file.
    private static let rowsInMemory = "the rows given"

    private let path: String
    private let model: any ForecastModel
    /// What had to be assumed of weights that do not say all of it; empty for what `train` wrote.
    public let assumptions: [String]

    /// Reads a model of any kind from the directory that `train` wrote, or from a weight file or checkpoint.
    public init(at path: String) throws(TrainedModelError) {
        var notes: [String] = []
        do {
            model = try ModelCatalogue.model(at: path) { notes.append($0) }
        } catch {
            throw .model("\(error)")
        }
        (self.path, assumptions) = (path, notes)
    }

    /// The columns that it forecasts; empty for weights alone, which forecast a column `y`, else the only one of numbers.
    public var targets: [String] { model.recipe.columns.targets }
    /// The further columns of numbers that it reads.
    public var features: [String] { model.recipe.columns.features + model.recipe.columns.knownFuture }
    /// The column of times; nil where it reads none.
    public var timeColumn: String? { model.recipe.columns.time }
    /// The column that says which series a row belongs to; nil where it forecasts one.
    public var seriesColumn: String? { model.recipe.columns.series }
    /// How many steps it forecasts at once; further ones follow from its own forecasts.
    public var horizon: Int { model.recipe.horizon }

    /// Forecasts the steps after the rows of a CSV file: each series in the order of its first row, each target in order.
    ///
    /// - Parameters:
    ///   - steps: How many steps to forecast.
    ///   - file: The CSV file.
    ///   - interval: The probability of the interval; nil for the model's own, where it knows one.
    ///   - samples: The paths drawn where a distribution is forecast further than the model says at once.
    ///   - seed: The seed of these paths.
    /// - Returns: A forecast for each series and target.
    /// - Throws: ``TrainedModelError``.
    public func forecast(
        _ steps: Int, afterFile file: String, interval: Double? = nil, samples: Int = 200, seed: UInt64 = 0
    ) throws(TrainedModelError) -> [SeriesForecast] {
        var reader = reader()
        let table: CSVTable
        do {
            try FileReader.readChunks(of: file) { try reader.consume($0) }
            table = try reader.finish()
        } catch let error as CSVError {
            throw .rows(error.message(in: file))
        } catch {
            throw .rows("\(error)")
        }
        return try forecast(steps, after: table, of: file, Asked(interval: interval, samples: samples, seed: seed))
    }

    /// Forecasts the steps after the rows of a CSV table in memory, as ``forecast(_:afterFile:interval:samples:seed:)`` does.
    public func forecast(
        _ steps: Int, afterCSV text: String, interval: Double? = nil, samples: Int = 200, seed: UInt64 = 0
    ) throws(TrainedModelError) -> [SeriesForecast] {
        try forecast(
            steps, after: try table(of: Array(text.utf8)), of: Self.rowsInMemory,
            Asked(interval: interval, samples: samples, seed: seed))
    }

    /// Forecasts the steps after the values of one series; a missing one is NaN.
    ///
    /// - Parameters:
    ///   - steps: How many steps to forecast.
    ///   - values: The values, one a step.
    ///   - times: When each value was, as text like `2024-03-05`, for a model that reads times; else none.
    ///   - interval: The probability of the interval; nil for the model's own, where it knows one.
    ///   - samples: The paths drawn where a distribution is forecast further than the model says at once.
    ///   - seed: The seed of these paths.
    /// - Returns: The forecast.
    /// - Throws: ``TrainedModelError``.
    public func forecast(
        _ steps: Int, after values: [Double], at times: [String] = [], interval: Double? = nil, samples: Int = 200,
        seed: UInt64 = 0
    ) throws(TrainedModelError) -> SeriesForecast {
        let columns = model.recipe.columns
        guard features.isEmpty, columns.series == nil, columns.targetCount == 1 else {
            let others = columns.all.dropFirst(columns.targets.count == 1 ? 1 : 0)
            throw .rows(
                "\(path): found one row of values; expected the columns \(CSVError.list(Array(others))) too, which the model "
                    + "reads; give a CSV table")
        }
        guard times.count == (columns.time == nil ? 0 : values.count) else {
            throw .rows(
                "\(path): found \(times.count) times of \(values.count) values; expected "
                    + (columns.time == nil
                        ? "none, as the model reads none"
                        : "one for each, as the model reads the column '\(columns.time ?? "")'"))
        }
        var bytes: [UInt8] = []
        do {
            let target = columns.targets.first ?? SeriesColumns.defaultTarget
            var writer = try CSVWriter(header: [columns.time, target].compactMap(\.self)) { bytes += $0 }
            for (row, value) in values.enumerated() {
                if columns.time != nil { writer.add(times[row]) }
                writer.add(value)
                try writer.endRow()
            }
            try writer.finish()
        } catch {
            throw .rows("\(error)")
        }
        let asked = Asked(interval: interval, samples: samples, seed: seed)
        let forecasts = try forecast(steps, after: try table(of: bytes), of: Self.rowsInMemory, asked)
        return forecasts[0]
    }

    // MARK: - Reading and forecasting

    /// What is asked of intervals.
    private struct Asked {
        let interval: Double?
        let samples: Int
        let seed: UInt64
    }

    private func reader() -> CSVReader {
        let columns = model.recipe.columns
        return CSVReader(
            keeping: .series(
                numbers: columns.targets.isEmpty ? [] : columns.values, time: columns.time, label: columns.series,
                texts: columns.categories.map(\.name)))
    }

    private func table(of bytes: [UInt8]) throws(TrainedModelError) -> CSVTable {
        var reader = reader()
        do throws(CSVError) {
            try bytes.withUnsafeBufferPointer { buffer throws(CSVError) in
                try reader.consume(UnsafeRawBufferPointer(buffer))
            }
            return try reader.finish()
        } catch {
            throw .rows(error.message(in: Self.rowsInMemory))
        }
    }

    private func forecast(
        _ steps: Int, after table: CSVTable, of name: String, _ asked: Asked
    ) throws(TrainedModelError) -> [SeriesForecast] {
        precondition(steps > 0, "a forecast of \(steps) steps; expected one or more")
        precondition(asked.samples > 1, "\(asked.samples) paths; expected two or more")
        precondition(asked.interval.map { $0 > 0 && $0 < 1 } ?? true, "an interval of a probability outside of 0 to 1")
        var recipe = model.recipe
        let frames: [SeriesFrame]
        do throws(CSVError) {
            if recipe.columns.targets.isEmpty {
                recipe.columns.targets = [
                    try table.columnToUse(preferring: SeriesColumns.defaultTarget, besides: recipe.columns.all)
                ]
            }
            frames = try SeriesFrames(of: table, columns: recipe.columns, missing: recipe.missing).frames
        } catch {
            throw .rows(error.message(in: name))
        }
        let model = model.with(recipe)
        let rule = try named({ .model($0) }) { () throws(ForecastModelError) in
            try IntervalRule(model, at: path, level: asked.interval, isAdaptive: false)
        }
        let rollout = Rollout(
            units: ForecastUnits(model: model, rule: rule), horizon: steps, sampleCount: asked.samples,
            random: SeededGenerator(seed: asked.seed))
        var forecasts: [SeriesForecast] = []
        for frame in frames where frame.count > 0 { forecasts += try forecast(rollout, after: frame, of: name) }
        guard !forecasts.isEmpty else { throw .rows("\(name): found no rows; expected some, to forecast after") }
        return forecasts
    }

    private func forecast(
        _ rollout: Rollout, after frame: SeriesFrame, of name: String
    ) throws(TrainedModelError) -> [SeriesForecast] {
        let (model, steps) = (rollout.units.model, rollout.horizon)
        let recipe = model.recipe
        let known = frame.filled(by: recipe.missing, lookingAheadIn: 0).stepping(by: model.fit.frequency)
        if let problem = problem(with: frame, known, model, steps) { throw .rows("\(name): \(problem)") }
        let scaling =
            model.fit.scaling(of: frame, recipe)
            ?? SeriesScaling(model.fit.scale, fitting: known, rows: known.count, recipe)
        let series = ScaledSeries(known, recipe, scaling)
        let points = try named({ .forecast("\(name): \($0)") }) { () throws(ForecastModelError) in
            var forecaster = model.makeForecaster(ofSeries: frame.name)
            for row in 0..<known.count { _ = try forecaster.read(row, of: series) }
            var run = FreeRun(rollout, after: series, by: forecaster)
            var points: [[ForecastPoint]] = []
            while points.count < steps { points += try run.next() }
            return points.prefix(steps)
        }
        let times = (known.count..<(known.count + steps)).compactMap { known.time(at: $0).map(known.timeForm.text) }
        return recipe.columns.targets.enumerated().map { place, target in
            SeriesForecast(
                series: frame.name, target: target, firstStep: known.count, times: times.count == steps ? times : [],
                points: points.map { $0[place] })
        }
    }

    /// What is wrong with the rows of a series for a model that is to forecast so many steps after them.
    private func problem(
        with frame: SeriesFrame, _ known: SeriesFrame, _ model: any ForecastModel, _ steps: Int
    ) -> String? {
        let whose = frame.name.isEmpty ? "" : "the series '\(CSVError.shown(frame.name))': "
        let recipe = model.recipe
        if !recipe.calendar.isEmpty, !frame.areDates {
            return
                "\(whose)column '\(recipe.columns.time ?? "")': found whole numbers; expected dates, as the model has learnt"
        }
        if let learnt = model.fit.frequency, let found = frame.frequency, !frame.follows(learnt) {
            return "\(whose)found times that are \(found); expected times that are \(learnt), as the model has learnt"
        }
        if let (target, row) = frame.firstRefused(by: recipe.transforms) {
            return
                "\(whose)column '\(recipe.columns.targets[target])': found \(decimalText(frame.targets[target][row])) as "
                + "value \(row + 1); expected numbers above -1, as the model takes their logarithm"
        }
        if frame.count <= model.firstRow {
            return
                "\(whose)found \(frame.count) rows; expected at least \(model.firstRow + 1), for the model's lags and "
                + "differences"
        }
        guard let limit = ForecastLimit(on: steps, after: frame.count, of: known, recipe) else { return nil }
        return "\(whose)found a horizon of \(steps); expected at most \(limit.steps), as \(limit.reason)"
    }

    private func named<Result>(
        _ error: (String) -> TrainedModelError, _ body: () throws(ForecastModelError) -> Result
    ) throws(TrainedModelError) -> Result {
        do throws(ForecastModelError) {
            return try body()
        } catch let problem {
            throw error("\(problem)")
        }
    }
}

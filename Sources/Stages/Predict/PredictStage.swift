import Files
import RecurrentNets
import SeriesData
import WeightFiles

/// Forecasts a series with a trained model: CSV in, CSV out.
package struct PredictStage: Stage {
    package static let name = "predict"
    package static let summary = "Forecast a series with a trained model."

    /// How a forecast is made.
    package enum Mode: String, CaseIterable, Sendable {
        /// Each value from the true ones before it.
        case oneStep = "one-step"
        /// From the model's own forecasts, after a warm-up on true values.
        case freeRun = "free-run"
    }

    static let model = StageOption(
        required: "model", .path(), role: .reads,
        help: "The directory that train wrote, or a weight file or checkpoint.")
    static let data = StageOption(
        required: "data", .path(), role: .reads, help: "The CSV file with the series to forecast.")
    static let output = StageOption(
        required: "output", .path(), role: .writes,
        help: "The CSV file to write, with the columns step, actual and prediction.")
    static let column = StageOption(
        optional: "column", .text("name"), help: "The column to forecast. By default the one trained on.")
    static let mode = StageOption(
        "mode", ValueKind<Mode>.choice(name: "mode"), default: .oneStep,
        help: "Forecast each value from the true ones before it, or feed on forecasts.")
    static let warmup = StageOption(
        optional: "warmup", .wholeNumber(from: 1, name: "steps"),
        help: "With free-run: true values fed in first. By default all.")
    static let horizon = StageOption(
        optional: "horizon", .wholeNumber(from: 1, name: "steps"),
        help: "With free-run: steps to forecast. By default as many as there are true values after the warm-up.")

    static let threads = StageOption(
        "threads", .wholeNumber(1...64), default: 1, role: .presentation,
        help: "Threads for large products; the result does not depend on it.")

    package static let options: [OptionDefinition] = [
        model.definition, data.definition, output.definition, column.definition, mode.definition, warmup.definition,
        horizon.definition, threads.definition,
    ]

    private let values: OptionValues

    package init(_ values: OptionValues) throws(OptionErrors) {
        self.values = values
        guard values[Self.mode] == .oneStep else { return }
        let given: [(name: String, value: Int?)] = [
            (Self.warmup.definition.name, values[Self.warmup]), (Self.horizon.definition.name, values[Self.horizon]),
        ]
        let problems = given.filter { $0.value != nil }.map {
            OptionError(option: $0.name, problem: "has a meaning only with --mode \(Mode.freeRun.rawValue)")
        }
        guard problems.isEmpty else { throw OptionErrors(problems: problems) }
    }

    package func run(_ console: any Console) throws {
        KernelThreads.use(values[Self.threads])
        let model = try TrainedModel(WeightFile(at: modelPath))
        let series = try Series(at: values[Self.data], column: values[Self.column] ?? model.column, console)
        try series.requireComplete()
        guard !series.values.isEmpty else {
            throw StageError.tooFewValues(file: series.path, found: 0, needed: 1, purpose: "a forecast")
        }
        if let horizon = values[Self.horizon] {
            // A row has more bytes than this.
            try Resources.requireDisk(4 * Double(horizon), at: values[Self.output], for: "--horizon \(horizon)")
        }
        let forecast = try ForecastFile(at: values[Self.output], console)
        switch values[Self.mode] {
        case .oneStep: try predictEachStep(of: series.values, Forecaster(model), into: forecast)
        case .freeRun: try runFree(after: series, Forecaster(model), into: forecast)
        }
        try forecast.finish()
        for line in forecast.errorLines { try console.result(line) }
    }

    /// The weight file meant: that in the directory where a directory is named.
    private var modelPath: String {
        let path = values[Self.model]
        return Directories.isDirectory(at: path) ? path + "/" + TrainingDirectory.modelName : path
    }

    private func predictEachStep(of actual: [Double], _ forecaster: Forecaster, into forecast: ForecastFile) throws {
        var prediction: Double?
        for (step, value) in actual.enumerated() {
            try forecast.add(
                step: step, actual: value, prediction: prediction, naive: step > 0 ? actual[step - 1] : nil)
            prediction = try forecaster.next(after: value)
        }
        try forecast.add(step: actual.count, actual: nil, prediction: prediction, naive: nil)
    }

    private func runFree(after series: Series, _ forecaster: Forecaster, into forecast: ForecastFile) throws {
        let warmup = values[Self.warmup] ?? series.values.count
        guard warmup <= series.values.count else {
            throw StageError.tooFewValues(
                file: series.path, found: series.values.count, needed: warmup, purpose: "a warm-up of \(warmup)")
        }
        let horizon = values[Self.horizon] ?? series.values.count - warmup
        guard horizon > 0 else {
            throw StageError.noHorizon(file: series.path, warmup: warmup)
        }
        var prediction = 0.0
        for value in series.values.prefix(warmup) { prediction = try forecaster.next(after: value) }
        for step in warmup..<(warmup + horizon) {
            let actual = step < series.values.count ? series.values[step] : nil
            try forecast.add(step: step, actual: actual, prediction: prediction, naive: series.values[warmup - 1])
            if step + 1 < warmup + horizon { prediction = try forecaster.next(after: prediction) }
        }
    }
}

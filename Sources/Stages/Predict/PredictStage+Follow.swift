import Files
import ForecastModels
import SeriesData

extension PredictStage {
    /// The name under which a standard stream is meant.
    private static let standardStream = "-"

    /// Forecasts after each row of a file that grows; what was forecast is written before more is waited for.
    func predictAsItGrows(_ console: any Console) throws {
        var model = try readModel(console)
        try requireFollowable(model)
        let rule = try rule(of: model)
        var recipe = try recipe(of: model)
        let input: GrowingFile =
            values[Self.data] == Self.standardStream ? .standardInput : try GrowingFile(at: values[Self.data])
        let isShown = values[Self.output] == Self.standardStream
        let file: AppendedFile = isShown ? .standardOutput : try AppendedFile(at: values[Self.output])
        var rows = try FollowedRows(of: input, &recipe, console)
        model = model.with(recipe)
        let output = try ForecastFile(into: file, ForecastColumns(of: model, rule), console)
        let prediction = SeriesPrediction(model, rule, season: season(of: model), path: input.path)
        var following = Following(prediction, into: output)
        var stopped: Stopped?
        do {
            while let table = try rows.next(console) {
                do {
                    try following.take(table)
                } catch {
                    // What stands before the bad row is written all the same.
                    try output.flush()
                    throw error
                }
                try output.flush()
            }
        } catch let error as Stopped {
            stopped = error
        }
        try file.synchronize()
        if stopped == nil, !following.hasRows {
            throw StageError.tooFewValues(file: input.path, found: 0, needed: 1, purpose: "a forecast")
        }
        for line in output.errorLines(season: prediction.season, level: rule?.level) {
            if isShown { console.note(line) } else { try console.result(line) }
        }
        if let stopped { throw stopped }
    }

    private func requireFollowable(_ model: any ForecastModel) throws(StageError) {
        let (recipe, columns) = (model.recipe, model.recipe.columns)
        let path = values[Self.model]
        if !columns.knownFuture.isEmpty {
            throw .cannotFollow(
                model: path, found: "that reads \(columns.knownFuture.joined(separator: ", ")) of the future")
        }
        guard !recipe.calendar.isEmpty else { return }
        if model.fit.frequency == nil {
            throw .cannotFollow(model: path, found: "that reads the next dates, and knows no step between them")
        }
        if recipe.missing == .drop {
            throw .cannotFollow(model: path, found: "that reads the next dates, and leaves rows out")
        }
    }
}

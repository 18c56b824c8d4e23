import CSVTables
import ForecastModels
import SeriesData

extension TrainSettings {
    /// What decides the result besides the book's settings, by name: each where it is not as in the book.
    func recordedChoices(for recipe: SeriesRecipe) -> [(name: String, value: String)] {
        let columns = recipe.columns
        let book = SeriesRecipe(columns: SeriesColumns(targets: columns.targets))
        let all: [(name: String, value: String, usual: String)] = [
            ("features", columns.features.joined(separator: ","), ""),
            ("known-future", columns.knownFuture.joined(separator: ","), ""),
            ("time", columns.time ?? "none", "none"),
            ("series-column", columns.series ?? "none", "none"),
            ("missing", recipe.missing.rawValue, book.missing.rawValue),
            ("transform", recipe.transforms.transforms.map(\.description).joined(separator: ","), ""),
            ("calendar", recipe.calendar.map(\.rawValue).joined(separator: ","), ""),
            ("lags", recipe.lags.map(String.init).joined(separator: ","), ""),
            ("anchor", recipe.anchors.map(String.init).joined(separator: ","), ""),
            ("range", recipe.range?.description ?? "none", "none"),
            ("horizon", String(recipe.horizon), String(book.horizon)),
            ("loss", head.loss.rawValue, ForecastHead.plain.loss.rawValue),
            ("quantiles", head.quantiles.map(decimalText).joined(separator: ","), ""),
            ("sampling", sampling.sampling.rawValue, SamplingSettings.Sampling.streams.rawValue),
            ("network", (layout == nil ? NetworkSettings.Network.steps : .segments).rawValue, "steps"),
            ("segment", layout.map { String($0.segment) } ?? "", ""),
            ("normalise", layout?.normalisation.rawValue ?? "", ""),
            ("share-targets", String(layout?.sharesTargets ?? false), "false"),
            ("shortcut", layout?.shortcut.map(String.init) ?? "none", "none"),
            ("lookback", sampling.lookback.map(String.init) ?? "bptt-length", "bptt-length"),
            ("windows-per-epoch", sampling.windowsPerEpoch.map(String.init) ?? "all", "all"),
            ("validation", validation.size?.description ?? "none", "none"),
            ("patience", validation.patience.map(String.init) ?? "none", "none"),
            ("stop-by", validation.stopBy.rawValue, ValidationMeasure.loss.rawValue),
        ]
        return all.filter { $0.value != $0.usual }.map { ($0.name, $0.value) }
    }
}

import SeriesData
import WeightFiles

/// A model that forecasts: what `train` writes, and what `predict` and `backtest` read, whatever family it is of.
///
/// How to add a family: a folder with a type that conforms to this and a ``SeriesForecaster`` that reads rows for it, and a line
/// in ``ModelCatalogue``. Intervals, free runs, rolling forecasts, `--follow` and the stages then work with it as with every
/// other. A statistical model, in short:
///
/// ```swift
/// package struct ThetaModel: ForecastModel {
///     package static let family = "theta"                      // in its file under the key `family`
///     package var recipe: SeriesRecipe                         // which columns it forecasts, how far at once
///     package let fit: SeriesFit                               // how each series is scaled; rows read
///     package var says: SaidKind { .distribution }
///     package func makeForecaster() -> any SeriesForecaster { ThetaForecaster(self) }
///     package init(_ file: WeightFile, in directory: String) throws { … ModelMetadata(file) … }
///     package var file: WeightFile { … metadata.texts(asPlain: false), "family": Self.family … }
/// }
/// ```
package protocol ForecastModel {
    /// What stands in a file of the family under ``ModelCatalogue/key``.
    static var family: String { get }

    /// Reads a model; what else belongs to it stands in `directory`.
    ///
    /// - Throws: `FileError` or ``WeightFileError``.
    init(_ file: WeightFile, in directory: String) throws

    /// What is read of a series and said of it. It names no target where the file names none.
    var recipe: SeriesRecipe { get set }
    /// What was fitted to the series that were learnt.
    var fit: SeriesFit { get }
    /// In what form it says how sure it is.
    var says: SaidKind { get }
    /// For each number that is forecast at once, how far off it was on the validation part, ascending, on the scale of
    /// ``ScaledSeries``; empty where that was not measured.
    var conformalScores: [[Double]] { get }
    /// The first row of a series after which it can forecast.
    var firstRow: Int { get }
    /// How many models, trained alike, forecast together.
    var memberCount: Int { get }

    /// What reads a series from its start.
    func makeForecaster() -> any SeriesForecaster

    /// What reads the series of that name from its start, for models that have learnt something of each.
    func makeForecaster(ofSeries name: String) -> any SeriesForecaster

    /// By which method it was made, as `--method` has it.
    var methodName: String { get }

    /// The model as a file: of several that forecast together, the first.
    var file: WeightFile { get }
}

extension ForecastModel {
    package var conformalScores: [[Double]] { [] }
    package var firstRow: Int { recipe.firstRow }
    package var memberCount: Int { 1 }
    package var methodName: String { "network" }

    package func makeForecaster(ofSeries name: String) -> any SeriesForecaster { makeForecaster() }

    /// The same model, for the columns of `recipe`, whose target is named.
    package func with(_ recipe: SeriesRecipe) -> Self {
        var model = self
        model.recipe = recipe
        return model
    }
}

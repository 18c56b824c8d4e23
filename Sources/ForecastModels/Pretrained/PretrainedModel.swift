import Files
import RecurrentNets
import SeriesData
import Texts
import WeightFiles

/// A network that was trained in advance, on made-up series, and forecasts any series without being trained on it.
///
/// It reads the values of each target as they are, the newest 512 of them; scaling is its own. Its file holds the weights, so
/// that forecasts of a model stay what they were when a later program ships another network.
package struct PretrainedModel: ForecastModel {
    package static let family = "pretrained"

    package var recipe: SeriesRecipe
    package let fit: SeriesFit
    /// The steps of a season; 1 for none.
    package let season: Int
    package let network: PretrainedNetwork

    package init(recipe: SeriesRecipe, fit: SeriesFit, season: Int, network: PretrainedNetwork) {
        (self.recipe, self.fit, self.season, self.network) = (recipe, fit, season, network)
    }

    package var says: SaidKind { .quantiles(PretrainedNetwork.levels) }

    package var methodName: String { Self.family }

    package func makeForecaster() -> any SeriesForecaster { PretrainedForecaster(self) }

    // MARK: - Its file

    private static let seasonKey = "season"
    private static let head = ForecastHead(loss: .quantile, quantiles: PretrainedNetwork.levels)

    package init(_ file: WeightFile, in directory: String) throws {
        let metadata = try ModelMetadata(file)
        (recipe, fit) = (metadata.recipe, metadata.fit)
        guard metadata.head == Self.head, recipe.inputSize == recipe.columns.targetCount else {
            throw file.error(
                "found a recipe of other inputs or other quantiles; expected those of a network trained in advance; the file "
                    + "is damaged, or its writer is in error")
        }
        let text = try file.metadata(named: Self.seasonKey)
        guard let season = Int(text), (1...Transform.longestSeason).contains(season), String(season) == text else {
            throw file.error("found the season \(WeightFileError.quoted(text)); expected a whole number from 1")
        }
        self.season = season
        network = try PretrainedNames.network(in: file)
    }

    package var file: WeightFile {
        let weights = PretrainedNames.file(of: network)
        var metadata = ModelMetadata(recipe: recipe, head: Self.head, fit: fit).texts(asPlain: false)
        metadata = metadata.replaced(by: weights.metadata)
        metadata["model"] = Self.family
        metadata[ModelCatalogue.key] = Self.family
        metadata["format"] = "pt"
        metadata["program"] = ProgramVersion.nameAndVersion
        metadata[Self.seasonKey] = String(season)
        return WeightFile(tensors: weights.tensors, metadata: metadata)
    }
}

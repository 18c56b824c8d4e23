import CSVTables
import Files
import Forecasting
import RecurrentNets
import SeriesData
import Texts
import WeightFiles

/// A model of models, whose forecasts it weighs: of different recipes and families, for the same targets.
///
/// The members stand in its directory, `members/NAME`, as their trainings wrote them; the tensor `weights` `[series, members]` says
/// how much each counts in each series. A member that counts nowhere is left out.
package struct CombinedModel: ForecastModel {
    package static let family = "combination"
    package static let directoryName = "members"

    package struct Member {
        package let name: String
        package let model: any ForecastModel

        package init(name: String, model: any ForecastModel) {
            (self.name, self.model) = (name, model)
        }
    }

    package var recipe: SeriesRecipe
    package let fit: SeriesFit
    package let members: [Member]
    /// By series and member; each series' sum is 1, or all are 0 where the median is taken.
    package let weights: [[Double]]
    package let conformalScores: [[Double]]

    package init(
        recipe: SeriesRecipe, fit: SeriesFit, members: [Member], weights: [[Double]], conformalScores: [[Double]]
    ) {
        (self.recipe, self.fit, self.members) = (recipe, fit, members)
        (self.weights, self.conformalScores) = (weights, conformalScores)
    }

    package var says: SaidKind { .value }
    package var methodName: String { "combine" }

    /// The members begin when enough was read for each of them; until then the others forecast.
    package var firstRow: Int { members.map(\.model.firstRow).max() ?? 0 }

    package func makeForecaster() -> any SeriesForecaster { makeForecaster(ofSeries: fit.series.first?.name ?? "") }

    package func makeForecaster(ofSeries name: String) -> any SeriesForecaster {
        let place = recipe.columns.series == nil ? 0 : fit.series.firstIndex { $0.name.isSame(as: name) }
        let equal = Array(repeating: 1 / Double(members.count), count: members.count)
        return CombinedForecaster(self, ofSeries: name, weights: place.map { weights[$0] } ?? equal)
    }

    /// What the members say together: the weighted mean, or the median where no weight is given.
    package static func combined(_ values: [Double], weights: [Double]) -> Double {
        let sum = weights.reduce(0, +)
        guard sum > 0 else {
            let sorted = values.sorted()
            let middle = sorted.count / 2
            return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
        }
        return zip(values, weights).reduce(0) { $1.1 > 0 ? $0 + $1.0 * $1.1 / sum : $0 }
    }

    // MARK: - Its file

    package init(_ file: WeightFile, in directory: String) throws {
        let metadata = try ModelMetadata(file)
        (recipe, fit) = (metadata.recipe, metadata.fit)
        let names = ModelMetadataReader(file).names("member")
        let tensor = try file.tensor("weights")
        guard !names.isEmpty, tensor.shape == [fit.series.count, names.count],
            tensor.scalars.allSatisfy({ $0 >= 0 && $0 <= 1 })
        else {
            throw file.error(
                "found \(names.count) members and weights of the shape \(tensor.shape); expected a weight from 0 to 1 for each of "
                    + "\(fit.series.count) series and each member; the file is damaged, or its writer is in error")
        }
        let numbers = tensor.scalars
        weights = fit.series.indices.map { Array(numbers[($0 * names.count)..<(($0 + 1) * names.count)]) }
        var members: [Member] = []
        for name in names {
            guard !name.isEmpty, !name.holds("/"), name != ".", name != ".." else {
                throw file.error("found the member \(WeightFileError.quoted(name)); expected the name of a directory")
            }
            members.append(
                Member(name: name, model: try ModelCatalogue.model(at: "\(directory)/\(Self.directoryName)/\(name)")))
        }
        self.members = members
        conformalScores = try ConformalTensors.scores(in: file, of: recipe.outputCount)
        let columns = recipe.columns
        for member in members
        where member.model.recipe.columns != columns || member.model.recipe.horizon < recipe.horizon {
            throw file.error(
                "found the member '\(member.name)' of other columns or a shorter horizon; expected those of the combination; the "
                    + "directory is damaged, or was changed")
        }
    }

    package var file: WeightFile {
        var metadata = ModelMetadata(recipe: recipe, head: .plain, fit: fit).texts(asPlain: false)
        metadata["model"] = Self.family
        metadata[ModelCatalogue.key] = Self.family
        metadata["format"] = "pt"
        metadata["program"] = ProgramVersion.nameAndVersion
        for (index, member) in members.enumerated() { metadata["member.\(index)"] = member.name }
        let weights = NamedTensor(
            "weights",
            Tensor(self.weights.flatMap(\.self), shape: [fit.series.count, members.count], elementType: .float64))
        return WeightFile(tensors: [weights] + ConformalTensors.tensors(of: conformalScores), metadata: metadata)
    }
}

import CSVTables
import Files
import Forecasting
import RecurrentNets
import SeriesData
import Texts
import WeightFiles

/// A statistical model of each target of each series that was learnt.
///
/// Each series is divided by the mean error of its seasonal naive forecast, so that what is known of errors is in units of MASE and
/// compares between series. Of a series that was not learnt, the method is fitted to the rows that are read.
///
/// In the file the numbers of a fit are the tensors `fit.SERIES.TARGET.NAME`; `fit_methods` says the method of each, which is the
/// naive forecast where the model's own finds nothing to fit, and `fit_skipped` how many rows of the history each leaves out.
package struct StatisticalForecastModel: ForecastModel {
    package static let family = "statistical"

    package var recipe: SeriesRecipe
    package let fit: SeriesFit
    package let method: StatisticalMethod
    /// How many steps its seasons have, the shortest first.
    package let seasons: [Int]
    /// By series and target.
    package let fits: [[StatisticalFit]]
    package private(set) var conformalScores: [[Double]]

    package init(
        recipe: SeriesRecipe, fit: SeriesFit, method: StatisticalMethod, seasons: [Int], fits: [[StatisticalFit]],
        conformalScores: [[Double]] = []
    ) {
        (self.recipe, self.fit, self.method, self.seasons) = (recipe, fit, method, seasons)
        (self.fits, self.conformalScores) = (fits, conformalScores)
    }

    /// The same with what is known of its errors.
    package func with(conformalScores scores: [[Double]]) -> StatisticalForecastModel {
        var model = self
        model.conformalScores = scores
        return model
    }

    package var says: SaidKind { .value }
    package var methodName: String { method.rawValue }

    package func makeForecaster() -> any SeriesForecaster { makeForecaster(ofSeries: fit.series.first?.name ?? "") }

    package func makeForecaster(ofSeries name: String) -> any SeriesForecaster {
        let place = recipe.columns.series == nil ? 0 : fit.series.firstIndex { $0.name == name }
        return StatisticalForecaster(self, place.map { fits[$0] })
    }

    // MARK: - Its file

    private static let methodKey = "fit_methods"
    private static let skippedKey = "fit_skipped"
    private static let seasonsKey = "seasons"

    package init(_ file: WeightFile, in directory: String) throws {
        let metadata = try ModelMetadata(file)
        (recipe, fit) = (metadata.recipe, metadata.fit)
        let reader = ModelMetadataReader(file)
        method = try reader.value("method", expected: "a statistical method") { StatisticalMethod(rawValue: $0) }
        seasons = try reader.values(Self.seasonsKey, expected: "whole numbers from 2") {
            Int($0).flatMap { $0 >= 2 ? $0 : nil }
        }
        let methods = try reader.values(Self.methodKey, expected: "statistical methods") {
            StatisticalMethod(rawValue: $0)
        }
        let skipped = try reader.values(Self.skippedKey, expected: "whole numbers") {
            Int($0).flatMap { $0 >= 0 ? $0 : nil }
        }
        let targetCount = recipe.columns.targetCount
        guard methods.count == fit.series.count * targetCount, skipped.count == methods.count else {
            throw file.error(
                "found \(methods.count) methods for \(fit.series.count) series of \(targetCount) targets; expected one for each; "
                    + "the file is damaged, or its writer is in error")
        }
        var numbers = methods.map { _ in [String: [Double]]() }
        for named in file.tensors where named.name.begins(with: "fit.") {
            let parts = named.name.parts(between: ".")
            guard parts.count == 4, let series = Int(parts[1]), let target = Int(parts[2]),
                fit.series.indices.contains(series), (0..<targetCount).contains(target), named.tensor.rank == 1
            else {
                throw file.error(
                    "found the tensor \(WeightFileError.quoted(named.name)); expected numbers of one of \(fit.series.count) series and \(targetCount) "
                        + "targets; the file is damaged, or its writer is in error")
            }
            numbers[series * targetCount + target][parts[3]] = named.tensor.scalars
        }
        let fits = methods.indices.map {
            StatisticalFit(method: methods[$0], numbers: numbers[$0], skipped: skipped[$0])
        }
        if let index = fits.firstIndex(where: { $0.start() == nil }) {
            throw file.error(
                "found numbers of series \(index / targetCount + 1) that are not those of the method "
                    + "'\(fits[index].method.rawValue)'; the file is damaged, or its writer is in error")
        }
        self.fits = fit.series.indices.map { Array(fits[($0 * targetCount)..<(($0 + 1) * targetCount)]) }
        conformalScores = try ConformalTensors.scores(in: file, of: recipe.outputCount)
    }

    package var file: WeightFile {
        var metadata = ModelMetadata(recipe: recipe, head: .plain, fit: fit).texts(asPlain: false)
        metadata["model"] = Self.family
        metadata[ModelCatalogue.key] = Self.family
        metadata["format"] = "pt"
        metadata["program"] = ProgramVersion.nameAndVersion
        metadata["method"] = method.rawValue
        metadata[Self.seasonsKey] = seasons.map(String.init).joined(separator: " ")
        let all = fits.flatMap(\.self)
        metadata[Self.methodKey] = all.map(\.method.rawValue).joined(separator: " ")
        metadata[Self.skippedKey] = all.map { String($0.skipped) }.joined(separator: " ")
        var tensors = ConformalTensors.tensors(of: conformalScores)
        for (series, targets) in fits.enumerated() {
            for (target, fit) in targets.enumerated() {
                for (name, numbers) in fit.numbers where !numbers.isEmpty {
                    tensors.append(
                        NamedTensor("fit.\(series).\(target).\(name)", Tensor(numbers, elementType: .float64)))
                }
            }
        }
        return WeightFile(tensors: tensors, metadata: metadata)
    }
}

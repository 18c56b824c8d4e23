import RecurrentNets
import SeriesData
import Testing
import Texts
import WeightFiles

@testable import ForecastModels

@Suite("Forecasts of the network that comes trained")
struct PretrainedForecastTests {
    private static let middle = PretrainedNetwork.levels.count / 2

    private func series(_ count: Int, _ index: Int = 0) -> [Double] {
        PriorSeries(.smoothing, index: index, count: count, seed: 21).values
    }

    @Test(
        "the shipped network goes on with a season and a rise that it has never seen, within a twentieth of its width")
    func shipped() throws {
        let network = try ShippedNetwork.make()
        let shape = [0.0, 3, 5, 4, -1, -6, -7, -2, 1, 4, 2, -3]
        func value(_ time: Int) -> Double { 200 + 0.4 * Double(time) + 8 * shape[time % 12] }
        let said = PretrainedForecast.forecast((0..<96).map(value), season: 12, horizon: 24, by: network)
        let errors = said.quantiles.enumerated().map { ($1[Self.middle] - value(96 + $0)).magnitude }
        let (mean, width) = (errors.reduce(0, +) / 24, 96.0)
        #expect(mean < 0.05 * width, "\(errors)")
    }

    @Test("a constant is gone on with exactly, and no interval is made up")
    func constant() throws {
        let network = try ShippedNetwork.make()
        for value in [0.1, -3, 0] {
            let said = PretrainedForecast.forecast(
                Array(repeating: value, count: 20), season: 4, horizon: 100, by: network)
            #expect(said.quantiles.count == 100 && said.quantiles.allSatisfy { $0.allSatisfy { $0 == value } })
        }
    }

    @Test("units change nothing: of a series a thousand times as large, the forecast is")
    func units() throws {
        let network = try ShippedNetwork.make()
        let values = series(80)
        let one = PretrainedForecast.forecast(values, season: 12, horizon: 9, by: network)
        let other = PretrainedForecast.forecast(values.map { 1024 * $0 }, season: 12, horizon: 9, by: network)
        for (a, b) in zip(one.quantiles.joined(), other.quantiles.joined()) {
            #expect((1024 * a - b).magnitude < 1e-3 * 1024)
        }
    }

    @Test(
        "longer horizons go on in blocks: the first steps stay what they were, and no interval grows narrow at a seam")
    func blocks() throws {
        let network = try ShippedNetwork.make()
        let length = PretrainedForecast.blockLength
        // A random walk: what is not known adds up.
        var random = SeededGenerator(seed: 5)
        var level = 0.0
        let walk = (0..<200).map { _ in
            level += random.standardNormalPair().0
            return level
        }
        let short = PretrainedForecast.forecast(walk, season: 1, horizon: length, by: network)
        let long = PretrainedForecast.forecast(walk, season: 1, horizon: 2 * length + 10, by: network)
        #expect(long.quantiles.count == 2 * length + 10)
        #expect(Array(long.quantiles.prefix(length)) == short.quantiles)
        func width(_ step: Int) -> Double { (long.quantiles[step].last ?? 0) - (long.quantiles[step].first ?? 0) }
        #expect(width(length) > 0.9 * width(length - 1))
        #expect(width(2 * length) > 0.9 * width(2 * length - 1) && width(2 * length) > width(length))
        for quantiles in long.quantiles { #expect(zip(quantiles, quantiles.dropFirst()).allSatisfy(<=)) }
    }

    @Test("series of several lengths at once are forecast as each alone, to rounding")
    func several() throws {
        let network = try ShippedNetwork.make()
        let all = [series(40, 1), series(25, 2), series(40, 3), [5], series(700, 4)]
        let together = PretrainedForecast.forecast(all, season: 7, horizon: 11, by: network)
        for (values, said) in zip(all, together) {
            let alone = PretrainedForecast.forecast(values, season: 7, horizon: 11, by: network)
            let width = (values.max() ?? 0) - (values.min() ?? 0)
            for (a, b) in zip(said.quantiles.joined(), alone.quantiles.joined()) {
                #expect((a - b).magnitude <= 1e-4 * width)
            }
        }
    }

    @Test("a model is read back from its file with all that it was, and forecasts the same")
    func file() throws {
        let recipe = SeriesRecipe(columns: SeriesColumns(targets: ["a", "b"]), horizon: 7)
        let identity = SeriesScaling(targets: [.identity, .identity])
        let model = PretrainedModel(
            recipe: recipe,
            fit: SeriesFit(scale: .none, series: [("", identity)], frequency: nil, rowsRead: [30]), season: 5,
            network: try ShippedNetwork.make())
        let file = try WeightFile(model.file.encoded())
        let again = try PretrainedModel(file, in: "")
        #expect(again.recipe == recipe && again.fit == model.fit && again.season == 5)
        #expect(try again.file.encoded() == model.file.encoded())
        let frame = SeriesFrame(targets: [series(30, 1), series(30, 2)])
        let scaled = ScaledSeries(frame, recipe, identity)
        func said(_ model: PretrainedModel) throws -> [ForecastDistribution] {
            var forecaster = model.makeForecaster()
            for row in 0..<30 { #expect(try forecaster.read(row, of: scaled)) }
            try forecaster.answer(in: scaled)
            return (0..<14).map { forecaster.distribution(of: $0 % 2, at: $0 / 2) }
        }
        #expect(try said(model) == said(again))
        // Each target is forecast by itself.
        let alone = PretrainedForecast.forecast(series(30, 2), season: 5, horizon: 7, by: model.network)
        let prediction = try said(model)[1].prediction
        #expect((prediction - alone.quantiles[0][Self.middle]).magnitude < 1e-4 * max(1, prediction.magnitude))
    }

    @Test("files that are not what they say are refused, each with what is wrong")
    func falseFiles() throws {
        let recipe = SeriesRecipe(columns: SeriesColumns(targets: ["a"]), horizon: 2)
        let model = PretrainedModel(
            recipe: recipe,
            fit: SeriesFit(
                scale: .none, series: [("", SeriesScaling(targets: [.identity]))], frequency: nil, rowsRead: []),
            season: 1, network: try ShippedNetwork.make())
        let sound = model.file
        func error(_ change: (inout ByteDictionary<String>, inout [NamedTensor]) -> Void) -> String {
            var (metadata, tensors) = (sound.metadata, sound.tensors)
            change(&metadata, &tensors)
            do {
                _ = try PretrainedModel(WeightFile(tensors: tensors, metadata: metadata), in: "")
                return "none"
            } catch {
                return "\(error)"
            }
        }
        #expect(error { _, _ in } == "none")
        #expect(
            error { metadata, _ in metadata["season"] = "0" }.contains("found the season '0'; expected a whole number"))
        #expect(error { metadata, _ in metadata["lags"] = "2" }.contains("found a recipe of other inputs"))
        #expect(
            error { _, tensors in tensors.removeAll { $0.name == "fc.bias" } }.contains("found no tensor 'fc.bias'"))
        #expect(
            error { _, tensors in
                tensors.removeAll { $0.name == "encoder.weight_hh_l0" }
                tensors.append(NamedTensor("encoder.weight_hh_l0", .zeros([4, 2])))
            }.contains("found the shape [4, 2]; expected [3·H, H] of a gru"))
    }
}

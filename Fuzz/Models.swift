import RecurrentNets
import SeriesData
import Texts
import WeightFiles

@testable import ForecastModels

/// Reads a model whose metadata are lines `key=value`, and forecasts with it; its network has the sizes that these ask for.
func readModel(_ bytes: [UInt8]) {
    var metadata: ByteDictionary<String> = [:]
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
        let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        metadata[parts[0]] = parts.count == 2 ? parts[1] : ""
    }
    guard let read = try? ModelMetadata(WeightFile(tensors: [], metadata: metadata)) else { return }
    let outputs = read.head.outputSize(for: read.recipe.outputCount)
    guard read.recipe.inputSize < 500, outputs < 500, read.recipe.firstRow < 200 else { return }
    let shape = NetworkShape(
        cell: .rnn, layerCount: 1, inputSize: read.recipe.inputSize, hiddenSize: 2, outputSize: outputs,
        elementType: .float32)
    var random = SeededGenerator(seed: 1)
    let tensors = PyTorchNames.tensors(of: shape.makeNetwork(using: &random))
    let file = WeightFile(tensors: tensors, metadata: metadata.replaced(by: shape.metadata))
    guard let model = try? StepNetworkModel(file), let scaling = model.fit.series.first?.scaling else { return }
    precondition(model.file.metadata["recipe"] == file.metadata["recipe"], "a model is written as it was read")
    forecast(model, scaling)
}

/// Forecasts each value of a made-up series.
private func forecast(_ model: StepNetworkModel, _ scaling: SeriesScaling) {
    let (recipe, columns) = (model.recipe, model.recipe.columns)
    let count = recipe.firstRow + 20
    let values = (0..<(count + recipe.horizon)).map { Double($0 % 7) }
    let frame = SeriesFrame(
        times: columns.time.map { _ in values.indices.prefix(count).map { Double($0) * 86_400 } },
        timeForm: .date(.iso), frequency: model.fit.frequency,
        targets: (0..<columns.targetCount).map { _ in Array(values.prefix(count)) },
        features: columns.features.map { _ in Array(values.prefix(count)) },
        knownFuture: columns.knownFuture.map { _ in values })
    let series = ScaledSeries(frame, recipe, scaling)
    var forecaster = model.makeForecaster()
    let rule = try? IntervalRule(model, at: "model", level: nil, isAdaptive: false)
    for row in 0..<count where (try? forecaster.read(row, of: series)) == true {
        for step in 0..<recipe.horizon {
            _ = rule?.ends(forecaster.distribution(of: 0, at: step), at: step * columns.targetCount)
        }
    }
}

import RecurrentNets
import SeriesData
import Testing

@testable import ForecastModels

@Suite("The network that is trained in advance")
struct PretrainedNetworkTests {
    private func reading(_ index: Int, _ count: Int, horizon: Int) -> ContextReading {
        let made = PriorSeries(.smoothing, index: index, count: count, seed: 8)
        return ContextReading(made.values, season: 4, horizon: horizon)
    }

    private func network(hiddenSize: Int, layers: Int, _ type: ElementType = .float64) -> PretrainedNetwork {
        var random = SeededGenerator(seed: 6)
        return PretrainedNetwork(hiddenSize: hiddenSize, layerCount: layers, elementType: type, using: &random)
    }

    @Test(
        "gradients of its loss are those of central differences, on three shapes",
        arguments: [(series: 2, count: 9, horizon: 3, layers: 2), (1, 6, 1, 1), (3, 5, 2, 1)])
    func gradients(series: Int, count: Int, horizon: Int, layers: Int) {
        let network = network(hiddenSize: 3, layers: layers)
        let batch = ContextBatch(
            (0..<series).map { reading($0, count, horizon: horizon) }, elementType: .float64)
        // Far from all quantiles, where the loss has no corner, but for one that is beyond the limit and one that is missing.
        let targets = (0..<horizon * series).map { $0 == 1 ? 900.0 : $0 % 2 == 0 ? 7.5 : -6.25 }
        let weights = targets.indices.map { $0 == 2 ? 0.0 : 1 }
        func tensor(_ scalars: [Double]) -> Tensor {
            Tensor(scalars, shape: [horizon, series, 1], elementType: .float64)
        }
        func loss() -> Variable {
            PretrainedNetwork.loss(network(batch), tensor(targets), weights: tensor(weights))
        }
        network.clearGradients()
        loss().backward()
        let step = 1e-5
        for named in network.parameters {
            let (value, gradient) = (named.parameter.value, named.parameter.gradient?.value.scalars ?? [])
            #expect(gradient.count == value.count, "\(named.name)")
            for element in stride(from: 0, to: value.count, by: max(1, value.count / 5)) {
                func shifted(by shift: Double) -> Double {
                    var scalars = value.scalars
                    scalars[element] += shift
                    named.parameter.value = Tensor(scalars, shape: value.shape, elementType: .float64)
                    defer { named.parameter.value = value }
                    return loss().value.scalar
                }
                let difference = (shifted(by: step) - shifted(by: -step)) / (2 * step)
                let found = gradient[element]
                #expect((found - difference).magnitude <= 1e-8 * max(1, found.magnitude), "\(named.name)[\(element)]")
            }
        }
    }

    @Test("says quantiles in their order, around its median")
    func ordered() {
        let network = network(hiddenSize: 5, layers: 2)
        let batch = ContextBatch((0..<4).map { reading($0, 30, horizon: 6) }, elementType: .float64)
        let quantiles = network(batch).value
        #expect(quantiles.shape == [6, 4, PretrainedNetwork.levels.count])
        let scalars = quantiles.scalars
        for row in stride(from: 0, to: scalars.count, by: PretrainedNetwork.levels.count) {
            let said = scalars[row..<row + PretrainedNetwork.levels.count]
            #expect(zip(said, said.dropFirst()).allSatisfy(<))
        }
    }

    @Test("says of a series what it says of it beside others, to rounding")
    func alone() {
        let network = network(hiddenSize: 8, layers: 2, .float32)
        let readings = (0..<5).map { reading($0, 40, horizon: 7) }
        let all = network(ContextBatch(readings, elementType: .float32)).value.scalars
        let levels = PretrainedNetwork.levels.count
        for (index, reading) in readings.enumerated() {
            let own = network(ContextBatch([reading], elementType: .float32)).value.scalars
            for step in 0..<7 {
                for level in 0..<levels {
                    let difference = own[step * levels + level] - all[(step * 5 + index) * levels + level]
                    #expect(difference.magnitude < 1e-5)
                }
            }
        }
    }
}

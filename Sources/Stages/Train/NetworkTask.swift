import ForecastModels
import RecurrentNets
import WeightFiles

/// What a training has to know of the kind of network that it trains.
protocol NetworkTask {
    associatedtype Network: TrainedNetwork

    var data: TrainingData { get }
    /// What measures forecasts in the units of the data; nil where the loss is measured.
    var levels: LevelValidation? { get }
    /// The steps of the source that one update reads.
    var windowLength: Int { get }

    /// A network with its parameters drawn.
    func makeNetwork(using random: inout SeededGenerator) -> Network

    /// The layers whose sum is what a network says.
    func answers(of network: Network) -> [Linear]

    /// Where windows are taken from.
    func makeSource(using random: inout SeededGenerator) -> any TrainingSource

    /// What trains a network on them.
    func makeTrainer(
        of network: Network, _ optimizer: Optimizer, on source: any TrainingSource, _ schedule: any LearningRateSchedule
    ) -> TruncatedBPTT

    /// Sets the weights of a network to those of a file.
    func load(_ file: WeightFile, into network: Network) throws(WeightFileError)

    /// The weights under their names in a file.
    func tensors(of network: Network) -> [NamedTensor]

    /// Networks that forecast together, as a model, with the conformal scores that were measured, if any.
    func model(of networks: [Network], _ conformalScores: [[Double]]) -> any ForecastModel

    /// How far off the forecasts of networks are on the validation part, for each number that is forecast at once: ascending, on
    /// the scale of the series; empty where there is no such part.
    func scores(of networks: [Network]) -> [[Double]]
}

extension NetworkTask {
    /// Lets a network say 0, the only value that a target has which never changes, wherever it would have to learn that.
    ///
    /// No error remains then, and nothing moves the weights: the forecast is that value to its last digit, in any unit.
    func clearAnswers(of network: Network, _ head: ForecastHead) {
        for layer in answers(of: network) {
            let count = head.placeCount(of: layer.outputSize)
            for named in layer.parameters {
                let value = named.parameter.value
                let scalars = value.scalars.enumerated().map { $0.offset % layer.outputSize < count ? 0 : $0.element }
                named.parameter.value = Tensor(scalars, shape: value.shape, elementType: value.elementType)
            }
        }
    }

    /// What measures a network on the validation part after each epoch; nil where there is none.
    func validation(of network: Network, loss: (() -> Double)?) -> (() -> Double)? {
        guard let levels else { return loss }
        return { levels.error(of: model(of: [network], [])) }
    }
}

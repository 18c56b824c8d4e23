import RecurrentNets

/// A training at one moment: all that is needed to go on and end in the same bytes as if it had never stopped.
package struct Checkpoint {
    /// The weights, with the metadata of a model: a checkpoint can be used as one.
    package let model: WeightFile
    /// What decides the result, besides the number of epochs.
    package let settings: RunSettings
    /// What is written down of each epoch that is done.
    package let history: [EpochMetrics]
    /// The step of the next epoch at which training goes on; 0 between epochs.
    package let position: Int
    /// The sum of the losses of that epoch's windows so far.
    package let lossSum: Double
    /// What each recurrent layer remembers at that step; empty between epochs, where the state is zero.
    package let networkState: [[Tensor]]
    package let optimizerState: [NamedTensor]
    package let optimizerStepCount: Int
    package let random: SeededGenerator
    /// What windows at random places are drawn with; nil where none are.
    package let samplingRandom: SeededGenerator?
    /// The weights of the epoch with the lowest validation loss; empty where they are not kept.
    package let bestWeights: [NamedTensor]

    package init(
        model: WeightFile, settings: RunSettings, history: [EpochMetrics], position: Int, lossSum: Double,
        networkState: [[Tensor]], optimizerState: [NamedTensor], optimizerStepCount: Int, random: SeededGenerator,
        samplingRandom: SeededGenerator? = nil, bestWeights: [NamedTensor] = []
    ) {
        self.model = model
        self.settings = settings
        self.history = history
        self.position = position
        self.lossSum = lossSum
        self.networkState = networkState
        self.optimizerState = optimizerState
        self.optimizerStepCount = optimizerStepCount
        self.random = random
        self.samplingRandom = samplingRandom
        self.bestWeights = bestWeights
    }

    /// The number of epochs that are done.
    package var epoch: Int { history.count }
}

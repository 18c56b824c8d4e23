import RecurrentNets

/// The network that is trained in advance: it reads a context of any kind and says quantiles of the steps that follow.
///
/// Layers of GRU cells read the context, and as many go on over the steps ahead. After each of these a linear layer says how
/// much of each simple rule to take (by a softmax), what to add, and how far apart the quantiles lie, in units of the
/// seasonal differences and counted from the seasonal naive forecast.
/// Sources: P. Montero-Manso et al., “FFORMA: Feature-based Forecast Model Averaging”, 2020 (weights of simple forecasts);
/// A. Auer et al., “TiRex”, 2025 (quantiles of steps ahead by a recurrent network for all series).
package final class PretrainedNetwork: Layer {
    /// The probabilities of the quantiles that it says, the median in the middle.
    package static let levels = [0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975]
    /// What the linear layer says at each step.
    private static let outputCount = SimpleRules.count + levels.count
    /// How far apart quantiles lie at first, before the softplus.
    private static let firstSpread = -1.5

    package let core: EncoderDecoder<GRUCell>
    package let fc: Linear

    init(core: EncoderDecoder<GRUCell>, fc: Linear) {
        (self.core, self.fc) = (core, fc)
    }

    package convenience init(
        hiddenSize: Int, layerCount: Int, elementType: ElementType = .float32, using random: inout SeededGenerator
    ) {
        let core = EncoderDecoder<GRUCell>(
            contextInputs: ContextReading.contextInputs, stepInputs: ContextReading.stepInputs, hiddenSize: hiddenSize,
            layerCount: layerCount, elementType: elementType, using: &random)
        let drawn = Linear(
            outputSize: Self.outputCount, inputSize: hiddenSize, elementType: elementType, using: &random)
        let spreads = (0..<Self.outputCount).map { $0 > SimpleRules.count ? Self.firstSpread : 0 }
        let weight = drawn.parameters[0].parameter.value
        self.init(core: core, fc: Linear(w: weight, b: Tensor(spreads, elementType: elementType)))
    }

    package var elementType: ElementType { core.encoder[0].elementType }
    package var parameters: [NamedParameter] { core.parameters + fc.parameters.prefixed("fc") }

    /// The quantiles of each step, less the seasonal naive forecast, in units of the scale: `[steps, batch, levels]`.
    package func callAsFunction(_ batch: ContextBatch) -> Variable {
        func constant(_ tensor: Tensor) -> Variable { Variable(tensor, requiresGradient: false) }
        let said = fc(core(constant(batch.context), constant(batch.steps)))
        let rules = SimpleRules.count
        func part(_ range: Range<Int>) -> Variable {
            said.sliced(0..<said.shape[0], 0..<said.shape[1], range)
        }
        let shares = softmax(part(0..<rules))
        let chosen = sum(shares * constant(batch.rules), axes: [-1], keepingAxes: true)
        let median = chosen + part(rules..<rules + 1)
        let spreads = softplus(part(rules + 1..<said.shape[2]))
        return median + linear(spreads, constant(Self.steps(to: said.elementType)))
    }

    /// From the distances between neighbouring quantiles to those from the median: `[levels − 1, levels]`.
    package static func steps(to elementType: ElementType) -> Tensor {
        let (count, middle) = (levels.count, levels.count / 2)
        let rows = (0..<count - 1).map { distance in
            (0..<count).map { level in
                // The first half are distances downwards, the outermost first.
                distance < middle ? (level <= distance ? -1.0 : 0) : (level > distance ? 1.0 : 0)
            }
        }
        return Tensor(rows.joined().map { $0 }, shape: [count - 1, count], elementType: elementType)
    }

    /// The mean quantile loss, twice over, so that of the median alone it is the mean absolute error: in units of MASE.
    ///
    /// - Parameters:
    ///   - quantiles: What was said, `[steps, batch, levels]`.
    ///   - targets: What came, in the same units, `[steps, batch, 1]`; 0 where it is missing.
    ///   - weights: How much each counts, `[steps, batch, 1]`; 0 where it is missing.
    /// - Returns: The loss, a single number.
    package static func loss(_ quantiles: Variable, _ targets: Tensor, weights: Tensor) -> Variable {
        func constant(_ tensor: Tensor) -> Variable { Variable(tensor, requiresGradient: false) }
        let error = clip(constant(targets) - quantiles, to: -furthest...furthest) * constant(weights)
        let q = constant(Tensor(levels, elementType: quantiles.elementType))
        let total = max(weights.scalars.reduce(0, +), 1) * Double(levels.count) / 2
        return sum(q * error + relu(-error)) / total
    }

    /// Errors beyond this many units say no more: they come from scales that are nearly nothing.
    private static let furthest = 30.0
}

/// A network that reads a window of a series in segments, and answers for a whole horizon at its end.
///
/// Each segment sₖ, of several values side by side, is embedded: eₖ = ReLU(sₖ·w + b + cᵢ), with a vector cᵢ of its own for each
/// channel where several share the weights. Recurrent layers of any cell read e₁ … e_n from zeros; the last hidden state h_n is
/// answered by y = h_n·w_fc + b_fc + f·w_f, where f is what is known of the future, if anything. A window of 720 values in
/// segments of 24 takes 30 steps in place of 720. A linear map of the window's cycles may be added to y (``CycleShortcut``): what
/// recurs unchanged goes past the recurrent layers, which learn what is left.
///
/// Shapes: segments `[segments, batch, segmentSize]`; f `[batch, futureSize]`; y `[batch, outputs]`.
/// Source: S. Lin et al., “SegRNN: Segment Recurrent Neural Network for Long-Term Time Series Forecasting”, 2023, whose decoder,
/// a further step for each segment of the horizon, is here one linear map.
public final class SegmentNetwork: TrainedNetwork {
    /// What embeds a segment.
    public let embedding: Linear
    /// A row for each channel, `[channels, hiddenSize]`; nil where there is but one.
    public let channels: Parameter?
    /// The recurrent layers over embedded segments, and what answers.
    public let core: RecurrentNetwork
    /// What adds what is known of the future, without a bias; nil where nothing is.
    public let future: Linear?
    /// What adds a linear map of the window's cycles; nil where nothing does.
    public let shortcut: CycleShortcut?

    private var drawn: [NamedParameter] = []

    /// Puts a network together.
    public init(
        embedding: Linear, channels: Parameter?, core: RecurrentNetwork, future: Linear?,
        shortcut: CycleShortcut? = nil
    ) {
        (self.embedding, self.channels, self.core, self.future) = (embedding, channels, core, future)
        self.shortcut = shortcut
    }

    /// Puts a network together with its parameters drawn.
    ///
    /// - Parameters:
    ///   - cell: The kind of cell of all recurrent layers.
    ///   - activation: The function of ``CellKind/rnn`` cells.
    ///   - layerCount: The number of recurrent layers.
    ///   - segmentSize: The numbers of a segment.
    ///   - channelCount: The channels that share the weights.
    ///   - futureSize: The numbers that are known of the future.
    ///   - hiddenSize: The number of hidden units of each layer, the embedding among them.
    ///   - outputSize: The number of outputs.
    ///   - dropoutRate: The probability of elements before each recurrent layer and before the answer to be dropped while
    ///     training.
    ///   - shortcut: What is to be added, as many outputs as the network has; nil for nothing.
    ///   - elementType: The type of the parameters.
    ///   - random: What the parameters are drawn with.
    public convenience init(
        cell: CellKind, activation: Activation = .tanh, layerCount: Int = 1, segmentSize: Int, channelCount: Int = 1,
        futureSize: Int = 0, hiddenSize: Int, outputSize: Int, dropoutRate: Double = 0,
        shortcut: CycleShortcut? = nil, elementType: ElementType = .float32, using random: inout SeededGenerator
    ) {
        let embedding = Linear(
            outputSize: hiddenSize, inputSize: segmentSize, elementType: elementType, using: &random)
        let channels =
            channelCount > 1
            ? Parameter(
                .initialWeight([channelCount, hiddenSize], hiddenSize, elementType: elementType, using: &random)) : nil
        let core = RecurrentNetwork(
            cell: cell, activation: activation, layerCount: layerCount, inputSize: hiddenSize, hiddenSize: hiddenSize,
            outputSize: outputSize, dropoutRate: dropoutRate, elementType: elementType, using: &random)
        let future =
            futureSize > 0
            ? Linear(
                outputSize: outputSize, inputSize: futureSize, bias: false, elementType: elementType, using: &random)
            : nil
        self.init(embedding: embedding, channels: channels, core: core, future: future, shortcut: shortcut)
    }

    public var parameters: [NamedParameter] {
        guard drawn.isEmpty else { return drawn }
        drawn =
            embedding.parameters.prefixed("embedding") + (channels.map { [NamedParameter("channels", $0)] } ?? [])
            + core.parameters.prefixed("core") + (future?.parameters.prefixed("future") ?? [])
            + (shortcut?.parameters.prefixed("shortcut") ?? [])
        return drawn
    }

    /// The outputs `[batch, outputs]` for windows.
    ///
    /// - Parameters:
    ///   - segments: The windows, `[segments, batch, segmentSize]`.
    ///   - places: The channel of each; it is not looked at where there is but one.
    ///   - known: What is known of the future, `[batch, futureSize]`; nil where nothing is.
    ///   - cycles: What the shortcut reads, `[batch, places, cycles]`; nil where there is none.
    /// - Returns: The outputs.
    public func callAsFunction(
        _ segments: Variable, channels places: [Int] = [], future known: Variable? = nil, cycles: Variable? = nil
    ) -> Variable {
        precondition(
            segments.shape.count == 3,
            "SegmentNetwork: found the shape \(segments.shape); expected [segments, batch, size]")
        var embedded = embedding(segments)
        if let channels { embedded = embedded + RecurrentNets.embedding(places, channels) }
        func dropping(_ x: Variable) -> Variable { core.dropout?(x) ?? x }
        core.resetState()
        var answer = core.fc(dropping(core.lastHidden(dropping(relu(embedded)))))
        core.resetState()
        if let future, let known { answer = answer + future(known) }
        if let shortcut, let cycles { answer = answer + shortcut(cycles) }
        return answer
    }

    public var dropout: Dropout? { core.dropout }

    /// It remembers nothing from window to window.
    public func resetState() {}

    public func detachState() {}

    public var state: [[Tensor]] { [] }

    public func restoreState(_ state: [[Tensor]]) {}
}

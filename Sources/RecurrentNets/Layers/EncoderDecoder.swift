/// Recurrent layers that read what is known, and others that go on from their states over what is to come.
///
/// Shapes: known `[time, batch, contextInputs]`; coming `[steps, batch, stepInputs]`; result `[steps, batch, hiddenSize]`.
/// Source: I. Sutskever, O. Vinyals, Q. Le, “Sequence to Sequence Learning with Neural Networks”, 2014.
public final class EncoderDecoder<Cell: RecurrentCell>: Layer {
    /// The cells that read what is known, the first one nearest to the input.
    public let encoder: [Cell]
    /// The cells that go on, each from the last state of its counterpart.
    public let decoder: [Cell]

    /// Puts the cells together: as many on both sides, of the same sizes.
    public init(encoder: [Cell], decoder: [Cell]) {
        precondition(
            encoder.map(\.hiddenSize) == decoder.map(\.hiddenSize),
            "EncoderDecoder: found an encoder of \(encoder.map(\.hiddenSize)) units and a decoder of "
                + "\(decoder.map(\.hiddenSize)); expected the same")
        (self.encoder, self.decoder) = (encoder, decoder)
    }

    /// Draws the parameters of `layerCount` cells on each side.
    public convenience init(
        contextInputs: Int, stepInputs: Int, hiddenSize: Int, layerCount: Int, elementType: ElementType = .float32,
        using random: inout SeededGenerator
    ) {
        func cells(_ inputSize: Int) -> [Cell] {
            (0..<layerCount).map { layer in
                Cell(
                    inputSize: layer == 0 ? inputSize : hiddenSize, hiddenSize: hiddenSize, elementType: elementType,
                    using: &random)
            }
        }
        let encoder = cells(contextInputs)
        self.init(encoder: encoder, decoder: cells(stepInputs))
    }

    public var parameters: [NamedParameter] {
        func all(_ cells: [Cell], _ name: String) -> [NamedParameter] {
            cells.enumerated().flatMap { $1.parameters.prefixed("\(name).\($0)") }
        }
        return all(encoder, "encoder") + all(decoder, "decoder")
    }

    /// What the last decoder cell shows after each step that is to come.
    public func callAsFunction(_ known: Variable, _ coming: Variable) -> Variable {
        precondition(
            known.shape.count == 3 && coming.shape.count == 3 && known.shape[1] == coming.shape[1],
            "EncoderDecoder: found \(known.shape) and \(coming.shape); expected [time, batch, inputs] of one batch size"
        )
        var (context, output) = (known, coming)
        for (reader, writer) in zip(encoder, decoder) {
            let (read, state) = reader.unroll(context, from: reader.initialState(batchSize: known.shape[1]))
            context = read
            output = writer.unroll(output, from: state).outputs
        }
        return output
    }
}

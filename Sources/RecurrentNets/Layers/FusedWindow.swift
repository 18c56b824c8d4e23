/// What operations on a whole window share.
extension Tensor {
    /// The elements as a matrix whose rows are those along the last axis.
    var rows: Tensor {
        let width = shape.last ?? 1
        return rank == 2 ? self : reshaped([width == 0 ? 0 : count / width, width])
    }

    /// The batch size of a step, which must be `[batch, inputSize]`.
    func stepBatchSize(inputSize: Int, elementType: ElementType) -> Int {
        precondition(
            rank == 2 && shape[1] == inputSize && self.elementType == elementType,
            "advance: found a step \(shape) of \(self.elementType); expected [batch, \(inputSize)] of \(elementType)")
        return shape[0]
    }

    /// Copies the elements' bytes.
    ///
    /// - Returns: Their number.
    func copyBytes(to target: UnsafeMutableRawPointer) -> Int {
        let byteCount = count * elementType.byteCount
        target.copyMemory(from: address, byteCount: byteCount)
        return byteCount
    }

    /// Every row times the matrix `w`, in the shape of `self` but for the last axis.
    func product(_ w: Tensor, transposingB: Bool = false) -> Tensor {
        Tensor.matmul(rows, w, transposingB: transposingB)
            .reshaped(shape.dropLast() + [w.shape[transposingB ? 0 : 1]])
    }
}

/// The gradients of a fused operation in a form that can be differentiated again: those of the same thing written as a
/// loop over operations, which is run for them.
///
/// - Parameters:
///   - inputs: The inputs of the operation.
///   - dy: The gradient of its result.
///   - loop: The loop, from stand-ins for the inputs, through which gradients find their way to these.
/// - Returns: The gradient of each input, nil for those that have none.
func gradientsOfLoop(
    at inputs: [Variable], from dy: Variable, _ loop: ([Variable]) -> Variable
) -> [Variable?] {
    let standIns = inputs.map { input in Variable(input.value, by: "standIn", of: input) { _, dy in [dy] } }
    let places = Dictionary(uniqueKeysWithValues: standIns.enumerated().map { (ObjectIdentifier($1), $0) })
    var gradients = [Variable?](repeating: nil, count: inputs.count)
    loop(standIns).sweep(from: dy, createGraph: true, stoppingAt: Set(places.keys)) { variable, gradient in
        if let place = places[ObjectIdentifier(variable)] { gradients[place] = gradient }
    }
    return gradients
}

/// The parts put after each other along `axis`, in which alone their shapes may differ.
///
/// Gradient: each part's own piece of dy.
public func concatenate(_ parts: [Variable], axis: Int = 0) -> Variable {
    guard let first = parts.first else { preconditionFailure("concatenate: there are no parts") }
    let axis = Shape.normalized([axis], rank: first.value.rank, for: "concatenate")[0]
    return Variable(Tensor.concatenate(parts.map(\.value), axis: axis), by: "concatenate", of: parts) { _, dy in
        var start = 0
        return parts.map { part in
            var bounds = part.shape.map { 0..<$0 }
            bounds[axis] = start..<(start + part.shape[axis])
            start += part.shape[axis]
            return needed(by: part, dy.sliced(bounds))
        }
    }
}

/// The parts, which have one shape, put side by side along a new first axis: steps to a sequence.
public func stack(_ parts: [Variable]) -> Variable {
    concatenate(parts.map { $0.reshaped([1] + $0.shape) })
}

import CKernels

/// What a recurrence that is linear in its state has after each step: h[t] = a[t] ⊙ h[t − 1] + u[t].
///
/// One pass over the window, all sequences and units of a step side by side.
/// Shapes: a, u, result `[time, batch, units]`; `start`, which is h[−1], `[batch, units]`.
/// Gradient: dh[t] = dy[t] + a[t + 1] ⊙ dh[t + 1], the same recurrence from the end to the start; du = dh,
/// da[t] = dh[t] ⊙ h[t − 1], dstart = a[0] ⊙ dh[0].
public func linearScan(_ a: Variable, _ u: Variable, from start: Variable) -> Variable {
    precondition(
        a.shape == u.shape && u.shape.count == 3 && start.shape == Array(u.shape.dropFirst()) && u.shape[0] > 0,
        "linearScan: found a \(a.shape), u \(u.shape), start \(start.shape); expected [time, batch, units] twice and "
            + "[batch, units]")
    return scan(a, u, from: start, isReversed: false)
}

private func scan(_ a: Variable, _ u: Variable, from start: Variable, isReversed: Bool) -> Variable {
    let value = Tensor.linearScan(a.value, u.value, from: start.value, isReversed: isReversed)
    return Variable(value, by: "linearScan", of: a, u, start) { y, dy in
        let first = isReversed ? u.shape[0] - 1 : 0
        let none = Variable.constant(.zeros(start.shape, elementType: start.elementType))
        let dh = scan(a.moved(in: none, towardsEnd: isReversed), dy, from: none, isReversed: !isReversed)
        return [
            needed(by: a, dh * y.moved(in: start, towardsEnd: !isReversed)), needed(by: u, dh),
            needed(by: start, a[first] * dh[first]),
        ]
    }
}

extension Variable {
    /// The steps moved by one along the first axis, with `step` in the place that is left.
    fileprivate func moved(in step: Variable, towardsEnd: Bool) -> Variable {
        let steps = shape[0]
        let single = step.reshaped([1] + step.shape)
        guard steps > 1 else { return single }
        return concatenate(towardsEnd ? [single, sliced(0..<(steps - 1))] : [sliced(1..<steps), single])
    }
}

extension Tensor {
    fileprivate static func linearScan(_ a: Tensor, _ u: Tensor, from start: Tensor, isReversed: Bool) -> Tensor {
        let (type, steps, count) = (u.elementType.kernel, u.shape[0], start.count)
        return Tensor(shape: u.shape, elementType: u.elementType) { out in
            var last = start.address
            for step in 0..<steps {
                let place = (isReversed ? steps - 1 - step : step) * count * u.elementType.byteCount
                let h = out + place
                ck_binary(type, CK_MULTIPLY, a.address + place, 1, last, 1, h, count)
                ck_binary(type, CK_ADD, h, 1, u.address + place, 1, h, count)
                last = UnsafeRawPointer(h)
            }
        }
    }
}

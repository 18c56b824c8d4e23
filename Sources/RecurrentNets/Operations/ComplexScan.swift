import CKernels

/// What a recurrence with a complex factor for each unit has after each step: s[t] = λ ⊙ s[t − 1] + u[t], in real numbers:
/// re s[t] = re λ ⊙ re s[t − 1] − im λ ⊙ im s[t − 1] + re u[t], im s[t] = re λ ⊙ im s[t − 1] + im λ ⊙ re s[t − 1] + im u[t].
///
/// Shapes, the first axis being real and imaginary part: λ `[2, units]`; u, result `[2, time, batch, units]`; `start`, which
/// is s[−1], `[2, batch, units]`.
/// Gradient: with λ* the conjugate, ds[t] = dy[t] + λ* ⊙ ds[t + 1], the same recurrence from the end to the start; du = ds,
/// dλ = Σ s*[t − 1] ⊙ ds[t] over steps and batch, dstart = λ* ⊙ ds[0].
public func complexScan(_ factor: Variable, _ u: Variable, from start: Variable) -> Variable {
    let shape = u.shape
    precondition(
        shape.count == 4 && shape[0] == 2 && shape[1] > 0 && factor.shape == [2, shape[3]]
            && start.shape == [2, shape[2], shape[3]],
        "complexScan: found λ \(factor.shape), u \(shape), start \(start.shape); expected [2, units], "
            + "[2, time, batch, units], [2, batch, units]")
    return scan(factor, u, from: start, isReversed: false)
}

private func scan(_ factor: Variable, _ u: Variable, from start: Variable, isReversed: Bool) -> Variable {
    let value = Tensor.complexScan(factor.value, u.value, from: start.value, isReversed: isReversed)
    return Variable(value, by: "complexScan", of: factor, u, start) { y, dy in
        let steps = u.shape[1]
        let conjugate = stack([factor[0], -factor[1]])
        let none = Variable.constant(.zeros(start.shape, elementType: start.elementType))
        let ds = scan(conjugate, dy, from: none, isReversed: !isReversed)
        let single = start.reshaped([2, 1] + start.shape.dropFirst())
        let kept = steps == 1 ? [] : [y.sliced(0..<2, isReversed ? 1..<steps : 0..<(steps - 1))]
        let before = concatenate(isReversed ? kept + [single] : [single] + kept, axis: 1)
        let first = ds.sliced(0..<2, isReversed ? (steps - 1)..<steps : 0..<1).reshaped(start.shape)
        return [
            needed(
                by: factor,
                stack([
                    (before[0] * ds[0] + before[1] * ds[1]).summed(to: [u.shape[3]]),
                    (before[0] * ds[1] - before[1] * ds[0]).summed(to: [u.shape[3]]),
                ])), needed(by: u, ds), needed(by: start, complexProduct(conjugate, first)),
        ]
    }
}

/// The product of complex numbers whose first axis is real and imaginary part: a `[2, units]`, b `[2, batch, units]`.
func complexProduct(_ a: Variable, _ b: Variable) -> Variable {
    stack([a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]])
}

extension Tensor {
    fileprivate static func complexScan(
        _ factor: Tensor, _ u: Tensor, from start: Tensor, isReversed: Bool
    ) -> Tensor {
        let (type, steps) = (u.elementType.kernel, u.shape[1])
        let size = start.count / 2 * u.elementType.byteCount
        let count = start.count / 2
        // λ beside every sequence of the batch.
        let (re, im) = (
            factor.step(0).broadcast(to: [u.shape[2], u.shape[3]]),
            factor.step(1).broadcast(to: [u.shape[2], u.shape[3]])
        )
        var product = Tensor(unset: [count], elementType: u.elementType)
        return Tensor(shape: u.shape, elementType: u.elementType) { out in
            let other = product.mutableAddress()
            var (lastRe, lastIm) = (start.address, start.address + size)
            for step in 0..<steps {
                let place = (isReversed ? steps - 1 - step : step) * size
                let (real, imaginary) = (out + place, out + steps * size + place)
                let (inRe, inIm) = (u.address + place, u.address + steps * size + place)
                ck_binary(type, CK_MULTIPLY, re.address, 1, lastRe, 1, real, count)
                ck_binary(type, CK_MULTIPLY, im.address, 1, lastIm, 1, other, count)
                ck_binary(type, CK_SUBTRACT, real, 1, other, 1, real, count)
                ck_binary(type, CK_ADD, real, 1, inRe, 1, real, count)
                ck_binary(type, CK_MULTIPLY, re.address, 1, lastIm, 1, imaginary, count)
                ck_binary(type, CK_MULTIPLY, im.address, 1, lastRe, 1, other, count)
                ck_binary(type, CK_ADD, imaginary, 1, other, 1, imaginary, count)
                ck_binary(type, CK_ADD, imaginary, 1, inIm, 1, imaginary, count)
                (lastRe, lastIm) = (UnsafeRawPointer(real), UnsafeRawPointer(imaginary))
            }
        }
    }
}

import CKernels

extension ElmanCell {
    /// A window in one operation, which agrees with the loop over ``step(_:_:)`` to rounding.
    ///
    /// The inputs of all steps are projected by one product, and one kernel runs the recurrence.
    public func unroll(_ xs: Variable, from h: Variable) -> (outputs: Variable, state: Variable) {
        let outputs = elmanWindow(xs, h, wx, wh, b)
        return (outputs, outputs[xs.shape[0] - 1])
    }
}

/// The hidden states of an Elman layer over a window: h[t] = tanh(x[t]·wx + h[t − 1]·wh + b).
///
/// Shapes: xs `[time, batch, inputSize]`; h0 `[batch, hiddenSize]`; the result `[time, batch, hiddenSize]`.
/// Gradient: with dz[t] = (dh[t] + dz[t + 1]·whᵀ) ⊙ (1 − h[t]²): dx[t] = dz[t]·wxᵀ, dh0 = dz[0]·whᵀ, dwx = Σ x[t]ᵀ·dz[t],
/// dwh = Σ h[t − 1]ᵀ·dz[t], db = Σ dz[t]. Where it is to be differentiated again, the loop's gradient is taken.
private func elmanWindow(_ xs: Variable, _ h0: Variable, _ wx: Variable, _ wh: Variable, _ b: Variable) -> Variable {
    let projected = Tensor.affine(xs.value, wx.value, b.value)
    let states = Tensor.elmanStates(projected, from: h0.value, wh: wh.value)
    return Variable(states, by: "elmanWindow", of: xs, h0, wx, wh, b) { h, dh in
        guard !GradientRecording.isOn else {
            return gradientsOfLoop(at: [xs, h0, wx, wh, b], from: dh) { elmanLoop($0[0], $0[1], $0[2], $0[3], $0[4]) }
        }
        let (dz, dh0) = Tensor.elmanGradients(dh.value, states: h.value, wh: wh.value, ofStart: h0.requiresGradient)
        let previous = Tensor.concatenate([h0.value.asSequence, h.value.droppingLastStep], axis: 0)
        return [
            xs.requiresGradient ? .constant(dz.product(wx.value, transposingB: true)) : nil,
            dh0.map(Variable.constant),
            .constant(.matmul(xs.value.rows, dz.rows, transposingA: true)),
            .constant(.matmul(previous.rows, dz.rows, transposingA: true)),
            .constant(dz.summed(to: b.shape)),
        ]
    }
}

/// The same, an operation at a time.
private func elmanLoop(_ xs: Variable, _ h0: Variable, _ wx: Variable, _ wh: Variable, _ b: Variable) -> Variable {
    var h = h0
    return stack(
        (0..<xs.shape[0]).map { time in
            h = tanh(linear(xs[time], wx, b) + matmul(h, wh))
            return h
        })
}

extension Tensor {
    /// The recurrence alone, from the projected inputs.
    fileprivate static func elmanStates(_ projected: Tensor, from h0: Tensor, wh: Tensor) -> Tensor {
        let shape = projected.shape
        return Tensor(shape: shape, elementType: projected.elementType) { out in
            projected.withBytes { x in
                h0.withBytes { h in
                    wh.withBytes { w in
                        ck_elman_forward(
                            projected.elementType.kernel, CK_TANH, shape[0], shape[1], shape[2], x, h, w, out)
                    }
                }
            }
        }
    }

    /// The gradients of the recurrence: dz, and that of the first state where asked.
    fileprivate static func elmanGradients(
        _ dh: Tensor, states: Tensor, wh: Tensor, ofStart: Bool
    ) -> (dz: Tensor, dh0: Tensor?) {
        let shape = states.shape
        var start = ofStart ? Tensor.zeros([shape[1], shape[2]], elementType: states.elementType) : nil
        let dz = Tensor(shape: shape, elementType: states.elementType) { out in
            let dh0 = start?.withMutableBytes { $0 }
            dh.withBytes { dh in
                states.withBytes { h in
                    wh.withBytes { w in
                        ck_elman_backward(
                            states.elementType.kernel, CK_TANH, shape[0], shape[1], shape[2], w, h, dh, out, dh0)
                    }
                }
            }
        }
        return (dz, start)
    }
}

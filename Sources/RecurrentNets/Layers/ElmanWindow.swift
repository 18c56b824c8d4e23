import CKernels

extension ElmanCell {
    /// A window in one operation, which agrees with the loop over ``step(_:_:)`` to rounding.
    ///
    /// The inputs of all steps are projected by one product; one kernel runs the recurrence.
    /// Gradient: with dz[t] = (dh[t] + dz[t + 1]·whᵀ) ⊙ f′: dx[t] = dz[t]·wxᵀ, dh₀ = dz[0]·whᵀ, dwx = Σ x[t]ᵀ·dz[t],
    /// dwh = Σ h[t − 1]ᵀ·dz[t], db = Σ dz[t].
    public func unroll(_ xs: Variable, from h: Variable) -> (outputs: Variable, state: Variable) {
        let projected = Tensor.affine(xs.value, wx.value, b.value)
        let steps = xs.shape[0]
        let all = ElmanRecurrence(activation, wh.value).states(projected, from: h.value)
        let after = all.steps(1..<(steps + 1))
        let outputs = Variable(after, by: "elmanWindow", of: xs, h, wx, wh, b) { [self] states, dStates in
            guard !GradientRecording.isOn else {
                return gradientsOfLoop(at: [xs, h, wx, wh, b], from: dStates) { inputs in
                    loop(inputs[0], from: inputs[1], wx: inputs[2], wh: inputs[3], b: inputs[4])
                }
            }
            let (dz, dh) = ElmanRecurrence(activation, wh.value)
                .gradients(dStates.value, states: states.value, ofStart: h.requiresGradient)
            let before = all.steps(0..<steps)
            return [
                needed(by: xs, .constant(dz.product(wx.value, transposingB: true))),
                dh.map(Variable.constant),
                needed(by: wx, .constant(.matmul(xs.value.rows, dz.rows, transposingA: true))),
                needed(by: wh, .constant(.matmul(before.rows, dz.rows, transposingA: true))),
                needed(by: b, .constant(dz.summed(to: b.shape))),
            ]
        }
        return (outputs, outputs[steps - 1])
    }

    public func advance(_ x: Tensor, _ state: inout [Tensor]) -> Tensor {
        let type = wx.elementType
        let batch = x.stepBatchSize(inputSize: inputSize, elementType: type)
        ck_elman_step(
            type.kernel, activation.kernel, batch, inputSize, hiddenSize, x.address, wx.value.address, wh.value.address,
            b.value.address, state[0].mutableAddress())
        return state[0]
    }

    /// The same, an operation at a time: what is differentiated where a gradient's own gradient is asked for.
    private func loop(_ xs: Variable, from h: Variable, wx: Variable, wh: Variable, b: Variable) -> Variable {
        var h = h
        return stack(
            (0..<xs.shape[0]).map { time in
                h = activation(linear(xs[time], wx, b) + matmul(h, wh))
                return h
            })
    }
}

extension Activation {
    fileprivate var kernel: ck_unary_op {
        switch self {
        case .tanh: CK_TANH
        case .relu: CK_RELU
        }
    }
}

/// The part of an Elman layer that goes from step to step: h[t] = f(z[t] + h[t − 1]·wh).
private struct ElmanRecurrence {
    private let activation: ck_unary_op
    private let wh: Tensor

    init(_ activation: Activation, _ wh: Tensor) {
        self.activation = activation.kernel
        self.wh = wh
    }

    /// The states before and after all steps, `[time + 1, batch, hiddenSize]`.
    func states(_ z: Tensor, from start: Tensor) -> Tensor {
        let (shape, type) = (z.shape, z.elementType)
        return Tensor(shape: [shape[0] + 1, shape[1], shape[2]], elementType: type) { h in
            let first = h + start.copyBytes(to: h)
            ck_elman_forward(type.kernel, activation, shape[0], shape[1], shape[2], z.address, h, wh.address, first)
        }
    }

    /// dz, and the gradient of the first state where asked.
    func gradients(_ dh: Tensor, states: Tensor, ofStart: Bool) -> (dz: Tensor, dStart: Tensor?) {
        let (shape, type) = (states.shape, states.elementType)
        var start = ofStart ? Tensor(unset: [shape[1], shape[2]], elementType: type) : nil
        let dz = Tensor(shape: shape, elementType: type) { dz in
            ck_elman_backward(
                type.kernel, activation, shape[0], shape[1], shape[2], wh.address, states.address, dh.address, dz,
                start?.mutableAddress())
        }
        return (dz, start)
    }
}

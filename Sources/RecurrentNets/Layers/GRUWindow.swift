import CKernels

extension GRUCell {
    /// A window in one operation, which agrees with the loop over ``step(_:_:)`` to rounding.
    ///
    /// Gradient: with dz[t] and da[t] the gradients before the gates of what the input and what the state adds:
    /// dx[t] = dz[t]·wxᵀ, dwx = Σ x[t]ᵀ·dz[t], dwh = Σ h[t − 1]ᵀ·da[t], dbx = Σ dz[t], dbh = Σ da[t].
    public func unroll(_ xs: Variable, from h: Variable) -> (outputs: Variable, state: Variable) {
        let run = GRURecurrence(
            Tensor.affine(xs.value, wx.value, bx.value), h0: h.value, wh: wh.value, bh: bh.value)
        let steps = xs.shape[0]
        let after = run.states.steps(1..<(steps + 1))
        let outputs = Variable(after, by: "gruWindow", of: xs, h, wx, wh, bx, bh) { [self] _, dStates in
            guard !GradientRecording.isOn else {
                return gradientsOfLoop(at: [xs, h, wx, wh, bx, bh], from: dStates) { loop($0) }
            }
            let (dz, da, dh) = run.gradients(
                dStates.value, wh: wh.value, ofStart: h.requiresGradient)
            let before = run.states.steps(0..<steps)
            return [
                needed(by: xs, .constant(dz.product(wx.value, transposingB: true))),
                needed(by: h, .constant(dh)),
                needed(by: wx, .constant(.matmul(xs.value.rows, dz.rows, transposingA: true))),
                needed(by: wh, .constant(.matmul(before.rows, da.rows, transposingA: true))),
                needed(by: bx, .constant(dz.summed(to: bx.shape))),
                needed(by: bh, .constant(da.summed(to: bh.shape))),
            ]
        }
        return (outputs, outputs[steps - 1])
    }

    public func advance(_ x: Tensor, _ state: inout [Tensor]) -> Tensor {
        let type = wx.elementType
        let batch = x.stepBatchSize(inputSize: inputSize, elementType: type)
        ck_gru_step(
            type.kernel, batch, inputSize, hiddenSize, x.address, wx.value.address, wh.value.address, bx.value.address,
            bh.value.address, state[0].mutableAddress())
        return state[0]
    }

    /// The same, an operation at a time: what is differentiated where a gradient's own gradient is asked for.
    private func loop(_ inputs: [Variable]) -> Variable {
        var h = inputs[1]
        return stack(
            (0..<inputs[0].shape[0]).map { time in
                h = Self.step(inputs[0][time], h, wx: inputs[2], wh: inputs[3], bx: inputs[4], bh: inputs[5])
                return h
            })
    }
}

/// The part of a GRU layer that goes from step to step, and what its gradient needs of it.
private struct GRURecurrence {
    /// The states before and after all steps, `[time + 1, batch, hiddenSize]`.
    private(set) var states: Tensor
    private var gates: Tensor
    private var candidates: Tensor

    init(_ z: Tensor, h0: Tensor, wh: Tensor, bh: Tensor) {
        let (steps, batch, hidden, type) = (z.shape[0], h0.shape[0], h0.shape[1], z.elementType)
        states = Tensor(unset: [steps + 1, batch, hidden], elementType: type)
        gates = Tensor(unset: z.shape, elementType: type)
        candidates = Tensor(unset: [steps, batch, hidden], elementType: type)
        states.withMutableBytes { h in
            let first = h + h0.copyBytes(to: h)
            ck_gru_forward(
                type.kernel, steps, batch, hidden, z.address, h, wh.address, bh.address, gates.mutableAddress(),
                candidates.mutableAddress(), first)
        }
    }

    /// The gradients before the gates and of the first state, the latter only where asked.
    func gradients(_ dStates: Tensor, wh: Tensor, ofStart: Bool) -> (dz: Tensor, da: Tensor, dh0: Tensor) {
        let (steps, batch, hidden) = (dStates.shape[0], dStates.shape[1], dStates.shape[2])
        let (type, h0) = (states.elementType, states.step(0))
        var dz = Tensor(unset: gates.shape, elementType: type)
        var da = Tensor(unset: gates.shape, elementType: type)
        var dh0 = Tensor(unset: h0.shape, elementType: type)
        ck_gru_backward(
            type.kernel, steps, batch, hidden, wh.address, gates.address,
            candidates.address, h0.address, states.step(1).address, dStates.address,
            dz.mutableAddress(), da.mutableAddress(), dh0.mutableAddress(), ofStart ? 1 : 0)
        return (dz, da, dh0)
    }
}

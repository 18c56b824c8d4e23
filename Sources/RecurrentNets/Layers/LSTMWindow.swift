import CKernels

extension LSTMCell {
    /// A window in one operation, which agrees with the loop over ``step(_:_:)`` to rounding.
    ///
    /// The operation's result holds the outputs of all steps and, as a last step, the memory: `[time + 1, batch, hiddenSize]`.
    /// Gradient: with dz[t] the gradient before the gates: dx[t] = dz[t]·wxᵀ, dh₀ = dz[0]·whᵀ, dwx = Σ x[t]ᵀ·dz[t],
    /// dwh = Σ h[t − 1]ᵀ·dz[t], db = Σ dz[t].
    public func unroll(_ xs: Variable, from state: State) -> (outputs: Variable, state: State) {
        let steps = xs.shape[0]
        let (h0, c0) = (state.h, state.c)
        let run = LSTMRecurrence(
            Tensor.affine(xs.value, wx.value, b.value), h0: h0.value, c0: c0.value, wh: wh.value)
        let after = run.states.steps(1..<(steps + 2))
        let all = Variable(after, by: "lstmWindow", of: xs, h0, c0, wx, wh, b) { [self] _, dStates in
            guard !GradientRecording.isOn else {
                return gradientsOfLoop(at: [xs, h0, c0, wx, wh, b], from: dStates) { loop($0) }
            }
            let (dz, dh0, dc0) = run.gradients(dStates.value, wh: wh.value, ofStart: h0.requiresGradient)
            let before = run.states.steps(0..<steps)
            return [
                needed(by: xs, .constant(dz.product(wx.value, transposingB: true))),
                needed(by: h0, .constant(dh0)),
                needed(by: c0, .constant(dc0)),
                needed(by: wx, .constant(.matmul(xs.value.rows, dz.rows, transposingA: true))),
                needed(by: wh, .constant(.matmul(before.rows, dz.rows, transposingA: true))),
                needed(by: b, .constant(dz.summed(to: b.shape))),
            ]
        }
        return (all.sliced(0..<steps), State(h: all[steps - 1], c: all[steps]))
    }

    public func advance(_ x: Tensor, _ state: inout [Tensor]) -> Tensor {
        let type = wx.elementType
        let batch = x.stepBatchSize(inputSize: inputSize, elementType: type)
        let (h, c) = (state[0].mutableAddress(), state[1].mutableAddress())
        ck_lstm_step(
            type.kernel, batch, inputSize, hiddenSize, x.address, wx.value.address, wh.value.address, b.value.address,
            h, c)
        return state[0]
    }

    /// The same, an operation at a time: what is differentiated where a gradient's own gradient is asked for.
    private func loop(_ inputs: [Variable]) -> Variable {
        var state = State(h: inputs[1], c: inputs[2])
        var outputs: [Variable] = []
        for time in 0..<inputs[0].shape[0] {
            state = Self.step(inputs[0][time], state, wx: inputs[3], wh: inputs[4], b: inputs[5])
            outputs.append(state.h)
        }
        return stack(outputs + [state.c])
    }
}

/// The part of an LSTM layer that goes from step to step, and what its gradient needs of it.
private struct LSTMRecurrence {
    /// The output before the first step, those of all steps, and the memory after the last: `[time + 2, batch, hiddenSize]`.
    private(set) var states: Tensor
    private var gates: Tensor
    private var cells: Tensor
    private var squashed: Tensor
    private let c0: Tensor

    init(_ z: Tensor, h0: Tensor, c0: Tensor, wh: Tensor) {
        let (steps, batch, hidden, type) = (z.shape[0], h0.shape[0], h0.shape[1], z.elementType)
        self.c0 = c0
        states = Tensor(unset: [steps + 2, batch, hidden], elementType: type)
        gates = Tensor(unset: z.shape, elementType: type)
        cells = Tensor(unset: [steps, batch, hidden], elementType: type)
        squashed = Tensor(unset: [steps, batch, hidden], elementType: type)
        states.withMutableBytes { h in
            let size = h0.copyBytes(to: h)
            cells.withMutableBytes { c in
                z.withBytes { z in
                    ck_lstm_forward(
                        type.kernel, steps, batch, hidden, z, h, c0.address, wh.address, gates.mutableAddress(), c,
                        squashed.mutableAddress(), h + size)
                }
                (h + (steps + 1) * size).copyMemory(from: c + (steps - 1) * size, byteCount: size)
            }
        }
    }

    /// The gradients before the gates and of the first state; that of h₀ only where asked.
    func gradients(_ dStates: Tensor, wh: Tensor, ofStart: Bool) -> (dz: Tensor, dh0: Tensor, dc0: Tensor) {
        let (steps, batch, hidden, type) = (cells.shape[0], c0.shape[0], c0.shape[1], cells.elementType)
        var dz = Tensor(unset: gates.shape, elementType: type)
        var dh0 = Tensor(unset: c0.shape, elementType: type)
        var dc0 = dStates.step(steps)
        ck_lstm_backward(
            type.kernel, steps, batch, hidden, wh.address, gates.address, c0.address,
            cells.address, squashed.address, dStates.address, dz.mutableAddress(),
            dh0.mutableAddress(), dc0.mutableAddress(), ofStart ? 1 : 0)
        return (dz, dh0, dc0)
    }
}

import CKernels

extension GRUCell {
    /// A window in one operation, which agrees with the loop over ``step(_:_:)`` to rounding.
    ///
    /// Gradient: with dz[t] and da[t] the gradients before the gates of what the input and what the state adds:
    /// dx[t] = dz[t]·wxᵀ, dwx = Σ x[t]ᵀ·dz[t], dwh = Σ h[t − 1]ᵀ·da[t], dbx = Σ dz[t], dbh = Σ da[t].
    public func unroll(_ xs: Variable, from h: Variable) -> (outputs: Variable, state: Variable) {
        let steps = xs.shape[0]
        let window = GRUWindow(self, steps: steps, batch: xs.shape[1])
        window.forward(xs.value.address, steps: steps, from: [h.value])
        let outputs = Variable(window.allOutputs, by: "gruWindow", of: xs, h, wx, wh, bx, bh) { [self] _, dStates in
            guard !GradientRecording.isOn else {
                return gradientsOfLoop(at: [xs, h, wx, wh, bx, bh], from: dStates) { loop($0) }
            }
            let dh = window.backward(dStates.value.address, steps: steps, ofStart: h.requiresGradient)
            return window.gradients(of: xs, [needed(by: h, .constant(dh))])
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

extension GRUCell: FusedCell {
    func makeWindow(steps: Int, batch: Int) -> any CellWindow { GRUWindow(self, steps: steps, batch: batch) }
}

/// A window of a GRU layer, and what its gradient needs of it.
private final class GRUWindow: CellWindow {
    private let cell: GRUCell
    let sizes: WindowSizes
    let parameters: [Parameter]
    @exclusivity(unchecked) private(set) var states: Tensor
    @exclusivity(unchecked) private(set) var sums: Tensor
    @exclusivity(unchecked) private var gates: Tensor
    @exclusivity(unchecked) private var candidates: Tensor
    /// The gradients of what the state and its bias add.
    @exclusivity(unchecked) private var da: Tensor
    @exclusivity(unchecked) private var dh0: Tensor

    init(_ cell: GRUCell, steps: Int, batch: Int) {
        self.cell = cell
        parameters = cell.parameters.map(\.parameter)
        sizes = WindowSizes(cell, steps: steps, batch: batch)
        states = sizes.memory(steps + 1, sizes.hidden)
        sums = sizes.memory(steps, 3 * sizes.hidden)
        gates = sizes.memory(steps, 3 * sizes.hidden)
        candidates = sizes.memory(steps, sizes.hidden)
        da = sizes.memory(steps, 3 * sizes.hidden)
        dh0 = Tensor(unset: [batch, sizes.hidden], elementType: sizes.type)
    }

    func forward(_ xs: UnsafeRawPointer, steps: Int, from state: [Tensor]) {
        let start = states.mutableAddress()
        let first = start + state[0].copyBytes(to: start)
        ck_gru_forward(
            sizes.type.kernel, steps, sizes.batch, sizes.inputs, sizes.hidden, xs, start, cell.wx.value.address,
            cell.wh.value.address, cell.bx.value.address, cell.bh.value.address, sums.mutableAddress(),
            gates.mutableAddress(), candidates.mutableAddress(), first)
    }

    func backward(_ dOutputs: UnsafeRawPointer, steps: Int) {
        _ = backward(dOutputs, steps: steps, ofStart: false)
    }

    /// The gradient of the first state, which is only used on the way unless asked.
    func backward(_ dOutputs: UnsafeRawPointer, steps: Int, ofStart: Bool) -> Tensor {
        ck_gru_backward(
            sizes.type.kernel, steps, sizes.batch, sizes.hidden, cell.wh.value.address, gates.address,
            candidates.address, states.address, outputs, dOutputs, sums.mutableAddress(), da.mutableAddress(),
            dh0.mutableAddress(), ofStart ? 1 : 0)
        return dh0
    }

    /// Of what the state and its bias add, for `wh` and `bh`.
    func gradientBehind(_ index: Int) -> Tensor { index % 2 == 0 ? sums : da }
}

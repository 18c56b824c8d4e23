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
        let window = LSTMWindow(self, steps: steps, batch: xs.shape[1])
        window.forward(xs.value.address, steps: steps, from: [h0.value, c0.value])
        let all = Variable(window.outputsAndMemory, by: "lstmWindow", of: xs, h0, c0, wx, wh, b) { [self] _, dStates in
            guard !GradientRecording.isOn else {
                return gradientsOfLoop(at: [xs, h0, c0, wx, wh, b], from: dStates) { loop($0) }
            }
            let (dh0, dc0) = window.backward(
                dStates.value.address, steps: steps, memory: dStates.value.step(steps), ofStart: h0.requiresGradient)
            return window.gradients(of: xs, [needed(by: h0, .constant(dh0)), needed(by: c0, .constant(dc0))])
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

extension LSTMCell: FusedCell {
    func makeWindow(steps: Int, batch: Int) -> any CellWindow { LSTMWindow(self, steps: steps, batch: batch) }
}

/// A window of an LSTM layer, and what its gradient needs of it.
private final class LSTMWindow: CellWindow {
    private let cell: LSTMCell
    let sizes: WindowSizes
    let parameters: [Parameter]
    /// With the memory after the last step at the end: `[time + 2, batch, hiddenSize]`.
    @exclusivity(unchecked) private(set) var states: Tensor
    @exclusivity(unchecked) private(set) var sums: Tensor
    @exclusivity(unchecked) private var gates: Tensor
    @exclusivity(unchecked) private var cells: Tensor
    @exclusivity(unchecked) private var squashed: Tensor
    /// The memory before the first step.
    @exclusivity(unchecked) private var c0: Tensor
    @exclusivity(unchecked) private var dh0: Tensor

    init(_ cell: LSTMCell, steps: Int, batch: Int) {
        self.cell = cell
        parameters = cell.parameters.map(\.parameter)
        sizes = WindowSizes(cell, steps: steps, batch: batch)
        states = sizes.memory(steps + 2, sizes.hidden)
        sums = sizes.memory(steps, 4 * sizes.hidden)
        gates = sizes.memory(steps, 4 * sizes.hidden)
        cells = sizes.memory(steps, sizes.hidden)
        squashed = sizes.memory(steps, sizes.hidden)
        c0 = Tensor(unset: [batch, sizes.hidden], elementType: sizes.type)
        dh0 = c0
    }

    func forward(_ xs: UnsafeRawPointer, steps: Int, from state: [Tensor]) {
        let (h, c, size) = (states.mutableAddress(), cells.mutableAddress(), sizes.stateByteCount)
        _ = state[0].copyBytes(to: h)
        c0 = state[1]
        ck_lstm_forward(
            sizes.type.kernel, steps, sizes.batch, sizes.inputs, sizes.hidden, xs, h, c0.address,
            cell.wx.value.address, cell.wh.value.address, cell.b.value.address, gates.mutableAddress(), c,
            squashed.mutableAddress(), h + size)
        (h + (steps + 1) * size).copyMemory(from: c + (steps - 1) * size, byteCount: size)
    }

    /// The outputs of all steps and the memory after the last, as a tensor that shares their memory.
    var outputsAndMemory: Tensor { states.steps(1..<(sizes.steps + 2)) }

    func state(after steps: Int) -> [Tensor] {
        [steps, steps + 1].map { sizes.state(at: states.address + $0 * sizes.stateByteCount) }
    }

    func backward(_ dOutputs: UnsafeRawPointer, steps: Int) {
        _ = backward(
            dOutputs, steps: steps, memory: .zeros([sizes.batch, sizes.hidden], elementType: sizes.type),
            ofStart: false)
    }

    /// The gradients of the first state, that of h₀ only where asked; `memory` is the gradient of the last memory.
    func backward(
        _ dOutputs: UnsafeRawPointer, steps: Int, memory: Tensor, ofStart: Bool
    ) -> (dh0: Tensor, dc0: Tensor) {
        var dc0 = memory
        ck_lstm_backward(
            sizes.type.kernel, steps, sizes.batch, sizes.hidden, cell.wh.value.address, gates.address, c0.address,
            cells.address, squashed.address, dOutputs, sums.mutableAddress(), dh0.mutableAddress(),
            dc0.mutableAddress(), ofStart ? 1 : 0)
        return (dh0, dc0)
    }
}

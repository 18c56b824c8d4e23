import CKernels

extension ElmanCell {
    /// A window in one operation, which agrees with the loop over ``step(_:_:)`` to rounding.
    ///
    /// Gradient: with dz[t] = (dh[t] + dz[t + 1]·whᵀ) ⊙ f′: dx[t] = dz[t]·wxᵀ, dh₀ = dz[0]·whᵀ, dwx = Σ x[t]ᵀ·dz[t],
    /// dwh = Σ h[t − 1]ᵀ·dz[t], db = Σ dz[t].
    public func unroll(_ xs: Variable, from h: Variable) -> (outputs: Variable, state: Variable) {
        let steps = xs.shape[0]
        let window = ElmanWindow(self, steps: steps, batch: xs.shape[1])
        window.forward(xs.value.address, steps: steps, from: [h.value])
        let outputs = Variable(window.allOutputs, by: "elmanWindow", of: xs, h, wx, wh, b) { [self] _, dStates in
            guard !GradientRecording.isOn else {
                return gradientsOfLoop(at: [xs, h, wx, wh, b], from: dStates) { inputs in
                    loop(inputs[0], from: inputs[1], wx: inputs[2], wh: inputs[3], b: inputs[4])
                }
            }
            let dh = window.backward(dStates.value.address, steps: steps, ofStart: h.requiresGradient)
            return window.gradients(of: xs, [dh.map(Variable.constant)])
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

extension ElmanCell: FusedCell {
    func makeWindow(steps: Int, batch: Int) -> any CellWindow { ElmanWindow(self, steps: steps, batch: batch) }
}

/// A window of an Elman layer: h[t] = f(x[t]·wx + b + h[t − 1]·wh).
private final class ElmanWindow: CellWindow {
    private let cell: ElmanCell
    let sizes: WindowSizes
    let parameters: [Parameter]
    @exclusivity(unchecked) private(set) var states: Tensor
    @exclusivity(unchecked) private(set) var sums: Tensor

    init(_ cell: ElmanCell, steps: Int, batch: Int) {
        self.cell = cell
        parameters = cell.parameters.map(\.parameter)
        sizes = WindowSizes(cell, steps: steps, batch: batch)
        states = sizes.memory(steps + 1, sizes.hidden)
        sums = sizes.memory(steps, sizes.hidden)
    }

    func forward(_ xs: UnsafeRawPointer, steps: Int, from state: [Tensor]) {
        let start = states.mutableAddress()
        let first = start + state[0].copyBytes(to: start)
        ck_elman_forward(
            sizes.type.kernel, cell.activation.kernel, steps, sizes.batch, sizes.inputs, sizes.hidden, xs, start,
            cell.wx.value.address, cell.wh.value.address, cell.b.value.address, first)
    }

    func backward(_ dOutputs: UnsafeRawPointer, steps: Int) {
        _ = backward(dOutputs, steps: steps, ofStart: false)
    }

    /// The gradient of the first state where asked.
    func backward(_ dOutputs: UnsafeRawPointer, steps: Int, ofStart: Bool) -> Tensor? {
        var start = ofStart ? Tensor(unset: [sizes.batch, sizes.hidden], elementType: sizes.type) : nil
        ck_elman_backward(
            sizes.type.kernel, cell.activation.kernel, steps, sizes.batch, sizes.hidden, cell.wh.value.address,
            outputs, dOutputs, sums.mutableAddress(), start?.mutableAddress())
        return start
    }
}

import CKernels

/// The windows of a ``RecurrentNetwork`` without a graph: a plan made once for a number of steps and a batch size, and repeated on
/// the same memory window after window.
///
/// What it computes has the bits of the graph that ``RecurrentNetwork/samples(_:)`` records, by the same kernels in the same
/// order; the loss is still a graph on top of it, and gradients end up where
/// ``Variable/backward(retainGradients:createGraph:)`` puts them.
final class WindowPlan {
    private let layers: [any PlannedLayer]
    private let windows: [any CellWindow]
    private let type: ElementType
    private let batch: Int
    private let capacity: Int
    /// The gradients of each layer's outputs.
    @exclusivity(unchecked) private var dOutputs: [Tensor]
    private let layerSlots: [[GradientSlot]]
    private let (wSlot, bSlot): (GradientSlot, GradientSlot)
    private let (w, b): (Parameter, Parameter)
    /// The network's outputs, a leaf for the loss.
    @exclusivity(unchecked) private var outputs: Variable
    @exclusivity(unchecked) private var inputs: Tensor?

    /// Plans windows of at most `steps` steps; nil for a network with something that only a graph knows: cells without kernels for
    /// a window, dropout, an answer without a bias.
    init?(_ network: RecurrentNetwork, steps: Int, batch: Int) {
        layers = network.layers.compactMap { $0 as? any PlannedLayer }
        windows = layers.compactMap { $0.makeWindow(steps: steps, batch: batch) }
        guard network.dropout == nil, windows.count == network.layers.count, let (w, b) = network.fc.affineParameters
        else { return nil }
        layerSlots = windows.map { $0.parameters.map(GradientSlot.init) }
        (self.w, self.b) = (w, b)
        (wSlot, bSlot) = (GradientSlot(w), GradientSlot(b))
        (type, self.batch, capacity) = (w.elementType, batch, steps)
        dOutputs = layers.map { Tensor(unset: [steps, batch, $0.hiddenSize], elementType: w.elementType) }
        outputs = Variable(Tensor(unset: [steps * batch, w.shape[1]], elementType: type))
    }

    /// Whether it was made for windows such as `xs` `[time, batch, inputs]`.
    func fits(_ xs: Tensor) -> Bool {
        xs.shape[0] <= capacity && xs.shape[1] == batch && xs.elementType == type
    }

    /// The network's outputs `[time · batch, outputs]` after more steps `xs`, which the layers remember then.
    func samples(_ xs: Tensor) -> Variable {
        let steps = xs.shape[0]
        inputs = xs
        var below = xs.address
        for (layer, window) in zip(layers, windows) {
            let state = layer.state
            window.forward(below, steps: steps, from: state.isEmpty ? layer.initialState(batchSize: batch) : state)
            layer.restoreState(window.state(after: steps))
            below = window.outputs
        }
        let shape = [steps * batch, w.shape[1]]
        if !isKnownUniquelyReferenced(&outputs) || outputs.shape != shape {
            outputs = Variable(Tensor(unset: shape, elementType: type))
        }
        ck_affine(
            type.kernel, shape[0], shape[1], w.shape[0], below, w.value.address, b.value.address,
            outputs.value.mutableAddress())
        return outputs
    }

    /// Passes on what the loss left as the gradient of the last ``samples(_:)``.
    func backward() {
        guard let dy = outputs.gradient?.value, let xs = inputs, let last = windows.last else { return }
        outputs.clearGradient()
        let (rows, width, hidden) = (dy.shape[0], w.shape[1], w.shape[0])
        let steps = rows / batch
        ck_matmul(
            type.kernel, 0, 1, rows, hidden, width, dy.address, w.value.address,
            dOutputs[windows.count - 1].mutableAddress())
        wSlot.fill { ck_matmul(type.kernel, 1, 0, hidden, width, rows, last.outputs, dy.address, $0) }
        bSlot.fill {
            ck_fill(type.kernel, 0, $0, width)
            ck_reduce_rows(type.kernel, CK_REDUCE_SUM, dy.address, rows, width, $0)
        }
        for index in windows.indices.reversed() {
            let window = windows[index]
            let below = index > 0 ? windows[index - 1].outputs : xs.address
            window.backward(dOutputs[index].address, steps: steps)
            if index > 0 { window.writeInputGradient(steps: steps, to: dOutputs[index - 1].mutableAddress()) }
            for (place, slot) in layerSlots[index].enumerated() {
                slot.fill { window.writeGradient(ofParameter: place, inputs: below, steps: steps, to: $0) }
            }
        }
        inputs = nil
    }
}

/// The plan of a network's windows, made when the first comes, and anew where one does not fit it.
final class WindowPlans {
    private let network: RecurrentNetwork
    private let steps: Int
    private let isPossible: Bool
    @exclusivity(unchecked) private var plan: WindowPlan?

    /// Plans windows of at most `steps` steps.
    init(of network: RecurrentNetwork, steps: Int) {
        (self.network, self.steps) = (network, steps)
        isPossible = WindowPlan(network, steps: 1, batch: 1) != nil
    }

    /// The plan for windows such as `xs` `[time, batch, inputs]`; nil where it takes a graph.
    func plan(for xs: Tensor) -> WindowPlan? {
        guard isPossible else { return nil }
        if plan?.fits(xs) != true { plan = WindowPlan(network, steps: max(steps, xs.shape[0]), batch: xs.shape[1]) }
        return plan
    }
}

/// The memory of a parameter's gradient, used again for the next window once nobody else looks at it.
private final class GradientSlot {
    private let parameter: Parameter
    @exclusivity(unchecked) private var gradient: Variable

    init(_ parameter: Parameter) {
        self.parameter = parameter
        gradient = .constant(Tensor(unset: parameter.shape, elementType: parameter.elementType))
    }

    /// Lets `write` set the gradient, and adds it to the parameter's; nothing where that needs none.
    func fill(_ write: (UnsafeMutableRawPointer) -> Void) {
        guard parameter.requiresGradient else { return }
        if !isKnownUniquelyReferenced(&gradient) {
            gradient = .constant(Tensor(unset: parameter.shape, elementType: parameter.elementType))
        }
        write(gradient.value.mutableAddress())
        parameter.gradient = parameter.gradient.map { $0 + gradient } ?? gradient
    }
}

/// A recurrent layer whose windows can be planned.
protocol PlannedLayer: RecurrentLayer {
    /// The kernels of its windows of at most `steps` steps; nil before its parameters are drawn.
    func makeWindow(steps: Int, batch: Int) -> (any CellWindow)?

    /// What it remembers before anything was seen.
    func initialState(batchSize: Int) -> [Tensor]
}

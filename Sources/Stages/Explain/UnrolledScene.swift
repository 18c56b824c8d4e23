import RecurrentNets

/// A small recurrent net that has read a few values of a sine, forward and backward: with one graph of all, cut into windows, or
/// with the state alone cut off between them.
struct UnrolledScene {
    enum Cut: CaseIterable {
        case nowhere, truncated, detached
    }

    /// The numbers of a step.
    struct Step {
        let x: Double
        let h: [Double]
        let y: Double
        let error: Double
        /// The gradient of the loss by the state; empty where none came.
        let dh: [Double]
    }

    typealias Node = UnrolledGraph.Node

    let cut: Cut
    let window: Int
    private(set) var steps: [Step] = []
    /// As the graphs are before the last is let go.
    let graph: UnrolledGraph
    /// The loss of each graph.
    let losses: [Double]
    /// The gradient by the hidden weight, of each graph, in rows.
    private(set) var dwh: [[Double]] = []

    init(_ cut: Cut, steps count: Int, window: Int, hiddenSize: Int, seed: UInt64) {
        (self.cut, self.window) = (cut, window)
        var random = SeededGenerator(seed: seed)
        let model = SimpleRNN(hiddenSize: hiddenSize, outputSize: 1, elementType: .float64, using: &random)
        let angles = (0...count).map { 2 * Double.pi * Double($0) / 12 }
        let sine = sin(Variable(Tensor(angles, elementType: .float64))).value.scalars
        func variable(_ value: Double) -> Variable {
            Variable(Tensor([value], shape: [1, 1], elementType: .float64), requiresGradient: false)
        }
        var named: [(node: Node, variable: Variable)] = []
        var losses: [Variable] = []
        var loss: Variable?
        var inside: [(x: Variable, h: Variable, y: Variable, error: Variable)] = []
        for step in 1...count {
            let x = variable(sine[step - 1])
            let h = model.rnn(x)
            let y = model.fc(h)
            let error = meanSquaredError(y, variable(sine[step]))
            loss = loss.map { $0 + error } ?? error + 0
            inside.append((x, h, y, error))
            named += [
                (Node(kind: .input, step: step), x), (Node(kind: .state, step: step), h),
                (Node(kind: .output, step: step), y), (Node(kind: .error, step: step), error),
            ]
            let isEnd = step == count
            guard isEnd || (step.isMultiple(of: window) && cut != .nowhere) else { continue }
            if !isEnd, cut == .detached {
                model.rnn.detachState()
                continue
            }
            guard let whole = loss else { continue }
            model.clearGradients()
            whole.backward(retainGradients: true)
            losses.append(whole)
            named.append((Node(kind: .loss, step: losses.count), whole))
            dwh.append(model.parameters.first { $0.name == "rnn.wh" }?.parameter.gradient?.value.scalars ?? [])
            self.steps += inside.map {
                Step(
                    x: $0.x.value.scalar, h: $0.h.value.scalars, y: $0.y.value.scalar, error: $0.error.value.scalar,
                    dh: $0.h.gradient?.value.scalars ?? [])
            }
            inside = []
            if !isEnd { whole.unchainBackward() }
            loss = nil
        }
        self.losses = losses.map(\.value.scalar)
        graph = UnrolledGraph(named)
    }

    /// The window that a step is in, of those that have a loss of their own, the first being 1.
    func loss(of step: Int) -> Int { cut == .truncated ? (step - 1) / window + 1 : 1 }

    var name: String {
        switch cut {
        case .nowhere: "unrolled"
        case .truncated: "truncated"
        case .detached: "detached"
        }
    }

    /// What is done, and what it does to the graph.
    var about: [String] {
        switch cut {
        case .nowhere:
            [
                "Each state is made of the one before: from the loss a way leads back through all \(steps.count) steps.",
                "Memory, and the time of a backward sweep, grow with the series.",
            ]
        case .truncated:
            [
                "After every \(window) steps backward(), then unchainBackward(): what is behind that loss is let go.",
                "The state at the cut stays, as a leaf: no gradient passes from one window to the one before.",
            ]
        case .detached:
            [
                "The state alone is cut off between windows, by detachState(): both halves stay, under one loss,",
                "and gradients stay within each. Those of the weights are the sums of the truncated windows'.",
            ]
        }
    }

    /// How large what autograd holds is.
    var size: String {
        "\(graph.operationCount) operations are held; the longest way back from the last loss has \(graph.depth)"
    }
}

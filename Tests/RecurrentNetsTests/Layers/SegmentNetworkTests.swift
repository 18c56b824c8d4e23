import RecurrentNets
import Testing

@Suite("A network that reads segments")
struct SegmentNetworkTests {
    private func random(_ shape: [Int], seed: UInt64) -> Tensor {
        var generator = SeededGenerator(seed: seed)
        return .standardNormal(shape, elementType: .float64, using: &generator)
    }

    private func network(_ cell: CellKind, layers: Int, channels: Int, future: Int) -> SegmentNetwork {
        var generator = SeededGenerator(seed: 4)
        return SegmentNetwork(
            cell: cell, layerCount: layers, segmentSize: 3, channelCount: channels, futureSize: future, hiddenSize: 5,
            outputSize: 7, elementType: .float64, using: &generator)
    }

    @Test("answers y = h_n·w_fc + b_fc + f·w_f, where h_n has read ReLU(s·w + b + c)")
    func formula() {
        let network = network(.gru, layers: 1, channels: 2, future: 4)
        let (segments, known) = (random([6, 2, 3], seed: 1), random([2, 4], seed: 2))
        let y = network(
            Variable(segments, requiresGradient: false), channels: [1, 0],
            future: Variable(known, requiresGradient: false))
        func value(_ name: String) -> Tensor {
            network.parameters.first { $0.name == name }?.parameter.value ?? Tensor([])
        }
        let (w, b, rows) = (value("embedding.w").scalars, value("embedding.b").scalars, value("channels").scalars)
        let s = segments.scalars
        var embedded: [Double] = []
        for step in 0..<6 {
            for (window, channel) in [1, 0].enumerated() {
                for unit in 0..<5 {
                    var sum = b[unit] + rows[channel * 5 + unit]
                    for index in 0..<3 { sum += s[(step * 2 + window) * 3 + index] * w[index * 5 + unit] }
                    embedded.append(max(0, sum))
                }
            }
        }
        var run = NetworkRun(network.core)
        var answer: [Double] = []
        for step in 0..<6 {
            let part = Array(embedded[(step * 10)..<((step + 1) * 10)])
            answer = run.next(Tensor(part, shape: [2, 5], elementType: .float64)).scalars
        }
        let (f, wf) = (known.scalars, value("future.w").scalars)
        for window in 0..<2 {
            for output in 0..<7 {
                let future = (0..<4).reduce(0) { $0 + f[window * 4 + $1] * wf[$1 * 7 + output] }
                #expect(abs(y.value.scalars[window * 7 + output] - answer[window * 7 + output] - future) < 1e-12)
            }
        }
    }

    @Test("has the gradients of central differences, by its parameters and by the segments", arguments: [1, 2])
    func gradients(layers: Int) {
        let network = network(.lstm, layers: layers, channels: 3, future: 2)
        let (segments, known) = (random([4, 3, 3], seed: 5), random([3, 2], seed: 6))
        let check = checkGradients(at: [segments, known]) {
            network($0[0], channels: [2, 0, 1], future: $0[1])
        }
        #expect(check.agrees(within: 1e-6))
        let loss = sum(
            network(
                Variable(segments, requiresGradient: false), channels: [2, 0, 1],
                future: Variable(known, requiresGradient: false)))
        network.clearGradients()
        loss.backward()
        for named in network.parameters {
            let parameter = named.parameter
            let (value, step) = (parameter.value, 1e-5)
            func total(_ index: Int, _ shift: Double) -> Double {
                var scalars = value.scalars
                scalars[index] += shift
                parameter.value = Tensor(scalars, shape: value.shape, elementType: .float64)
                let y = network(
                    Variable(segments, requiresGradient: false), channels: [2, 0, 1],
                    future: Variable(known, requiresGradient: false))
                return y.value.scalars.reduce(0, +)
            }
            let found = parameter.gradient?.value.scalars ?? []
            #expect(found.count == value.count, "\(named.name)")
            for index in stride(from: 0, to: value.count, by: max(1, value.count / 7)) {
                let wanted = (total(index, step) - total(index, -step)) / (2 * step)
                #expect(abs(wanted - found[index]) < 1e-6 * max(1, abs(wanted)), "\(named.name) \(index)")
            }
            parameter.value = value
        }
    }

    @Test("remembers nothing from window to window")
    func pure() {
        let network = network(.gru, layers: 2, channels: 1, future: 0)
        let x = Variable(random([4, 2, 3], seed: 7), requiresGradient: false)
        #expect(network(x).value.scalars == network(x).value.scalars)
        #expect(network.state.isEmpty && network.core.state.allSatisfy(\.isEmpty))
    }
}

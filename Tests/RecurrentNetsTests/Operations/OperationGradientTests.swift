import RecurrentNets
import Testing

/// An operation, and points inside its domain to check its gradients at.
struct OperationCase: Sendable, CustomTestStringConvertible {
    let name: String
    let shapes: [[[Int]]]
    /// The range that inputs are drawn from.
    var domain: ClosedRange<Double> = -2...2
    let function: @Sendable ([Variable]) -> Variable

    var testDescription: String { name }

    /// Float64 inputs of each list of shapes, drawn from the domain.
    func points(seed: UInt64) -> [[Tensor]] {
        var random = SeededGenerator(seed: seed)
        return shapes.map { list in
            list.map { shape in
                let even = Tensor.uniform(shape, elementType: .float64, using: &random)
                let scalars = even.scalars.map { domain.lowerBound + $0 * (domain.upperBound - domain.lowerBound) }
                return Tensor(scalars, shape: shape, elementType: .float64)
            }
        }
    }
}

private let unary: [[[Int]]] = [[[]], [[3]], [[2, 5]], [[2, 3, 4]]]
private let binary: [[[Int]]] = [[[3], [3]], [[2, 3], [3]], [[2, 1, 4], [3, 1]], [[], [2, 3]]]
private let matrices: [[[Int]]] = [[[2, 3], [3, 5]], [[1, 4], [4, 1]], [[3, 1], [1, 2]]]

let operationCases: [OperationCase] = [
    OperationCase(name: "+", shapes: binary) { $0[0] + $0[1] },
    OperationCase(name: "-", shapes: binary) { $0[0] - $0[1] },
    OperationCase(name: "*", shapes: binary) { $0[0] * $0[1] },
    OperationCase(name: "/", shapes: binary, domain: 0.5...2) { $0[0] / $0[1] },
    OperationCase(name: "negate", shapes: unary) { -$0[0] },
    OperationCase(name: "number + x", shapes: unary) { 2 + $0[0] + 3 },
    OperationCase(name: "number - x", shapes: unary) { 2 - $0[0] - 3 },
    OperationCase(name: "number * x", shapes: unary) { 2 * $0[0] * 3 },
    OperationCase(name: "number / x", shapes: unary, domain: 0.5...2) { 2 / $0[0] / 3 },
    OperationCase(name: "power 3", shapes: unary) { power($0[0], 3) },
    OperationCase(name: "power 0.5", shapes: unary, domain: 0.5...2) { power($0[0], 0.5) },
    OperationCase(name: "tanh", shapes: unary) { tanh($0[0]) },
    OperationCase(name: "exp", shapes: unary) { exp($0[0]) },
    OperationCase(name: "log", shapes: unary, domain: 0.5...2) { log($0[0]) },
    OperationCase(name: "sqrt", shapes: unary, domain: 0.5...2) { sqrt($0[0]) },
    OperationCase(name: "sin", shapes: unary) { sin($0[0]) },
    OperationCase(name: "cos", shapes: unary) { cos($0[0]) },
    OperationCase(name: "sigmoid", shapes: unary, domain: -5...5) { sigmoid($0[0]) },
    OperationCase(name: "relu, above 0", shapes: unary, domain: 0.1...2) { relu($0[0]) },
    OperationCase(name: "relu, on both sides", shapes: unary) { relu($0[0]) },
    OperationCase(name: "softplus", shapes: unary, domain: -5...5) { softplus($0[0]) },
    OperationCase(name: "logGamma", shapes: unary, domain: 0.5...9) { logGamma($0[0]) },
    OperationCase(name: "abs", shapes: unary) { abs($0[0]) },
    OperationCase(name: "clip", shapes: unary) { clip($0[0], to: -0.7...1.1) },
    OperationCase(name: "max", shapes: unary) { max($0[0]) },
    OperationCase(name: "max along axis 0", shapes: [[[2]], [[2, 3]], [[4, 1, 3]]]) { max($0[0], axes: [0]) },
    OperationCase(name: "min along axis -1, kept", shapes: [[[2]], [[2, 3]], [[4, 1, 3]]]) {
        min($0[0], axes: [-1], keepingAxes: true)
    },
    OperationCase(name: "mean", shapes: unary) { mean($0[0]) },
    OperationCase(name: "mean along axes 0 and 1", shapes: [[[2, 3]], [[2, 3, 4]], [[1, 5]]]) {
        mean($0[0], axes: [0, 1])
    },
    OperationCase(name: "softmax", shapes: [[[3]], [[2, 5]], [[2, 3, 4]]]) { softmax($0[0]) },
    OperationCase(name: "softmax along axis 0", shapes: [[[3]], [[2, 5]], [[2, 3, 4]]]) { softmax($0[0], axis: 0) },
    OperationCase(name: "logSoftmax", shapes: [[[3]], [[2, 5]], [[2, 3, 4]]]) { logSoftmax($0[0]) },
    OperationCase(name: "split", shapes: [[[6]], [[6, 2]], [[3, 1, 2]]]) { x in
        let parts = x[0].split(into: 3)
        return parts[0] * parts[2] + parts[1]
    },
    OperationCase(name: "embedding", shapes: [[[3, 2]], [[4, 1]], [[3, 5]]]) { embedding([2, 0, 2], $0[0]) },
    OperationCase(name: "dropout", shapes: [[[5]], [[2, 3]], [[2, 3, 4]]]) { x in
        var random = SeededGenerator(seed: 3)
        return dropout(x[0], rate: 0.4, using: &random)
    },
    OperationCase(name: "layerNorm", shapes: [[[2, 3], [3], [3]], [[4, 5], [5], [5]], [[2, 3, 4], [4], [4]]]) {
        layerNorm($0[0], scale: $0[1], shift: $0[2])
    },
    OperationCase(name: "sum", shapes: unary) { sum($0[0]) },
    OperationCase(name: "sum along axis 1", shapes: [[[2, 3]], [[2, 3, 4]], [[1, 5]]]) { sum($0[0], axes: [1]) },
    OperationCase(name: "sum along axes 0 and -1, kept", shapes: [[[2, 3]], [[2, 3, 4]], [[1, 5]]]) {
        sum($0[0], axes: [0, -1], keepingAxes: true)
    },
    OperationCase(name: "summed(to:)", shapes: [[[2, 3]], [[4, 2, 3]], [[4, 1, 3]]]) { $0[0].summed(to: [1, 3]) },
    OperationCase(name: "broadcast(to:)", shapes: [[[3]], [[2, 3]], [[4, 1, 3]]]) { $0[0].broadcast(to: [4, 2, 3]) },
    OperationCase(name: "reshaped", shapes: [[[6]], [[2, 3]], [[1, 3, 2]]]) { $0[0].reshaped(3, 2) },
    OperationCase(name: "transposed", shapes: [[[6]], [[2, 3]], [[2, 3, 4]]]) { $0[0].transposed() },
    OperationCase(name: "transposed to an order", shapes: [[[2, 3, 4]], [[1, 5, 2]], [[3, 1, 2]]]) {
        $0[0].transposed([2, 0, 1])
    },
    OperationCase(name: "sliced", shapes: [[[4, 3]], [[3, 5]], [[5, 2, 3]]]) { $0[0].sliced(1..<3, 0..<2) },
    OperationCase(name: "index", shapes: [[[2]], [[3, 5]], [[2, 3, 4]]]) { $0[0][1] },
    OperationCase(name: "concatenate along 0", shapes: [[[2], [3]], [[2, 3], [1, 3]], [[1, 2, 2], [3, 2, 2]]]) {
        concatenate($0)
    },
    OperationCase(name: "concatenate along -1", shapes: [[[2], [3]], [[2, 3], [2, 1]], [[1, 2, 2], [1, 2, 4]]]) {
        concatenate($0, axis: -1)
    },
    OperationCase(name: "stack", shapes: [[[2], [2]], [[2, 3], [2, 3]], [[], []]]) { stack($0) },
    OperationCase(name: "matmul", shapes: matrices) { matmul($0[0], $0[1]) },
    OperationCase(name: "matmul aᵀ", shapes: [[[3, 2], [3, 5]], [[4, 1], [4, 2]], [[1, 3], [1, 2]]]) {
        matmul($0[0], $0[1], transposingA: true)
    },
    OperationCase(name: "matmul bᵀ", shapes: [[[2, 3], [5, 3]], [[1, 4], [2, 4]], [[3, 1], [2, 1]]]) {
        matmul($0[0], $0[1], transposingB: true)
    },
    OperationCase(name: "matmul aᵀ bᵀ", shapes: [[[3, 2], [5, 3]], [[4, 1], [2, 4]], [[1, 3], [2, 1]]]) {
        matmul($0[0], $0[1], transposingA: true, transposingB: true)
    },
    OperationCase(
        name: "linear", shapes: [[[2, 3], [3, 5], [5]], [[4, 2, 3], [3, 1], [1]], [[1, 1], [1, 2], [2]]]
    ) {
        linear($0[0], $0[1], $0[2])
    },
    OperationCase(
        name: "linearScan",
        shapes: [
            [[4, 2, 3], [4, 2, 3], [2, 3]], [[1, 3, 2], [1, 3, 2], [3, 2]], [[5, 1, 1], [5, 1, 1], [1, 1]],
        ]
    ) {
        linearScan($0[0], $0[1], from: $0[2])
    },
    OperationCase(
        name: "complexScan",
        shapes: [
            [[2, 3], [2, 4, 2, 3], [2, 2, 3]], [[2, 2], [2, 1, 3, 2], [2, 3, 2]], [[2, 1], [2, 5, 1, 1], [2, 1, 1]],
        ],
        domain: -1...1
    ) {
        complexScan($0[0], $0[1], from: $0[2])
    },
    OperationCase(
        name: "meanSquaredError", shapes: [[[2, 3], [2, 3]], [[4, 1], [4, 1]], [[3, 2, 2], [3, 2, 2]]]
    ) {
        meanSquaredError($0[0], $0[1])
    },
]

@Suite("Every operation's gradient is that of central differences")
struct OperationGradientTests {
    @Test("first order", arguments: operationCases)
    func firstOrder(_ operation: OperationCase) {
        for point in operation.points(seed: 7) {
            let check = checkGradients(at: point, of: operation.function)
            #expect(check.agrees(within: 1e-8), "\(operation.name) at \(point.map(\.shape)): \(check)")
        }
    }

    @Test("second order: the gradients can be differentiated again", arguments: operationCases)
    func secondOrder(_ operation: OperationCase) {
        for point in operation.points(seed: 8) {
            let check = checkGradients(at: point) { inputs in
                let y = operation.function(inputs)
                // Squared, so that the second derivative of a linear operation is not zero.
                let gradients = gradients(of: sum(y * y), withRespectTo: inputs, createGraph: true)
                return concatenate(gradients.map { ($0 * $0).reshaped($0.value.count) })
            }
            #expect(check.agrees(within: 1e-6), "\(operation.name) at \(point.map(\.shape)): \(check)")
        }
    }
}

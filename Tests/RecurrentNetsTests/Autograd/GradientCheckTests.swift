import RecurrentNets
import Testing

@Suite("The gradient checker")
struct GradientCheckTests {
    private let point = [Tensor([0.3, -1.2, 0.8], elementType: .float64)]

    @Test("passes a right gradient")
    func right() {
        #expect(checkGradients(at: point) { tanh($0[0]) }.agrees(within: 1e-9))
    }

    @Test("fails on a gradient that is wrong by one part in ten thousand, and says where")
    func wrong() {
        let check = checkGradients(at: point) { inputs in
            let x = inputs[0]
            return Variable(tanh(x).value, by: "wrong", of: x) { y, dy in
                [dy * (1 - y * y) * Variable(Tensor([1, 1.0001, 1], elementType: .float64))]
            }
        }
        #expect(!check.agrees(within: 1e-8))
        #expect(check.location == (0, 1))
    }

    @Test("fails on a gradient that is missing")
    func missing() {
        let check = checkGradients(at: point) { inputs in
            Variable(tanh(inputs[0]).value, by: "forgotten", of: inputs[0]) { _, _ in [nil] }
        }
        #expect(!check.agrees(within: 1e-2))
    }

    @Test("fails on NaN")
    func notANumber() {
        let check = checkGradients(at: point) { inputs in
            Variable(tanh(inputs[0]).value, by: "NaN", of: inputs[0]) { _, dy in [dy * Double.nan] }
        }
        #expect(!check.agrees(within: .infinity))
    }
}

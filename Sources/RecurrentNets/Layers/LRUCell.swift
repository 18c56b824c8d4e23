import CFunctions

/// A linear recurrence with a complex factor for each unit, and a smooth gate behind it.
///
/// λ = exp(−exp(ν) + i·exp(θ)), so that |λ| < 1; s′ = λ ⊙ s + exp(γ) ⊙ (x·wx); y = re s′·wc_re + im s′·wc_im + x·wd;
/// h′ = y ⊙ σ(1.702·y). Complex numbers are kept as their real and imaginary parts.
///
/// A window is two products and one scan (``complexScan(_:_:from:)``). h′ is the gelu that follows the recurrence in the paper's
/// block, in the form of Hendrycks and Gimpel (2016); without it layers on top of each other would be one linear map.
/// Shapes: x `[batch, inputSize]`; h, re s, im s `[batch, hiddenSize]`; wx `[inputSize, 2·hiddenSize]`, real part first; wc
/// `[2·hiddenSize, hiddenSize]`, wc_re above wc_im, which is −im C of the paper; wd `[inputSize, hiddenSize]`; nu, theta, gamma
/// `[hiddenSize]`.
/// Source: A. Orvieto et al., “Resurrecting Recurrent Neural Networks for Long Sequences”, 2023. New factors are drawn evenly
/// from the disc, of |λ| up to 0.999; γ begins as ln √(1 − |λ|²).
public struct LRUCell: RecurrentCell {
    /// What the cell remembers.
    public struct State {
        /// The output, `[batch, hiddenSize]`.
        public let h: Variable
        /// The real part of the memory, `[batch, hiddenSize]`.
        public let re: Variable
        /// Its imaginary part, `[batch, hiddenSize]`.
        public let im: Variable
    }

    /// The weight of the input for the memory.
    public let wx: Parameter
    /// The weight of the memory for the output.
    public let wc: Parameter
    /// The weight of the input for the output.
    public let wd: Parameter
    /// ln(−ln |λ|).
    public let nu: Parameter
    /// The logarithm of the angle of λ.
    public let theta: Parameter
    /// The logarithm of what the input is multiplied by.
    public let gamma: Parameter

    /// Makes a cell from its parameters.
    public init(wx: Tensor, wc: Tensor, wd: Tensor, nu: Tensor, theta: Tensor, gamma: Tensor) {
        let hiddenSize = nu.shape.first ?? 0
        precondition(
            wx.rank == 2 && wx.shape[1] == 2 * hiddenSize && wc.shape == [2 * hiddenSize, hiddenSize]
                && wd.shape == [wx.shape[0], hiddenSize] && [nu, theta, gamma].allSatisfy { $0.shape == [hiddenSize] },
            "LRUCell: found wx \(wx.shape), wc \(wc.shape), wd \(wd.shape), nu \(nu.shape), theta \(theta.shape), "
                + "gamma \(gamma.shape); expected [I, 2H], [2H, H], [I, H], [H], [H], [H]")
        self.wx = Parameter(wx)
        self.wc = Parameter(wc)
        self.wd = Parameter(wd)
        self.nu = Parameter(nu)
        self.theta = Parameter(theta)
        self.gamma = Parameter(gamma)
    }

    public init(inputSize: Int, hiddenSize: Int, elementType: ElementType, using random: inout SeededGenerator) {
        let wx = Tensor.initialWeight([inputSize, 2 * hiddenSize], inputSize, elementType: elementType, using: &random)
        let wc = Tensor.initialWeight(
            [2 * hiddenSize, hiddenSize], hiddenSize, elementType: elementType, using: &random)
        let wd = Tensor.initialWeight([inputSize, hiddenSize], inputSize, elementType: elementType, using: &random)
        let largest = 0.999
        // Neither 0 nor 1, whose logarithms would not be finite.
        func drawn() -> [Double] {
            (0..<hiddenSize).map { _ in Swift.min(Swift.max(random.uniform(), 1e-6), 1 - 1e-6) }
        }
        let squares = drawn().map { $0 * largest * largest }
        let angles = drawn().map { 2 * Double.pi * $0 }
        self.init(
            wx: wx, wc: wc, wd: wd, nu: Tensor(squares.map { cf_log(-0.5 * cf_log($0)) }, elementType: elementType),
            theta: Tensor(angles.map { cf_log($0) }, elementType: elementType),
            gamma: Tensor(squares.map { 0.5 * cf_log(1 - $0) }, elementType: elementType))
    }

    public static var stateCount: Int { 3 }
    public var inputSize: Int { wx.shape[0] }
    public var hiddenSize: Int { nu.shape[0] }
    public var parameters: [NamedParameter] {
        [
            NamedParameter("wx", wx), NamedParameter("wc", wc), NamedParameter("wd", wd), NamedParameter("nu", nu),
            NamedParameter("theta", theta), NamedParameter("gamma", gamma),
        ]
    }

    public func step(_ x: Variable, _ state: State) -> State {
        let memory = complexProduct(factor, stack([state.re, state.im])) + read(x)
        return State(h: output(memory, x), re: memory[0], im: memory[1])
    }

    /// A window in one scan, which agrees with the loop over ``step(_:_:)``.
    public func unroll(_ xs: Variable, from state: State) -> (outputs: Variable, state: State) {
        let memory = complexScan(factor, read(xs), from: stack([state.re, state.im]))
        let outputs = output(memory, xs)
        let last = xs.shape[0] - 1
        return (outputs, State(h: outputs[last], re: memory[0][last], im: memory[1][last]))
    }

    /// λ, `[2, hiddenSize]`.
    private var factor: Variable {
        let (size, angle) = (exp(-exp(nu)), exp(theta))
        return stack([size * cos(angle), size * sin(angle)])
    }

    /// What the input adds to the memory, its real and imaginary part along a new first axis.
    private func read(_ x: Variable) -> Variable {
        exp(gamma) * stack(wx.split(into: 2, axis: 1).map { linear(x, $0) })
    }

    private func output(_ memory: Variable, _ x: Variable) -> Variable {
        let weights = wc.split(into: 2)
        let y = linear(memory[0], weights[0]) + linear(memory[1], weights[1]) + linear(x, wd)
        return y * sigmoid(1.702 * y)
    }

    public func output(of state: State) -> Variable { state.h }
    public func variables(of state: State) -> [Variable] { [state.h, state.re, state.im] }
    public func state(of variables: [Variable]) -> State {
        State(h: variables[0], re: variables[1], im: variables[2])
    }
}

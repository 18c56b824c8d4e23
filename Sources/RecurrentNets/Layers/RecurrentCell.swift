/// A recurrent net's single step, as a pure function: what it remembers is passed in and handed out.
///
/// Conform to it to make a cell of your own; ``unroll(_:from:)``, ``Recurrent`` and ``RecurrentNetwork`` then run it.
///
/// Shapes: input `[batch, inputSize]`; hidden state `[batch, hiddenSize]`; a sequence `[time, batch, inputSize]`.
public protocol RecurrentCell {
    /// What is remembered from step to step: a variable, or a structure of several.
    associatedtype State

    /// The number of inputs.
    var inputSize: Int { get }
    /// The number of hidden units, which is that of outputs.
    var hiddenSize: Int { get }
    /// The parameters in their fixed order.
    var parameters: [NamedParameter] { get }

    /// Draws the parameters of a new cell.
    init(inputSize: Int, hiddenSize: Int, elementType: ElementType, using random: inout SeededGenerator)

    /// The state after input `x` came upon `state`.
    func step(_ x: Variable, _ state: State) -> State

    /// The states after each step of a sequence: their outputs `[time, batch, hiddenSize]`, and the last state.
    ///
    /// Goes step by step; a cell may do the same in one operation.
    func unroll(_ xs: Variable, from state: State) -> (outputs: Variable, state: State)

    /// ``step(_:_:)`` as numbers and without a graph: replaces `state`, the values of its variables, and gives the output.
    ///
    /// Goes through ``step(_:_:)``; a cell may do the same in fewer operations.
    func advance(_ x: Tensor, _ state: inout [Tensor]) -> Tensor

    /// What a state shows to the layer above, `[batch, hiddenSize]`.
    func output(of state: State) -> Variable

    /// The variables that make up a state, each `[batch, hiddenSize]`, in a fixed order.
    func variables(of state: State) -> [Variable]

    /// The state that the variables make up.
    func state(of variables: [Variable]) -> State

    /// How many variables make up a state.
    static var stateCount: Int { get }
}

extension RecurrentCell {
    public func unroll(_ xs: Variable, from state: State) -> (outputs: Variable, state: State) {
        var state = state
        var outputs: [Variable] = []
        for time in 0..<xs.shape[0] {
            state = step(xs[time], state)
            outputs.append(output(of: state))
        }
        return (stack(outputs), state)
    }

    public func advance(_ x: Tensor, _ state: inout [Tensor]) -> Tensor {
        withoutGradients {
            let next = step(.constant(x), self.state(of: state.map(Variable.constant)))
            state = variables(of: next).map(\.value)
            return output(of: next).value
        }
    }

    /// The type of the parameters.
    public var elementType: ElementType { parameters.first?.parameter.elementType ?? .float32 }

    /// The state before anything was seen: zeros.
    public func initialState(batchSize: Int) -> State {
        state(
            of: (0..<Self.stateCount).map { _ in
                Variable(Tensor.zeros([batchSize, hiddenSize], elementType: elementType), requiresGradient: false)
            })
    }
}

/// A cell whose state is its hidden vector alone.
extension RecurrentCell where State == Variable {
    public static var stateCount: Int { 1 }
    public func output(of state: Variable) -> Variable { state }
    public func variables(of state: Variable) -> [Variable] { [state] }
    public func state(of variables: [Variable]) -> Variable { variables[0] }
}

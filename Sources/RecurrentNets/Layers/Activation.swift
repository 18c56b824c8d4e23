/// The functions that an ``ElmanCell`` can have.
public enum Activation: String, CaseIterable, Sendable {
    case tanh
    case relu

    /// The function of every element.
    public func callAsFunction(_ x: Variable) -> Variable {
        switch self {
        case .tanh: RecurrentNets.tanh(x)
        case .relu: RecurrentNets.relu(x)
        }
    }
}

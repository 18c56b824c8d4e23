/// A variable that training changes: a weight or a bias of a layer.
public final class Parameter: Variable {
    /// Makes a parameter from its first value.
    public init(_ value: Tensor) {
        super.init(value)
    }
}

/// A parameter and the name it has in its layer or model.
public struct NamedParameter {
    /// The name, with the names of the layers around it before it: `rnn.wx`.
    public let name: String
    /// The parameter.
    public let parameter: Parameter

    /// Pairs a parameter with its name.
    public init(_ name: String, _ parameter: Parameter) {
        self.name = name
        self.parameter = parameter
    }
}

extension [NamedParameter] {
    /// The same parameters as those of a part named `prefix`.
    public func prefixed(_ prefix: String) -> [NamedParameter] {
        map { NamedParameter(prefix + "." + $0.name, $0.parameter) }
    }
}

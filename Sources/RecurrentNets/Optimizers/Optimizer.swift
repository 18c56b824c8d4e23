/// Changes a model's parameters by their gradients.
///
/// An optimiser is made for a model and then called after each ``Variable/backward(retainGradients:createGraph:)``; its
/// state can be saved and restored exactly.
public protocol Optimizer: AnyObject {
    /// The step size, in the units of the parameters; may be changed between updates.
    var learningRate: Double { get set }
    /// How many updates were made.
    var stepCount: Int { get }
    /// Moves every parameter that has a gradient.
    func update()
    /// What the optimiser remembers of a parameter, by name, in the order of the parameters.
    var state: [NamedTensor] { get }
    /// Goes on from what ``state`` and ``stepCount`` gave.
    func restore(_ state: [NamedTensor], stepCount: Int)
}

/// A tensor and its name.
public struct NamedTensor {
    /// The name.
    public let name: String
    /// The numbers.
    public let tensor: Tensor

    /// Pairs a tensor with its name.
    public init(_ name: String, _ tensor: Tensor) {
        self.name = name
        self.tensor = tensor
    }
}

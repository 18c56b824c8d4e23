/// Changes a model's parameters by their gradients.
///
/// An optimiser is made for a model, and called after each ``Variable/backward(retainGradients:createGraph:)``. What it
/// remembers of each parameter can be saved and restored exactly. To make one of your own, override ``slots`` and
/// ``move(_:by:remembering:)``.
///
/// Unchecked for the same reason as the properties of ``Variable``.
open class Optimizer {
    /// The step size; it may be changed between updates, as a ``LearningRateSchedule`` says.
    @exclusivity(unchecked) public final var learningRate: Double
    /// How many updates were made.
    @exclusivity(unchecked) public private(set) final var stepCount = 0
    /// What is done to the gradients before an update, in this order.
    @exclusivity(unchecked) public final var hooks: [any GradientHook] = []
    private let model: any Layer
    /// For each parameter, a tensor for each slot.
    @exclusivity(unchecked) private var memory: [[Tensor]] = []

    /// Makes an optimiser of the parameters of `model`.
    public init(_ model: any Layer, learningRate: Double) {
        self.model = model
        self.learningRate = learningRate
    }

    /// The names of what is remembered of each parameter: tensors of its shape that start at zero.
    open var slots: [String] { [] }

    /// Moves one parameter.
    ///
    /// - Parameters:
    ///   - parameter: The numbers to change.
    ///   - gradient: Its gradient, of the same shape and type.
    ///   - memory: What is remembered of it, in the order of ``slots``.
    open func move(_ parameter: inout Tensor, by gradient: Tensor, remembering memory: inout [Tensor]) {
        preconditionFailure("\(type(of: self)) does not say how it moves a parameter")
    }

    /// Moves every parameter that has a gradient and is not frozen.
    public final func update() {
        stepCount += 1
        let parameters = model.parameters
        prepare(parameters)
        for hook in hooks { hook(parameters.map(\.parameter)) }
        for (index, named) in parameters.enumerated() where named.parameter.requiresGradient {
            guard let gradient = named.parameter.gradient?.value else { continue }
            move(&named.parameter.value, by: gradient, remembering: &memory[index])
        }
    }

    /// What is remembered of each parameter, named `SLOT.PARAMETER`, in the order of the parameters.
    public final var state: [NamedTensor] {
        let parameters = model.parameters
        prepare(parameters)
        return zip(parameters, memory).flatMap { named, tensors in
            zip(slots, tensors).map { NamedTensor("\($0).\(named.name)", $1) }
        }
    }

    /// Goes on from what ``state`` and ``stepCount`` gave.
    ///
    /// - Parameters:
    ///   - state: A tensor for every slot of every parameter.
    ///   - stepCount: How many updates were made.
    /// - Returns: Whether the state fits the parameters; if not, nothing is changed.
    public final func restore(_ state: [NamedTensor], stepCount: Int) -> Bool {
        let tensors = Dictionary(state.map { ($0.name, $0.tensor) }, uniquingKeysWith: { first, _ in first })
        var restored: [[Tensor]] = []
        for named in model.parameters {
            let value = named.parameter.value
            let parts = slots.compactMap { tensors["\($0).\(named.name)"] }
            guard parts.count == slots.count,
                parts.allSatisfy({ $0.shape == value.shape && $0.elementType == value.elementType })
            else { return false }
            restored.append(parts)
        }
        memory = restored
        self.stepCount = stepCount
        return true
    }

    /// What is remembered starts at zero when a parameter is first seen.
    private func prepare(_ parameters: [NamedParameter]) {
        for named in parameters.dropFirst(memory.count) {
            let zeros = Tensor.zeros(named.parameter.shape, elementType: named.parameter.elementType)
            memory.append(slots.map { _ in zeros })
        }
    }
}

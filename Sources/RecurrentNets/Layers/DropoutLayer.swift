/// A layer that drops elements at random while training; see ``dropout(_:rate:using:)``.
public final class Dropout: Model {
    /// The probability of an element to be dropped.
    public let rate: Double
    /// What elements are drawn with; its state is part of a training's.
    public var random: SeededGenerator

    /// Makes a layer that drops with probability `rate`.
    public init(rate: Double, using random: inout SeededGenerator) {
        self.rate = rate
        self.random = random.split()
    }

    public var parameters: [NamedParameter] { [] }

    public func callAsFunction(_ x: Variable) -> Variable {
        dropout(x, rate: rate, using: &random)
    }
}

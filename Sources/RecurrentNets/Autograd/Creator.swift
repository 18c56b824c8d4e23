/// How gradients pass through an operation: from its result and the result's gradient, the gradient of every input, nil for
/// those that have none.
public typealias GradientRule = (_ y: Variable, _ dy: Variable) -> [Variable?]

/// The operation that made a variable: its name, what it was computed from, and how gradients pass through it.
public struct Creator {
    /// The operation's name.
    public let operation: StaticString
    /// What the operation was applied to.
    public var inputs: [Variable] { operands.all }
    /// The same, as it is kept.
    let operands: Operands
    /// From the result and its gradient, the gradient of every input.
    let gradient: GradientRule
}

/// What an operation was applied to: up to three variables as they are, since an array is an allocation for each operation.
struct Operands {
    private var first: Variable?
    private var second: Variable?
    private var third: Variable?
    private var others: [Variable]?

    @inline(__always)
    init(_ first: Variable? = nil, _ second: Variable? = nil, _ third: Variable? = nil) {
        self.first = first
        self.second = second
        self.third = third
    }

    init(_ all: [Variable]) {
        if all.count > 3 {
            others = all
        } else {
            first = all.first
            second = all.count > 1 ? all[1] : nil
            third = all.count > 2 ? all[2] : nil
        }
    }

    var count: Int {
        if let others { return others.count }
        return third != nil ? 3 : second != nil ? 2 : first != nil ? 1 : 0
    }

    /// The operand at `index`; nil behind the last.
    subscript(index: Int) -> Variable? {
        if let others { return index < others.count ? others[index] : nil }
        return index == 0 ? first : index == 1 ? second : index == 2 ? third : nil
    }

    var all: [Variable] { (0..<count).compactMap { self[$0] } }

    /// Takes one of them out, so that the caller may be the only one who holds it.
    mutating func pop() -> Variable? {
        others?.popLast() ?? exchange(&third, with: nil) ?? exchange(&second, with: nil) ?? exchange(&first, with: nil)
    }
}

/// A gradient for an input that may not need it: computed only where it does.
func needed(by input: Variable, _ gradient: @autoclosure () -> Variable) -> Variable? {
    input.requiresGradient ? gradient() : nil
}

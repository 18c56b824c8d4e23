/// Variables that wait for their turn, in no memory of their own: each holds the next as its pending gradient, which none has
/// outside of a sweep.
struct VariableChain {
    private var newest: Variable?

    mutating func push(_ variable: consuming Variable) {
        variable.pendingGradient = exchange(&newest, with: nil)
        newest = variable
    }

    mutating func pop() -> Variable? {
        guard let variable = exchange(&newest, with: nil) else { return nil }
        newest = exchange(&variable.pendingGradient, with: nil)
        return variable
    }

    /// Lets go of a variable that others hold; keeps one that would else be released.
    mutating func push(ifUnique variable: consuming Variable) {
        if isKnownUniquelyReferenced(&variable) { push(variable) }
    }
}

/// Sums, differences, products and quotients, with broadcasting as in NumPy: axes are matched from the last, and a size of
/// 1 is repeated. Where an operand was repeated, its gradient is summed.
extension Variable {
    /// The sum.
    ///
    /// Gradient: da = dy, db = dy.
    public static func + (a: Variable, b: Variable) -> Variable {
        Variable(a.value + b.value, by: "+", of: a, b) { _, dy in
            [needed(by: a, dy.summed(to: a.shape)), needed(by: b, dy.summed(to: b.shape))]
        }
    }

    /// The difference.
    ///
    /// Gradient: da = dy, db = −dy.
    public static func - (a: Variable, b: Variable) -> Variable {
        Variable(a.value - b.value, by: "-", of: a, b) { _, dy in
            [needed(by: a, dy.summed(to: a.shape)), needed(by: b, (-dy).summed(to: b.shape))]
        }
    }

    /// The product, element by element.
    ///
    /// Gradient: da = dy ⊙ b, db = dy ⊙ a.
    public static func * (a: Variable, b: Variable) -> Variable {
        Variable(a.value * b.value, by: "*", of: a, b) { _, dy in
            [needed(by: a, (dy * b).summed(to: a.shape)), needed(by: b, (dy * a).summed(to: b.shape))]
        }
    }

    /// The quotient.
    ///
    /// Gradient: da = dy ⊘ b, db = −dy ⊙ y ⊘ b.
    public static func / (a: Variable, b: Variable) -> Variable {
        Variable(a.value / b.value, by: "/", of: a, b) { y, dy in
            [needed(by: a, (dy / b).summed(to: a.shape)), needed(by: b, (-dy * y / b).summed(to: b.shape))]
        }
    }

    /// The opposite.
    ///
    /// Gradient: dx = −dy.
    public static prefix func - (x: Variable) -> Variable {
        Variable(-x.value, by: "negate", of: x) { _, dy in [-dy] }
    }

    /// Numbers as a variable that has no gradient.
    static func constant(_ tensor: Tensor) -> Variable {
        Variable(tensor, requiresGradient: false)
    }

    /// A number as a variable that has no gradient, of the type of this one.
    private func constant(_ scalar: Double) -> Variable {
        .constant(Tensor(scalar, elementType: elementType))
    }

    /// The sum with a number.
    public static func + (a: Variable, b: Double) -> Variable { a + a.constant(b) }
    /// The sum with a number.
    public static func + (a: Double, b: Variable) -> Variable { b.constant(a) + b }
    /// The difference with a number.
    public static func - (a: Variable, b: Double) -> Variable { a - a.constant(b) }
    /// The difference with a number.
    public static func - (a: Double, b: Variable) -> Variable { b.constant(a) - b }
    /// The product with a number.
    public static func * (a: Variable, b: Double) -> Variable { a * a.constant(b) }
    /// The product with a number.
    public static func * (a: Double, b: Variable) -> Variable { b.constant(a) * b }
    /// The quotient with a number.
    public static func / (a: Variable, b: Double) -> Variable { a / a.constant(b) }
    /// The quotient with a number.
    public static func / (a: Double, b: Variable) -> Variable { b.constant(a) / b }

    /// Replaces a variable by its sum with another; the graph grows by one operation.
    public static func += (a: inout Variable, b: Variable) { a = a + b }
}

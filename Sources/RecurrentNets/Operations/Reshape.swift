extension Variable {
    /// The same elements in another shape.
    ///
    /// Gradient: dx = dy in the shape of x.
    public final func reshaped(_ shape: [Int]) -> Variable {
        guard shape != self.shape else { return self }
        return Variable(value.reshaped(shape), by: "reshape", of: self) { _, dy in [dy.reshaped(self.shape)] }
    }

    /// The same elements in another shape.
    public final func reshaped(_ sizes: Int...) -> Variable { reshaped(sizes) }
}

extension Variable {
    /// The part of the variable within `bounds` along each axis; axes left out at the end are whole.
    ///
    /// Gradient: dx = dy in its place, zero elsewhere.
    public final func sliced(_ bounds: Range<Int>...) -> Variable {
        sliced(bounds + shape.dropFirst(bounds.count).map { 0..<$0 })
    }

    /// The part of the variable at `index` of the first axis, without that axis: a step of a sequence.
    ///
    /// Gradient: dx = dy in its place, zero elsewhere.
    public final subscript(index: Int) -> Variable {
        Variable(value.step(index), by: "step", of: self) { _, dy in
            let bounds = [index..<(index + 1)] + self.shape.dropFirst().map { 0..<$0 }
            return [dy.reshaped([1] + dy.shape).placed(at: bounds, in: self.shape)]
        }
    }

    final func sliced(_ bounds: [Range<Int>]) -> Variable {
        Variable(value.sliced(bounds), by: "slice", of: self) { _, dy in [dy.placed(at: bounds, in: self.shape)] }
    }

    /// Zeros of `shape` with this variable at `bounds`.
    ///
    /// Gradient: dx = the part of dy within the bounds.
    final func placed(at bounds: [Range<Int>], in shape: [Int]) -> Variable {
        Variable(value.placed(at: bounds, in: shape), by: "place", of: self) { _, dy in [dy.sliced(bounds)] }
    }
}

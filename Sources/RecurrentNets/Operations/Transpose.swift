extension Variable {
    /// The axes in another order, by default reversed: axis `i` of the result is axis `order[i]`.
    ///
    /// Gradient: dx = dy with the axes put back.
    public final func transposed(_ order: [Int]? = nil) -> Variable {
        let order = order ?? Array(shape.indices.reversed())
        return Variable(value.transposed(order), by: "transpose", of: self) { _, dy in
            var back = order
            for (new, old) in order.enumerated() { back[old] = new }
            return [dy.transposed(back)]
        }
    }
}

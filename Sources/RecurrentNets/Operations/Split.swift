extension Variable {
    /// Cuts the variable into `count` equal parts along `axis`.
    ///
    /// Gradient: dx = each part's dy in its place.
    public final func split(into count: Int, axis: Int = 0) -> [Variable] {
        let axis = Shape.normalized([axis], rank: shape.count, for: "split")[0]
        precondition(
            count > 0 && shape[axis] % count == 0,
            "split: the axis \(axis) of \(shape) cannot be cut into \(count) equal parts")
        let size = shape[axis] / count
        return (0..<count).map { part in
            var bounds = shape.map { 0..<$0 }
            bounds[axis] = part * size..<(part + 1) * size
            return sliced(bounds)
        }
    }
}

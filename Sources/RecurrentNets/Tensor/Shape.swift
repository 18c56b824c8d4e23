/// Arithmetic on shapes, the sizes of tensors along their axes.
enum Shape {
    /// The number of elements of a tensor with `shape`.
    static func count(_ shape: [Int]) -> Int {
        var count = 1
        for size in shape {
            precondition(size >= 0, "the shape \(shape) has a negative size")
            count *= size
        }
        return count
    }

    /// How many elements lie between neighbours along each axis, in row-major order.
    static func strides(_ shape: [Int]) -> [Int] {
        var strides = shape
        var step = 1
        for axis in shape.indices.reversed() {
            strides[axis] = step
            step *= shape[axis]
        }
        return strides
    }

    /// The strides that make a tensor of `shape` look like one of `target`: 0 along the axes that are repeated.
    static func strides(_ shape: [Int], broadcastTo target: [Int]) -> [Int] {
        let own = strides(shape)
        let missing = target.count - shape.count
        return target.indices.map { axis in
            axis < missing || shape[axis - missing] == 1 ? 0 : own[axis - missing]
        }
    }

    /// The shape that `a` and `b` meet in: axes are matched from the last, a size of 1 is repeated.
    ///
    /// - Returns: The common shape, or nil where the sizes of an axis differ and neither is 1.
    static func broadcast(_ a: [Int], _ b: [Int]) -> [Int]? {
        if a == b { return a }
        let rank = max(a.count, b.count)
        var result = [Int](repeating: 1, count: rank)
        for axis in 0..<rank {
            let inA = axis - (rank - a.count)
            let inB = axis - (rank - b.count)
            let sizeA = inA < 0 ? 1 : a[inA]
            let sizeB = inB < 0 ? 1 : b[inB]
            guard sizeA == sizeB || sizeA == 1 || sizeB == 1 else { return nil }
            result[axis] = sizeA == 1 ? sizeB : sizeA
        }
        return result
    }

    /// `axes` counted from 0, where -1 is the last axis; all axes for nil.
    static func normalized(_ axes: [Int]?, rank: Int, for operation: String) -> [Int] {
        guard let axes else { return Array(0..<rank) }
        return axes.map { axis in
            precondition(
                -rank <= axis && axis < rank, "\(operation): there is no axis \(axis) in a tensor of \(rank) axes")
            return axis < 0 ? axis + rank : axis
        }
    }

    /// `shape` with a size of 1 along `axes`.
    static func reduced(_ shape: [Int], along axes: [Int]) -> [Int] {
        var result = shape
        for axis in axes { result[axis] = 1 }
        return result
    }

    /// `shape` without `axes`.
    static func without(_ axes: [Int], of shape: [Int]) -> [Int] {
        shape.indices.filter { !axes.contains($0) }.map { shape[$0] }
    }
}

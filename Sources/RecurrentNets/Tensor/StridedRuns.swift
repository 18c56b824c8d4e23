/// A walk through a shape in row-major order, in as few and long runs as the strides of two operands allow.
///
/// Axes that both operands cross evenly are joined, so that two tensors of one shape are a single run, and a bias that is
/// added to a batch is one run a row.
struct StridedRuns {
    /// The number of elements of a run.
    private(set) var runLength = 1
    /// The strides of the two operands within a run.
    private(set) var runStrides = (1, 1)
    private var sizes: [Int] = []
    private var strides: [(Int, Int)] = []

    /// Plans the walk.
    ///
    /// - Parameters:
    ///   - shape: The shape to walk through.
    ///   - first: The strides of the first operand along each axis.
    ///   - second: The strides of the second operand along each axis.
    init(_ shape: [Int], _ first: [Int], _ second: [Int]) {
        for axis in shape.indices where shape[axis] != 1 {
            let stride = (first[axis], second[axis])
            if let last = strides.last, last.0 == stride.0 * shape[axis], last.1 == stride.1 * shape[axis] {
                sizes[sizes.count - 1] *= shape[axis]
                strides[strides.count - 1] = stride
            } else {
                sizes.append(shape[axis])
                strides.append(stride)
            }
        }
        if let size = sizes.popLast(), let stride = strides.popLast() {
            runLength = size
            runStrides = stride
        }
    }

    /// Calls `body` for every run with the offsets of both operands and the position in row-major order, in elements.
    func forEach(_ body: (_ first: Int, _ second: Int, _ position: Int) -> Void) {
        guard runLength > 0, !sizes.contains(0) else { return }
        var index = [Int](repeating: 0, count: sizes.count)
        var first = 0
        var second = 0
        var position = 0
        while true {
            body(first, second, position)
            position += runLength
            var axis = sizes.count - 1
            while axis >= 0 {
                index[axis] += 1
                first += strides[axis].0
                second += strides[axis].1
                if index[axis] < sizes[axis] { break }
                first -= strides[axis].0 * sizes[axis]
                second -= strides[axis].1 * sizes[axis]
                index[axis] = 0
                axis -= 1
            }
            if axis < 0 { return }
        }
    }
}

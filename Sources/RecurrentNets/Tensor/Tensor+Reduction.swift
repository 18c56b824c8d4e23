import CKernels

/// Sums and extremes along axes, and their inverse, repetition.
extension Tensor {
    /// The sum over the axes along which `self` was repeated to have its shape rather than `target`.
    func summed(to target: [Int]) -> Tensor {
        reduced(CK_REDUCE_SUM, from: 0, to: target)
    }

    /// The largest element along the axes that have size 1 in `target`.
    func maximum(to target: [Int]) -> Tensor {
        reduced(CK_REDUCE_MAXIMUM, from: -.infinity, to: target)
    }

    /// The smallest element along the axes that have size 1 in `target`.
    func minimum(to target: [Int]) -> Tensor {
        reduced(CK_REDUCE_MINIMUM, from: .infinity, to: target)
    }

    /// Repeats along axes of size 1, and new ones at the front, to have the shape `target`.
    func broadcast(to target: [Int]) -> Tensor {
        guard target != shape else { return self }
        precondition(
            Shape.broadcast(shape, target) == target, "broadcast: the shape \(shape) cannot be repeated to \(target)")
        return Tensor(repeating: 0, shape: target, elementType: elementType) + self
    }

    private func reduced(_ operation: ck_reduce_op, from start: Double, to target: [Int]) -> Tensor {
        guard target != shape else { return self }
        precondition(
            Shape.broadcast(target, shape) == shape, "the shape \(shape) cannot be reduced to \(target)")
        var result = Tensor(repeating: start, shape: target, elementType: elementType)
        if target.elementsEqual(shape.suffix(target.count)) {
            let (type, width) = (elementType.kernel, result.count)
            let rows = width == 0 ? 0 : count / width
            result.withMutableBytes { out in
                withBytes { ck_reduce_rows(type, operation, $0, rows, width, out) }
            }
            return result
        }
        let runs = StridedRuns(shape, Shape.strides(shape), Shape.strides(target, broadcastTo: shape))
        let (type, size) = (elementType.kernel, elementType.byteCount)
        result.withMutableBytes { out in
            withBytes { x in
                runs.forEach { source, destination, _ in
                    if runs.runStrides.1 == 0 {
                        ck_reduce_run(type, operation, x + source * size, out + destination * size, runs.runLength)
                    } else {
                        ck_reduce_into(type, operation, x + source * size, out + destination * size, runs.runLength)
                    }
                }
            }
        }
        return result
    }
}

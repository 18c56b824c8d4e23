import CKernels

/// Operations that move elements without changing them.
extension Tensor {
    /// The axes in another order: axis `i` of the result is axis `order[i]`.
    public func transposed(_ order: [Int]) -> Tensor {
        precondition(
            order.sorted() == Array(0..<rank), "transposed: \(order) is not an order of the \(rank) axes of \(shape)")
        let own = Shape.strides(shape)
        let newShape = order.map { shape[$0] }
        return gathered(newShape, strides: order.map { own[$0] })
    }

    /// The part that lies within `bounds` along every axis.
    public func sliced(_ bounds: [Range<Int>]) -> Tensor {
        precondition(
            bounds.count == rank && zip(bounds, shape).allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= $1 },
            "sliced: the bounds \(bounds) do not lie in the shape \(shape)")
        if let first = bounds.first, bounds.indices.dropFirst().allSatisfy({ bounds[$0].count == shape[$0] }) {
            return steps(first)
        }
        let own = Shape.strides(shape)
        let start = zip(bounds, own).reduce(0) { $0 + $1.0.lowerBound * $1.1 }
        return gathered(bounds.map(\.count), strides: own, start: start)
    }

    /// Zeros of `shape` with `self` put at `bounds`: what `sliced` takes away, put back.
    func placed(at bounds: [Range<Int>], in shape: [Int]) -> Tensor {
        let whole = Shape.strides(shape)
        let start = zip(bounds, whole).reduce(0) { $0 + $1.0.lowerBound * $1.1 }
        let runs = StridedRuns(self.shape, Shape.strides(self.shape), whole)
        let (type, size) = (elementType.kernel, elementType.byteCount)
        var result = Tensor.zeros(shape, elementType: elementType)
        result.withMutableBytes { out in
            withBytes { x in
                runs.forEach { source, destination, _ in
                    ck_scatter_add(
                        type, x + source * size, out + (start + destination) * size, runs.runStrides.1, runs.runLength)
                }
            }
        }
        return result
    }

    private func gathered(_ newShape: [Int], strides: [Int], start: Int = 0) -> Tensor {
        let runs = StridedRuns(newShape, strides, Shape.strides(newShape))
        let (type, size) = (elementType.kernel, elementType.byteCount)
        return Tensor(shape: newShape, elementType: elementType) { out in
            withBytes { x in
                runs.forEach { source, destination, _ in
                    ck_gather(
                        type, x + (start + source) * size, runs.runStrides.0, out + destination * size, runs.runLength)
                }
            }
        }
    }
}

extension Tensor {
    /// The parts put after each other along `axis`, in which alone their shapes may differ.
    static func concatenate(_ parts: [Tensor], axis: Int) -> Tensor {
        guard let first = parts.first else { preconditionFailure("concatenate: there are no parts") }
        var shape = first.shape
        shape[axis] = parts.reduce(0) { $0 + $1.shape[axis] }
        for part in parts {
            precondition(
                part.elementType == first.elementType && part.rank == first.rank
                    && part.shape.indices.allSatisfy { $0 == axis || part.shape[$0] == first.shape[$0] },
                "concatenate: \(part.shape) of \(part.elementType) beside \(first.shape) of \(first.elementType)")
        }
        let rows = Shape.count(Array(shape[..<axis]))
        let size = first.elementType.byteCount
        let rowBytes = rows == 0 ? 0 : Shape.count(shape) / rows * size
        return Tensor(shape: shape, elementType: first.elementType) { out in
            var column = 0
            for part in parts {
                let partBytes = rows == 0 ? 0 : part.count / rows * size
                part.withBytes { bytes in
                    for row in 0..<rows {
                        (out + row * rowBytes + column).copyMemory(
                            from: bytes + row * partBytes, byteCount: partBytes)
                    }
                }
                column += partBytes
            }
        }
    }
}

extension Tensor {
    /// The rows of a matrix at `indices`, in their order.
    func rows(at indices: [Int]) -> Tensor {
        let rowBytes = shape[1] * elementType.byteCount
        return Tensor(shape: [indices.count, shape[1]], elementType: elementType) { out in
            withBytes { x in
                for (row, index) in indices.enumerated() {
                    (out + row * rowBytes).copyMemory(from: x + index * rowBytes, byteCount: rowBytes)
                }
            }
        }
    }

    /// A matrix of `count` rows of zeros, with this one's rows added at `indices`.
    func rowsAdded(at indices: [Int], of count: Int) -> Tensor {
        var result = Tensor.zeros([count, shape[1]], elementType: elementType)
        let (type, size, rowBytes) = (elementType.kernel, shape[1], shape[1] * elementType.byteCount)
        result.withMutableBytes { out in
            withBytes { x in
                for (row, index) in indices.enumerated() {
                    ck_scatter_add(type, x + row * rowBytes, out + index * rowBytes, 1, size)
                }
            }
        }
        return result
    }
}

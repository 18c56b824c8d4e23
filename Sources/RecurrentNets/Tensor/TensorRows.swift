import CKernels

/// A tensor that is filled row by row: the rows to come take no memory but their own, whatever the type of the elements.
package struct TensorRows {
    /// How many numbers wait to be converted.
    private static let waitingCount = 4096

    private let width: Int
    private let elementType: ElementType
    private var rows: Tensor
    private var filledCount = 0
    private var waiting: [Double] = []

    /// Begins a tensor `[rowCount, width]`.
    package init(_ rowCount: Int, width: Int, elementType: ElementType) {
        (self.width, self.elementType) = (width, elementType)
        rows = Tensor(unset: [rowCount, width], elementType: elementType)
        waiting.reserveCapacity(Self.waitingCount + width)
    }

    /// Adds the row that `body` appends.
    package mutating func add(_ body: (inout [Double]) -> Void) {
        let start = waiting.count
        body(&waiting)
        precondition(
            waiting.count == start + width, "TensorRows: found a row of \(waiting.count - start); expected \(width)")
        if waiting.count >= Self.waitingCount { convert() }
    }

    /// The tensor, when all rows are there.
    package mutating func filled() -> Tensor {
        convert()
        precondition(filledCount == rows.count, "TensorRows: found \(filledCount) numbers; expected \(rows.count)")
        return rows
    }

    private mutating func convert() {
        let (start, count) = (filledCount, waiting.count)
        precondition(start + count <= rows.count, "TensorRows: found more rows than \(rows.shape[0])")
        rows.withMutableBytes { bytes in
            waiting.withUnsafeBytes { waiting in
                guard let first = waiting.baseAddress else { return }
                let place = bytes + start * elementType.byteCount
                ck_convert(CK_FLOAT64, first, elementType.kernel, place, count)
            }
        }
        filledCount += count
        waiting.removeAll(keepingCapacity: true)
    }
}

import RecurrentNets

/// A tensor of a network under the name and in the layout of a framework.
package struct NamedMatrix: Sendable {
    package let name: String
    package let matrix: Matrix
    package let isVector: Bool

    init(_ name: String, _ matrix: Matrix, isVector: Bool = false) {
        (self.name, self.matrix, self.isVector) = (name, matrix, isVector)
    }

    package var shape: [Int] { isVector ? [matrix.rowCount] : [matrix.rowCount, matrix.columnCount] }

    /// The elements, little-endian.
    func bytes(_ type: ElementType) -> [UInt8] {
        matrix.values.flatMap { value -> [UInt8] in
            switch type {
            case .float32:
                let bits = Float(value).bitPattern
                return (0..<4).map { UInt8(truncatingIfNeeded: bits >> UInt32(8 * $0)) }
            case .float64:
                let bits = value.bitPattern
                return (0..<8).map { UInt8(truncatingIfNeeded: bits >> UInt64(8 * $0)) }
            }
        }
    }
}

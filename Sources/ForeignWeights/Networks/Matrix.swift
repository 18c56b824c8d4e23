/// Numbers in rows and columns, as weights are moved between the layouts of frameworks.
package struct Matrix: Equatable, Sendable {
    package private(set) var rowCount: Int
    package let columnCount: Int
    /// Row by row.
    package private(set) var values: [Double]

    package init(_ rowCount: Int, _ columnCount: Int, _ values: [Double]) {
        precondition(
            values.count == rowCount * columnCount,
            "a matrix of \(rowCount) rows and \(columnCount) columns has \(values.count) values")
        (self.rowCount, self.columnCount, self.values) = (rowCount, columnCount, values)
    }

    package static func identity(_ size: Int) -> Matrix {
        Matrix(size, size, (0..<size * size).map { $0 / size == $0 % size ? 1 : 0 })
    }

    package var transposed: Matrix {
        Matrix(
            columnCount, rowCount,
            (0..<columnCount).flatMap { column in (0..<rowCount).map { values[$0 * columnCount + column] } })
    }

    package func rows(_ range: Range<Int>) -> Matrix {
        Matrix(
            range.count, columnCount, Array(values[(range.lowerBound * columnCount)..<(range.upperBound * columnCount)])
        )
    }

    /// The rows of several matrices below each other.
    package static func stack(_ parts: [Matrix]) -> Matrix {
        Matrix(parts.reduce(0) { $0 + $1.rowCount }, parts.first?.columnCount ?? 0, parts.flatMap(\.values))
    }

    /// The rows in blocks of equal heights, in another order: block k of the result is block `order[k]`.
    package func blocks(_ order: [Int]) -> Matrix {
        let height = rowCount / order.count
        return Matrix.stack(order.map { rows($0 * height..<($0 + 1) * height) })
    }

    /// The rows of units that stand together, one of each gate, as blocks of gates: row k·gates + g becomes g·units + k.
    package func gathered(gates: Int) -> Matrix {
        let units = rowCount / gates
        return Matrix.stack(
            (0..<rowCount).map { row in
                let source = row % units * gates + row / units
                return rows(source..<source + 1)
            })
    }

    /// The reverse of ``gathered(gates:)``.
    package func interleaved(gates: Int) -> Matrix {
        let units = rowCount / gates
        return Matrix.stack(
            (0..<rowCount).map { row in
                let source = row % gates * units + row / gates
                return rows(source..<source + 1)
            })
    }

    package func mapped(_ change: (Double) -> Double) -> Matrix { Matrix(rowCount, columnCount, values.map(change)) }

    package static func + (a: Matrix, b: Matrix) -> Matrix {
        Matrix(a.rowCount, a.columnCount, zip(a.values, b.values).map(+))
    }

    package static func zeros(_ rowCount: Int, _ columnCount: Int) -> Matrix {
        Matrix(rowCount, columnCount, Array(repeating: 0, count: rowCount * columnCount))
    }
}

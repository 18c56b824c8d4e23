/// Solves A·x = b of a symmetric matrix that is positive definite.
struct CholeskySolver {
    private let factor: [[Double]]

    /// Nil where it is not positive definite.
    init?(_ matrix: [[Double]]) {
        var factor = matrix
        for column in matrix.indices {
            for row in column..<matrix.count {
                var sum = factor[row][column]
                for k in 0..<column { sum -= factor[row][k] * factor[column][k] }
                if row == column {
                    guard sum > 0 else { return nil }
                    factor[row][row] = sum.squareRoot()
                } else {
                    factor[row][column] = sum / factor[column][column]
                }
            }
        }
        self.factor = factor
    }

    /// The solutions for each column of `right`, row by row.
    func solved(_ right: [[Double]]) -> [[Double]] {
        var x = right
        for row in factor.indices {
            for column in x[row].indices {
                for k in 0..<row { x[row][column] -= factor[row][k] * x[k][column] }
                x[row][column] /= factor[row][row]
            }
        }
        for row in factor.indices.reversed() {
            for column in x[row].indices {
                for k in (row + 1)..<max(factor.count, row + 1) { x[row][column] -= factor[k][row] * x[k][column] }
                x[row][column] /= factor[row][row]
            }
        }
        return x
    }
}

/// Sums of products of columns, from which regressions on any of them are solved.
struct LeastSquares {
    /// X′X, X′y and y′y, the columns in units of their root mean square.
    private let products: [[Double]]
    private let right: [Double]
    private let total: Double
    private let units: [Double]
    let count: Int

    /// A little of each diagonal element is added to it, so that columns that say the same share what they say.
    private static let ridge = 1e-6

    /// - Parameters:
    ///   - columns: Of equal length.
    ///   - y: What is to be explained, of that length.
    init(_ columns: [[Double]], _ y: [Double]) {
        count = y.count
        units = columns.map { column in
            let square = column.reduce(0) { $0 + $1 * $1 } / Double(max(column.count, 1))
            return square > 0 ? square.squareRoot() : 1
        }
        func product(_ a: [Double], _ b: [Double]) -> Double {
            a.withUnsafeBufferPointer { a in
                b.withUnsafeBufferPointer { b in
                    var sum = 0.0
                    for index in a.indices { sum += a[index] * b[index] }
                    return sum
                }
            }
        }
        var products = columns.map { _ in [Double](repeating: 0, count: columns.count) }
        for row in columns.indices {
            for column in 0...row {
                let value = product(columns[row], columns[column]) / units[row] / units[column]
                products[row][column] = value
                products[column][row] = value
            }
        }
        self.products = products
        let units = units
        right = zip(columns, units).map { product($0, y) / $1 }
        total = product(y, y)
    }

    /// The coefficients of the columns chosen, and the sum of the squares that they leave; nil where they cannot be told apart.
    func solved(_ chosen: [Int]) -> (coefficients: [Double], squares: Double)? {
        let size = chosen.count
        var factor = chosen.map { row in chosen.map { products[row][$0] } }
        for index in 0..<size { factor[index][index] += Self.ridge * (factor[index][index] + .leastNormalMagnitude) }
        // Cholesky: A = L·L′.
        for column in 0..<size {
            for row in column..<size {
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
        var solution = chosen.map { right[$0] }
        for row in 0..<size {
            for k in 0..<row { solution[row] -= factor[row][k] * solution[k] }
            solution[row] /= factor[row][row]
        }
        for row in stride(from: size - 1, through: 0, by: -1) {
            for k in (row + 1)..<max(size, row + 1) { solution[row] -= factor[k][row] * solution[k] }
            solution[row] /= factor[row][row]
        }
        var explained = 0.0
        for (row, value) in zip(chosen, solution) {
            explained += 2 * value * right[row]
            for (column, other) in zip(chosen, solution) { explained -= value * other * products[row][column] }
        }
        guard solution.allSatisfy(\.isFinite) else { return nil }
        return (zip(chosen, solution).map { $1 / units[$0] }, max(total - explained, 0))
    }
}

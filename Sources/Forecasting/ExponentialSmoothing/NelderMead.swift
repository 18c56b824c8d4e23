/// Finds a point of low value by the simplex method, without gradients and without chance.
///
/// The coefficients depend on the number of dimensions, which keeps the simplex from collapsing in many of them.
///
/// Source: J. Nelder, R. Mead, “A Simplex Method for Function Minimization”, 1965; F. Gao, L. Han, “Implementing the
/// Nelder-Mead Simplex Algorithm with Adaptive Parameters”, 2012.
struct NelderMead {
    /// How often the function may be asked.
    let evaluations: Int
    /// It ends where the values at the corners differ by less.
    let tolerance: Double

    /// The best point found.
    ///
    /// - Parameters:
    ///   - start: The first corner.
    ///   - steps: How far the other corners are from it, one in each dimension.
    ///   - function: Infinite or NaN outside of its domain, which is never entered then.
    /// - Returns: The point and its value.
    func minimum(
        from start: [Double], steps: [Double], of function: ([Double]) -> Double
    ) -> (point: [Double], value: Double) {
        let count = start.count
        var left = evaluations
        func value(_ point: [Double]) -> Double {
            left -= 1
            let value = function(point)
            return value.isNaN ? .infinity : value
        }
        var corners = [(point: start, value: value(start))]
        guard count > 0 else { return corners[0] }
        for (index, step) in steps.enumerated() {
            var corner = (point: start, value: Double.infinity)
            // The other way, and nearer, where the domain ends.
            for part in [1, -1, 0.25, -0.25] where !corner.value.isFinite {
                corner.point[index] = start[index] + part * step
                corner.value = value(corner.point)
            }
            corners.append(corner)
        }
        let size = Double(count)
        let (expansion, contraction, shrinkage) = (1 + 2 / size, 0.75 - 0.5 / size, count > 1 ? 1 - 1 / size : 0.5)
        while left > 0 {
            corners.sort { $0.value < $1.value }
            let (best, worst) = (corners[0], corners[count])
            if worst.value - best.value <= tolerance { break }
            var center = [Double](repeating: 0, count: count)
            for corner in corners[..<count] {
                for index in center.indices { center[index] += corner.point[index] / size }
            }
            func along(_ part: Double) -> (point: [Double], value: Double) {
                let point = zip(center, worst.point).map { $0 + part * ($0 - $1) }
                return (point, value(point))
            }
            let reflected = along(1)
            if reflected.value < best.value {
                let expanded = along(expansion)
                corners[count] = expanded.value < reflected.value ? expanded : reflected
                continue
            }
            if reflected.value < corners[count - 1].value {
                corners[count] = reflected
                continue
            }
            let contracted = along(reflected.value < worst.value ? contraction : -contraction)
            if contracted.value < min(reflected.value, worst.value) {
                corners[count] = contracted
                continue
            }
            for corner in 1...count {
                let point = zip(best.point, corners[corner].point).map { $0 + shrinkage * ($1 - $0) }
                corners[corner] = (point, value(point))
            }
        }
        return corners.min { $0.value < $1.value } ?? corners[0]
    }
}

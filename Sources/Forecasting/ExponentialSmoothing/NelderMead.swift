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
        let search = SimplexSearch(from: start, steps: steps, evaluations: evaluations, tolerance: tolerance)
        while search.askedCount > 0 {
            for index in 0..<search.askedCount { search.answer(index, function(Array(search.point(index)))) }
            search.advance()
        }
        return search.best
    }
}

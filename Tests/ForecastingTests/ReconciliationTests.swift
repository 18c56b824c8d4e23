import Testing

@testable import Forecasting

@Suite struct ReconciliationTests {
    private func hierarchy() throws -> Hierarchy { try Hierarchy([("all", ["a", "b"])]) }

    /// Forecasts 12 of the sum, 5 and 6 of its parts.
    @Test func `sums and parts are made to agree, by hand`() throws {
        let hierarchy = try hierarchy()
        #expect(hierarchy.names == ["all", "a", "b"] && hierarchy.matrix == [[1, 1], [1, 0], [0, 1]])
        let forecasts = [12.0, 5, 6]
        #expect(Reconciliation.bottomUp.reconciled(forecasts, hierarchy, covariance: []) == [11, 5, 6])
        let shared = try #require(Reconciliation.topDown.reconciled(forecasts, hierarchy, covariance: []))
        #expect(abs(shared[0] - 12) < 1e-12 && abs(shared[1] - 60.0 / 11) < 1e-12)
        // The least of (t − 12)²/2 + (a − 5)² + (b − 6)² with t = a + b is at a = 5.25, b = 6.25.
        let least = try #require(
            Reconciliation.mint.reconciled(forecasts, hierarchy, covariance: [[2, 0, 0], [0, 1, 0], [0, 0, 1]]))
        for (found, wanted) in zip(least, [11.5, 5.25, 6.25]) { #expect(abs(found - wanted) < 1e-12) }
        #expect(
            Reconciliation.mint.reconciled(forecasts, hierarchy, covariance: [[0, 0, 0], [0, 1, 0], [0, 0, 1]]) == nil)
    }

    @Test func `sums of sums hold what their parts hold`() throws {
        let hierarchy = try Hierarchy([
            ("world", ["north", "south", "sea"]), ("north", ["a", "b"]), ("south", ["c", "d"]),
        ])
        #expect(hierarchy.names == ["world", "north", "south", "sea", "a", "b", "c", "d"])
        #expect(hierarchy.matrix[0] == [1, 1, 1, 1, 1] && hierarchy.matrix[2] == [0, 0, 0, 1, 1])
        let top = try #require(
            Reconciliation.topDown.reconciled([100, 30, 50, 20, 1, 2, 3, 2], hierarchy, covariance: []))
        for (found, wanted) in zip(top, [100, 30, 50, 20, 10, 20, 30, 20.0]) { #expect(abs(found - wanted) < 1e-12) }
        #expect(throws: Hierarchy.Problem.circle("x")) { try Hierarchy([("x", ["y"]), ("y", ["x"])]) }
        #expect(throws: Hierarchy.Problem.twice("x")) { try Hierarchy([("x", ["y"]), ("x", ["z"])]) }
        #expect(throws: Hierarchy.Problem.countedTwice(series: "a", sum: "x")) {
            try Hierarchy([("x", ["y", "a"]), ("y", ["a", "b"])])
        }
    }

    /// Two series whose errors are the same: of few errors, their correlation is believed in part.
    @Test func `covariances of few errors are drawn towards none`() {
        let errors = [[1.0, -2, 1.5, -1], [2, -4, 3, -2], [1, 1, -1, -1]]
        let found = Reconciliation.shrunkCovariance(errors)
        #expect(abs(found[0][0] - (1 + 4 + 2.25 + 1) / 4) < 1e-12 && abs(found[1][1] - 4 * found[0][0]) < 1e-12)
        let correlation = found[0][1] / (found[0][0] * found[1][1]).squareRoot()
        #expect(correlation > 0.2 && correlation < 0.999 && found[0][1] == found[1][0])
        #expect(CholeskySolver(found) != nil)
    }
}

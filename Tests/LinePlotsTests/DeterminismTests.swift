import Testing

@testable import LinePlots

@Suite struct DeterminismTests {
    @Test func `the same figure gives the same bytes`() throws {
        let x = (0..<100).map { Double($0) / 10 }
        let figure = Figure([Curve(label: "a", x: x, y: x.map { $0 * $0 })], title: "t", xLabel: "x", yLabel: "y")
        #expect(try figure.png() == figure.png())
    }
}

import Testing

@testable import Stages

/// What is said of a forecast beside another, from their errors at the same origins.
@Suite struct ForecastVerdictTests {
    private func comparison(_ own: [Double], _ other: [Double], overlap: Int = 1) -> String {
        ForecastVerdict.comparison(own, other, overlap, origins: own.count)
    }

    @Test func `better and worse are said where a test finds them`() {
        let other = (0..<12).map { 1 + 0.1 * Double($0 % 5) }
        let less = other.enumerated().map { $1 - ($0 % 3 > 0 ? 0.1 : 0.05) }
        #expect(comparison(less, other) == "better than")
        #expect(comparison(other, less) == "worse than")
        #expect(comparison(other.enumerated().map { $1 - ($0 % 2 > 0 ? 0.3 : -0.25) }, other) == "as good as")
    }

    @Test func `few origins tell nothing, nor do those that all have values in common`() {
        let other = (0..<10).map { 1 + 0.1 * Double($0 % 5) }
        let less = other.map { $0 - 0.5 }
        #expect(comparison(Array(less.prefix(9)), Array(other.prefix(9))) == "too few to tell it from")
        #expect(comparison(less, other) == "better than")
        #expect(comparison(less, other, overlap: 10) == "too few without values in common to tell it from")
    }
}

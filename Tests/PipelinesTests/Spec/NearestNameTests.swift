import Testing

@testable import Pipelines

@Suite struct NearestNameTests {
    static let names = ["hidden-size", "epochs", "seed", "data", "output"]

    @Test(arguments: [
        ("hidden_size", "hidden-size"), ("hiddensize", "hidden-size"), ("epoch", "epochs"), ("epcohs", "epochs"),
        ("Seed", "seed"), ("dta", "data"), ("outptu", "output"),
    ])
    func aSlipIsFound(_ typed: String, _ meant: String) {
        #expect(nearestName(to: typed, among: Self.names) == meant)
    }

    @Test(arguments: ["", "x", "colour", "completely-other", String(repeating: "e", count: 100_000)])
    func nothingIsSuggestedWhereNothingIsNear(_ typed: String) {
        #expect(nearestName(to: typed, among: Self.names) == nil)
    }

    @Test func onlyTwoNeighboursThatBothMovedAreOneEdit() {
        #expect(nearestName(to: "ab", among: ["ba"]) == "ba" && nearestName(to: "ab", among: ["bc"]) == nil)
    }
}

import Testing

@testable import Stages

@Suite struct RobustChoiceTests {
    private let methods = ["ets", "harmonic", "network", "naive"]

    @Test func `the median is of models that do not fail, without networks and the simplest`() {
        #expect(RobustChoice(errors: [1, 2.9, 0.4, 0.9], methods: methods).members == [0, 1])
        #expect(RobustChoice(errors: [1, 3.1, 0.4, 0.9], methods: methods).members == [0])
    }

    @Test func `a member that is better by far is the forecast alone, unless it ended by these errors`() {
        #expect(RobustChoice.single(errors: [1, 2, 3, 0.4], methods: methods, median: 1) == 3)
        #expect(RobustChoice.single(errors: [1, 2, 3, 0.6], methods: methods, median: 1) == nil)
        #expect(RobustChoice.single(errors: [1, 2, 0.1, 0.9], methods: methods, median: 1) == nil)
    }

    @Test func `a baseline is better where a test finds that, at ten origins or more`() {
        let median = (0..<12).map { 1 + 0.1 * Double($0 % 5) }
        let less = median.enumerated().map { $1 - (($0 % 3) > 0 ? 0.1 : 0.05) }
        #expect(RobustChoice.isBetter(less, than: median, overlap: 1))
        #expect(!RobustChoice.isBetter(median, than: less, overlap: 1))
        #expect(!RobustChoice.isBetter(Array(less.prefix(9)), than: Array(median.prefix(9)), overlap: 1))
        let now = median.enumerated().map { $1 - ($0 % 2 > 0 ? 0.3 : -0.25) }
        #expect(!RobustChoice.isBetter(now, than: median, overlap: 1))
    }
}

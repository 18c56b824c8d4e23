import Testing

@testable import Stages

@Suite struct BacktestOriginsTests {
    @Test func `origins are steps apart as far as there are values to compare with`() {
        #expect(Array(BacktestOrigins(from: 10, of: 20, horizon: 3, step: 4, most: nil)) == [10, 14])
        #expect(Array(BacktestOrigins(from: 10, of: 21, horizon: 3, step: 4, most: nil)) == [10, 14, 18])
        #expect(Array(BacktestOrigins(from: 10, of: 21, horizon: 3, step: 4, most: 2)) == [14, 18])
        #expect(BacktestOrigins(from: 18, of: 20, horizon: 3, step: 1, most: nil).isEmpty)
        #expect(Array(BacktestOrigins(from: 17, of: 20, horizon: 3, step: 5, most: 4)) == [17])
    }
}

import TestSupport
import Testing

@testable import Forecasting

@Suite struct SimplexSearchTests {
    /// Valleys with steps in them, so that corners of the same value meet, and an end of the domain.
    private static let functions: [@Sendable ([Double]) -> Double] = [
        { point in point.enumerated().reduce(0) { $0 + Double($1.offset + 1) * ($1.element - 1) * ($1.element - 1) } },
        { point in point.reduce(0) { $0 + (abs($1 - 0.3) * 8).rounded() } },
        { point in point[0] < 0.05 ? .nan : point.reduce(1) { $0 * ($1 * $1 + 0.1) } },
        { point in point.contains { $0 > 0.15 } ? .infinity : -point.reduce(0, +) },
    ]

    private static func found(
        _ function: ([Double]) -> Double, _ size: Int, ahead: [Bool], evaluations: Int
    ) -> (point: [Double], value: Double, turns: Int) {
        let start = (0..<size).map { 0.1 + 0.01 * Double($0) }
        let search = SimplexSearch(
            from: start, steps: start.map { $0 + 0.2 }, evaluations: evaluations, tolerance: 1e-9)
        var turns = 0
        while search.askedCount > 0 {
            for index in 0..<search.askedCount { search.answer(index, function(Array(search.point(index)))) }
            search.looksAhead = ahead[turns % ahead.count]
            search.advance()
            turns += 1
        }
        return (search.best.point, search.best.value, turns)
    }

    @Test func `a search ends with the same bits whether it asks ahead, now and then, or not at all`() {
        for (place, function) in Self.functions.enumerated() {
            for size in [1, 2, 5] {
                for evaluations in [7, 60, 900] {
                    let one = Self.found(function, size, ahead: [false], evaluations: evaluations)
                    for ahead in [[true], [true, false, false]] {
                        let other = Self.found(function, size, ahead: ahead, evaluations: evaluations)
                        #expect(one.point == other.point && one.value == other.value, "\(place), \(size)")
                        #expect(other.turns <= one.turns)
                    }
                }
            }
        }
    }

    @Test func `the lowest point of a valley is found`() {
        let found = Self.found(Self.functions[0], 5, ahead: [true], evaluations: 3000)
        #expect(found.value < 1e-8)
        #expect(found.point.allSatisfy { abs($0 - 1) < 1e-4 }, "\(found.point)")
    }

    /// What ``cs_read`` gives, and so that of a model alone.
    @Test func `a model read in a lane beside others has the bits of one that is read alone`() throws {
        var random = SplitMix(seed: 11)
        func number(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &random) }
        var (refusedCount, readCount) = (0, 0)
        for period in [1, 2, 7] {
            for error in ETSModel.Component.allCases {
                for season in ETSModel.Season.allCases where period > 1 || season == .none {
                    let model = ETSModel(error: error, trend: .damped, season: season, period: period)
                    // Products are carried over more than once, and some forecasts are not above 0.
                    let values = (0..<900).map { 3 + Double($0 % 7) * number(0...1) }
                    let likelihood = ETSLikelihood(values, model: model)
                    let (middle, _, smoothingCount) = likelihood.begin()
                    let points = (0..<8).map { lane in
                        middle.enumerated().map { index, value in
                            index < smoothingCount
                                ? value * number(0.9...1.02) : value * number(-0.2...1) * Double(lane)
                        }
                    }
                    withUnsafeTemporaryAllocation(of: Double.self, capacity: 8 * (8 + model.period)) { lanes in
                        lanes.initialize(repeating: 0)
                        let areWithin = points.enumerated().map { lane, point in
                            point.withUnsafeBufferPointer { point in
                                likelihood.decode(
                                    ETSLikelihood.Point(head: point, tail: UnsafeBufferPointer(rebasing: point[..<0])),
                                    intoLane: lane, lanes)
                            }
                        }
                        likelihood.readLanes(lanes)
                        for (lane, point) in points.enumerated() {
                            let wanted = likelihood.cost(point)
                            let found = areWithin[lane] ? likelihood.cost(ofLane: lane, lanes) : .infinity
                            #expect(found == wanted, "\(model), lane \(lane)")
                            if wanted == .infinity { refusedCount += 1 } else { readCount += 1 }
                        }
                    }
                }
            }
        }
        #expect(refusedCount > 10 && readCount > 30, "\(refusedCount) refused, \(readCount) read")
    }
}

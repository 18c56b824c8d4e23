import Foundation
import Testing

@testable import SeriesData

@Suite struct TransformTests {
    @Test func `differences are those of the series, and of its differences`() {
        let x = [1.0, 4, 9, 16, 25, 36]
        let first = Differencing(lags: [1])
        #expect(first.span == 1 && (1..<6).map { first.difference(of: x, at: $0) } == [3, 5, 7, 9, 11])
        // x[t] − x[t − 3]: 16 − 1, 25 − 4, 36 − 9; of these the differences 21 − 15, 27 − 21.
        let seasonal = Differencing(lags: [3])
        #expect((3..<6).map { seasonal.difference(of: x, at: $0) } == [15, 21, 27])
        let both = Differencing(lags: [3, 1])
        #expect(both.span == 4 && (4..<6).map { both.difference(of: x, at: $0) } == [6, 6])
        #expect(Differencing(lags: []).difference(of: x, at: 2) == 9)
        // (1 − 2B + B²)(1 − B²) has no term in B².
        #expect(Differencing(lags: [1, 1, 2]).terms.map(\.lag) == [1, 3, 4])
    }

    @Test
    func
        `with all further differences at 0, a series goes on as its last value, its last season, or the trend of both`()
    {
        let x = [1.0, 2, 3, 11, 12, 13]
        #expect(Differencing(lags: []).continuations(of: x, after: 5, steps: 2) == [0, 0])
        #expect(Differencing(lags: [1]).continuations(of: x, after: 4, steps: 2) == [12, 12])
        #expect(Differencing(lags: [3]).continuations(of: x, after: 5, steps: 4) == [11, 12, 13, 11])
        // The season before plus the growth over one season, 13 − 3 = 10.
        #expect(Differencing(lags: [3, 1]).continuations(of: x, after: 5, steps: 4) == [21, 22, 23, 31])
    }

    @Test func `a logarithm comes first and once; its texts are read back`() throws {
        #expect(TransformChain([.difference, .log1p]) == nil)
        #expect(TransformChain([.log1p, .log1p]) == nil)
        let most = [Transform](repeating: .difference, count: 8)
        #expect(TransformChain(most)?.differencing.span == 8 && TransformChain(most + [.difference]) == nil)
        let chain = try #require(TransformChain([.log1p, .difference, .seasonalDifference(12)]))
        #expect(chain.season == 12 && chain.differencing.span == 13)
        #expect(chain.takes(-0.5) && !chain.takes(-1) && TransformChain.none.takes(-1))
        #expect(abs(chain.level(of: M_E - 1) - 1) < 1e-15)
        #expect(abs(chain.value(ofLevel: 1) - (M_E - 1)) < 1e-15)
        for transform in chain.transforms { #expect(Transform(transform.description) == transform) }
        for text in ["log", "seasonal-difference", "seasonal-difference:0", "seasonal-difference:x"] {
            #expect(Transform(text) == nil)
        }
    }

    @Test func `a calendar feature is the part of its cycle that is over`() throws {
        // Thursday, 29 February 2024, 18:30: day 60 of 366.
        let moment = try #require(DateText("2024-02-29T18:30")?.only)
        let phases = CalendarFeature.allCases.map { $0.phase(at: moment) }
        let expected: [Double] = [0.5, 18.5 / 24, 3 / 7, 28 / 31, 59 / 366, 1 / 12, 0]
        #expect(phases == expected)
        let (sine, cosine) = CalendarFeature.hour.coordinates(at: 6 * 3600)
        #expect(abs(sine - 1) < 1e-15 && abs(cosine) < 1e-15)
        // Before 1970: Tuesday, 30 December 1969.
        let tuesday: Double = 1 / 7
        #expect(CalendarFeature.weekday.phase(at: -129_600) == tuesday)
    }

    @Test(arguments: [
        Frequency.seconds(0.25), .days(7), .businessDays, .months(3, .number(31)), .months(1, .last),
        .months(12, .firstBusinessDay), .months(1, .lastBusinessDay), .steps(2.5),
    ])
    func `a frequency's code is read back`(frequency: Frequency) {
        #expect(Frequency(code: frequency.code) == frequency)
        for code in ["", frequency.code + " 1", "days 0", "seconds -1", "months 1", "months 1 day 32", "steps"] {
            #expect(Frequency(code: code) == nil)
        }
    }
}

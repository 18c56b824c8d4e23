import Foundation
import Testing

@testable import Stages

@Suite("What numbers of a column are")
struct NumberDescriptionTests {
    /// Degrees over two years, from 3 to 28.
    private static let degrees = (0..<730).map { (15.5 + 12.5 * sin(2 * .pi * Double($0) / 365)).rounded() }
    /// Poisson's distribution with a mean of 6, by its quantiles; without 0.
    private static let counts: [Double] = {
        var (values, probability, sum) = ([Double](), exp(-6.0), 0.0)
        for value in 0...16 {
            sum += probability
            let end = Int((sum * 400).rounded())
            if value > 0 { values += Array(repeating: Double(value), count: max(0, end - values.count)) }
            probability *= 6 / Double(value + 1)
        }
        return values
    }()

    private func description(_ numbers: [Double], _ name: String) throws -> NumberDescription {
        try #require(NumberDescription(numbers, named: name))
    }

    @Test(
        "a name that says what may go below 0 has no range but where 0 is the least, and no counts",
        arguments: [
            "temp", "tempMax", "TMIN", "t (°F)", "mean_temperature", "Température", "기온(°C)", "최고기온", "wind direction",
            "balance", "net-change", "price difference", "anomaly", "returns", "index",
        ])
    func signed(name: String) throws {
        let numbers = try description(Self.counts, name)
        #expect(numbers.naturalRange == nil && !numbers.areSmallCounts)
        let zero = try description(Self.counts + [0], name)
        #expect(zero.naturalRange == "0," && !zero.areSmallCounts)
        #expect(try description([0.2, 0.4, 0.9], name).naturalRange == nil)
    }

    @Test("counts stay counts, by other names", arguments: ["y", "visits", "attempts", "contemporary", "exchanges"])
    func counts(name: String) throws {
        let numbers = try description(Self.counts, name)
        #expect(numbers.least == 1 && numbers.naturalRange == "0," && numbers.areSmallCounts)
        // Large ones whose least is far off the others.
        #expect(try description(Self.counts.map { 600 - 35 * $0 }, name).naturalRange == "0,")
        #expect(try description([0.2, 0.4, 0.9], name).naturalRange == "0,1")
    }

    @Test("degrees that happen to be positive are no counts, whatever they are called")
    func degrees() throws {
        let numbers = try description(Self.degrees, "y")
        #expect(numbers.least == 3 && numbers.greatest == 28)
        #expect(numbers.naturalRange == nil && !numbers.areSmallCounts)
    }
}

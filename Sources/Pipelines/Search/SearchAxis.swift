import CSVTables
import RecurrentNets
import SeriesData
import Stages

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The values of an option among which a search draws.
struct SearchAxis: Equatable {
    enum Values: Equatable {
        /// Each is the texts of the option, several of one that may be repeated; none where it is left out.
        case choices([[String]])
        case whole(ClosedRange<Int>, isLogarithmic: Bool)
        case decimal(ClosedRange<Double>, isLogarithmic: Bool)
    }

    let option: String
    let values: Values

    /// The digits of a number that is drawn: more would say nothing, and be long to read.
    private static let digits = 4

    /// How many values there are; nil where they are too many to count.
    var count: Int? {
        switch values {
        case .choices(let choices): choices.count
        case .whole(let range, _): range.upperBound - range.lowerBound < 1 << 20 ? range.count : nil
        case .decimal: nil
        }
    }

    /// Draws a value: the texts of the option.
    func draw(using random: inout SeededGenerator) -> [String] {
        // 53 random bits: a fraction from 0, less than 1.
        let fraction = Double(random.next() >> 11) * 0x1p-53
        switch values {
        case .choices(let choices):
            return choices[min(choices.count - 1, Int(fraction * Double(choices.count)))]
        case .whole(let range, let isLogarithmic):
            let (low, high) = (Double(range.lowerBound), Double(range.upperBound) + 1)
            let drawn = Self.between(low, high, fraction, isLogarithmic)
            return [String(drawn < Double(range.upperBound) ? max(range.lowerBound, Int(drawn)) : range.upperBound)]
        case .decimal(let range, let isLogarithmic):
            let drawn = Self.between(range.lowerBound, range.upperBound, fraction, isLogarithmic)
            let rounded = decimal(significantDecimal(drawn, digits: Self.digits)) ?? drawn
            return [decimalText(min(max(rounded, range.lowerBound), range.upperBound))]
        }
    }

    private static func between(_ low: Double, _ high: Double, _ fraction: Double, _ isLogarithmic: Bool) -> Double {
        isLogarithmic ? exp(log(low) + fraction * (log(high) - log(low))) : low + fraction * (high - low)
    }
}

import CSVTables
import SeriesData
import Texts

/// What is in a column of a CSV file.
struct ColumnDescription {
    /// What its cells are.
    enum Kind: Equatable {
        case numbers(NumberDescription)
        case dates(first: String, last: String)
        /// 0, 1, 2, … or 1, 2, 3, …
        case rowNumbers(first: Double)
        /// Texts, so many of which differ.
        case texts(distinctCount: Int)
        /// Numbers up to a cell that is none.
        case mixed(CSVError)
        /// Nothing at all.
        case empty
    }

    let name: String
    let kind: Kind
    /// The rows without a value.
    let missing: [Int]

    /// The description of a column, which may be the one of `times`.
    init(_ column: CSVTable.Column, times: TimeColumn?) {
        name = column.name
        if let times, times.areDates, times.name.isSame(as: name) {
            missing = times.moments.indices.filter { times.moments[$0].isNaN }
            let present = times.moments.filter { !$0.isNaN }
            kind =
                if let least = present.min(), let greatest = present.max() {
                    .dates(first: times.text(least), last: times.text(greatest))
                } else { .empty }
            return
        }
        switch column.content {
        case .numbers(let numbers):
            missing = numbers.indices.filter { numbers[$0].isNaN }
            kind =
                if let first = Self.firstRowNumber(numbers) { .rowNumbers(first: first) } else {
                    NumberDescription(numbers, named: name).map { .numbers($0) } ?? .empty
                }
        case .dates(let seconds, let form as DateForm):
            missing = seconds.indices.filter { seconds[$0].isNaN }
            let present = seconds.filter { !$0.isNaN }
            kind =
                if let least = present.min(), let greatest = present.max() {
                    .dates(first: form.text(least), last: form.text(greatest))
                } else { .empty }
        case .labels(let labels):
            let empty = labels.names.firstIndex(of: "")
            missing = labels.indices.indices.filter { labels.indices[$0] == empty }
            kind = .texts(distinctCount: labels.names.count - (empty == nil ? 0 : 1))
        case .text(let error):
            missing = []
            kind = .mixed(error)
        case .dates, .notKept:
            missing = []
            kind = .empty
        }
    }

    /// 0 or 1, where each number is one more than that before it, from there on.
    private static func firstRowNumber(_ numbers: [Double]) -> Double? {
        guard let first = numbers.first, first == 0 || first == 1, numbers.count > 2 else { return nil }
        return numbers.enumerated().allSatisfy { $0.element == first + Double($0.offset) } ? first : nil
    }

    var numbers: NumberDescription? {
        if case .numbers(let numbers) = kind { numbers } else { nil }
    }
}

/// The range of the numbers of a column, and those that stand far off.
struct NumberDescription: Equatable {
    /// How many are there.
    let count: Int
    let least: Double
    let greatest: Double
    let mean: Double
    let areWhole: Bool
    /// The rows whose value lies beyond Tukey's outer fences: three times the middle half's width below or above it.
    ///
    /// Source: J. Tukey, “Exploratory Data Analysis”, 1977.
    let outliers: [Int]
    /// How much further they reach above the mean than below it: the third moment about it, in standard deviations.
    private let skewness: Double
    /// Whether the name of the column says that they may go below 0.
    private let maySign: Bool

    /// The numbers of the column called `name`; nil where no number is there.
    init?(_ numbers: [Double], named name: String) {
        let sorted = numbers.filter { !$0.isNaN }.sorted()
        guard let first = sorted.first, let last = sorted.last else { return nil }
        (count, least, greatest) = (sorted.count, first, last)
        let size = Double(sorted.count)
        mean = sorted.reduce(0) { $0 + $1 / size }
        areWhole = sorted.allSatisfy { $0 == $0.rounded() }
        let (lower, upper) = (sampleQuantile(0.25, of: sorted), sampleQuantile(0.75, of: sorted))
        let width = 3 * (upper - lower)
        let middle = mean
        let second = sorted.reduce(0) { $0 + ($1 - middle) * ($1 - middle) / size }.squareRoot()
        skewness =
            second > 0
            ? sorted.reduce(0) { sum, number in
                let off = (number - middle) / second
                return sum + off * off * off / size
            } : 0
        maySign = SignedName.isOne(name)
        outliers =
            width > 0 ? numbers.indices.filter { numbers[$0] < lower - width || numbers[$0] > upper + width } : []
    }

    var isConstant: Bool { least == greatest }

    /// Whether they are whole numbers that come to 0, or near it against their mean, as counts do.
    ///
    /// Counts that come near 0 reach further above their mean than below it; degrees that happen to be positive, which are no
    /// larger than some hundred, do not.
    private var areCounts: Bool {
        guard areWhole, !maySign, least >= 0, least < 0.2 * mean else { return false }
        return least == 0 || mean > Self.mostOfDegrees || skewness > Self.leastSkewness
    }

    private static let (mostOfDegrees, leastSkewness) = (100.0, 0.2)

    /// Whether a distribution of counts can be learnt from them as they are.
    var areSmallCounts: Bool { areCounts && mean <= Self.mostOfSmallCounts }

    private static let mostOfSmallCounts = 30.0

    /// Between which values forecasts stay: counts and amounts that come to 0 do not go below it, shares stay between 0 and 1.
    ///
    /// A value that only happens to be positive, as a temperature, has no range.
    var naturalRange: String? {
        if least < 0 || (maySign && least > 0) { return nil }
        if greatest <= 1, greatest > 0.1, !areWhole, least < 0.5 { return "0,1" }
        return least == 0 || areCounts ? "0," : nil
    }
}

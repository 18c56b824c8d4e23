/// The search for a season in values that come piece by piece, all of them ``RunningAutocorrelation/passCount`` times.
package struct RunningSeasonSearch {
    private let count: Int
    private let usual: [Int]
    private var plain: RunningAutocorrelation
    private var differences: RunningAutocorrelation
    /// The last value of the piece before.
    private var last: Double?

    /// A search in `count` values; the frequency lets expect the `usual` seasons.
    package init(of count: Int, usual: [Int]) {
        (self.count, self.usual) = (count, usual)
        plain = RunningAutocorrelation(longest: SeasonSearch.longestLag(of: count, usual: usual))
        differences = plain
    }

    /// Takes in values that follow those before.
    package mutating func take(_ values: ArraySlice<Double>) {
        guard let end = values.last else { return }
        plain.take(values)
        let before = [last].compactMap(\.self) + values.dropLast()
        differences.take(zip(values.suffix(before.count), before).map { $0 - $1 }[...])
        last = end
    }

    /// Goes on to the next pass, after the last value.
    package mutating func endPass() {
        plain.endPass()
        differences.endPass()
        last = nil
    }

    /// What ``SeasonSearch/init(_:usual:)`` finds in these values, after all passes.
    package var found: SeasonSearch {
        SeasonSearch(plain.autocorrelation, of: count, usual: usual) { differences.autocorrelation }
    }
}

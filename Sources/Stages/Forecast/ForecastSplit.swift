/// Which rows are for what: the last ones are forecast to say how good the choice is, those before them to choose by, the others to
/// learn from.
struct ForecastSplit: Equatable {
    let horizon: Int
    /// The last rows of each series, which no choice reads.
    let test: Int
    /// The rows before them, by which is chosen.
    let validation: Int
    /// The rows before those, of a series of the length that was split.
    let learnt: Int
    /// From one origin of the test to the next.
    let step: Int

    /// As many origins are tried.
    private static let origins = 20
    private static let fewestToLearn = 6

    /// Splits series of so many values; nil where they are too few.
    init?(count: Int, horizon: Int, season: Int, test asked: Double?) {
        self.horizon = horizon
        let given = asked.map { $0 < 1 ? Int(($0 * Double(count)).rounded()) : Int($0) }
        // Of long series more, so that origins have less in common.
        let wanted = max(horizon + Self.origins - 1, min(8 * horizon, count / 6))
        // Short series keep what has to be learnt from.
        test = max(horizon, given ?? min(wanted, count / 4, count - horizon - Self.fewestToLearn))
        let left = count - test
        guard left >= horizon + Self.fewestToLearn else { return nil }
        // Half of what is left is learnt from at least, and three seasons where there are as many.
        let most = max(left - max(horizon + Self.origins, min(left / 3, 6 * horizon)), left / 2, 3 * season)
        // Two origins at least, unless two seasons are learnt from one row more.
        let last = left - horizon == 2 * season ? left - horizon : left - horizon - 1
        let first = max(Self.fewestToLearn, min(most, last))
        validation = max(left - first, horizon)
        learnt = left - validation
        step = max(1, (test - horizon + Self.origins) / Self.origins)
    }

    /// The fewest values that can be split.
    static func fewest(horizon: Int) -> Int { 2 * horizon + fewestToLearn }
}

import Forecasting

/// Which members of a combination count, where the combination is their median.
///
/// Those count alike whose mean error over all series is at most ``most`` times the smallest: a validation part of a few origins tells
/// models that fail from those that do not, but hardly the good from the best. Simple methods, and networks, which were ended by the
/// errors on the validation part, are not among them. A member that is no network is the forecast alone where its error is below
/// ``part`` of the median's, and so is a baseline that is the best of all and better than the median by a test, as where a series
/// only wanders.
///
/// Source: for the median of few good models, F. Petropoulos, I. Svetunkov, “A Simple Combination of Univariate Models”, 2020; that
/// weights which are estimated lose to equal ones, J. Smith, K. Wallis, “A Simple Explanation of the Forecast Combination Puzzle”, 2009.
struct RobustChoice {
    static let most = 3.0
    static let part = 0.5
    /// What is left out of the median.
    private static let simple: Set<String> = [
        StatisticalMethod.naive, .seasonalNaive, .drift, .naive2, .theta, .optimisedTheta,
    ].reduce(into: [TrainMethod.network.rawValue]) { $0.insert($1.rawValue) }

    /// The places of the members of the median, ascending.
    let members: [Int]

    /// - Parameters:
    ///   - errors: Of each member over all series and origins; NaN where it was not measured.
    ///   - methods: Of each member, by its name.
    init(errors: [Double], methods: [String]) {
        let measured = errors.indices.filter { errors[$0].isFinite }
        let models = measured.filter { !Self.simple.contains(methods[$0]) }
        let candidates = models.isEmpty ? measured : models
        guard let least = candidates.map({ errors[$0] }).min() else {
            // Nothing came to measure by.
            let models = methods.indices.filter { !Self.simple.contains(methods[$0]) }
            members = models.isEmpty ? Array(methods.indices) : models
            return
        }
        members = candidates.filter { errors[$0] <= Self.most * least }
    }

    /// The member that is the forecast alone; nil where it is the median.
    static func single(errors: [Double], methods: [String], median: Double) -> Int? {
        // What ended by the errors here is better here than elsewhere.
        let models = errors.indices.filter { errors[$0].isFinite && methods[$0] != TrainMethod.network.rawValue }
        guard median.isFinite, let best = models.min(by: { errors[$0] < errors[$1] }) else { return nil }
        return errors[best] < part * median ? best : nil
    }

    private static let level = 0.01

    /// Whether a baseline's errors at the origins are smaller than the median's by the test of Diebold and Mariano; with fewer than
    /// ten origins that cannot be told.
    static func isBetter(_ errors: [Double], than median: [Double], overlap: Int) -> Bool {
        let pairs = zip(errors, median).filter { !$0.isNaN && !$1.isNaN }
        guard pairs.count >= DieboldMarianoTest.fewestOrigins,
            let test = DieboldMarianoTest(pairs.map(\.0), pairs.map(\.1), overlap: overlap)
        else { return false }
        return test.statistic < 0 && test.probability < level
    }
}

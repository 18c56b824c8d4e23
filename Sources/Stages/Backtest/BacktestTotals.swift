/// What there is to say of the plans of all parts of a file together.
struct BacktestTotals {
    /// How many series a note names.
    private static let mostNamed = 5

    private var horizon = 0
    private var seasons: Set<Int> = []
    private(set) var seriesCount = 0
    private(set) var originCount = 0
    /// Which of the values forecast the model has seen in training, of the first series that have such, and of how many more.
    private var seenRows: [String] = []
    private var moreSeenCount = 0

    /// Takes in the plan of the next part.
    mutating func add(_ plan: BacktestPlan) {
        add(
            horizon: plan.horizon, seasons: plan.parts.map(\.season), originCount: plan.originCount,
            seenRows: plan.seenRows)
    }

    /// Takes in the plan of a long series.
    mutating func add(_ plan: LongBacktestPlan) {
        add(
            horizon: plan.horizon, seasons: [plan.season], originCount: plan.origins.count,
            seenRows: [plan.seen].compactMap(\.self))
    }

    /// Takes in the plan of series that have these seasons.
    private mutating func add(horizon: Int, seasons: [Int], originCount: Int, seenRows seen: [String]) {
        self.horizon = horizon
        self.seasons.formUnion(seasons)
        seriesCount += seasons.count
        self.originCount += originCount
        let named = seen.prefix(Self.mostNamed - seenRows.count)
        seenRows += named
        moreSeenCount += seen.count - named.count
    }

    /// What is to be said of values of the file at `path` that the model has seen; nil where it has seen none.
    func noteOfSeenRows(of path: String) -> String? {
        guard !seenRows.isEmpty else { return nil }
        let named = seenRows + (moreSeenCount > 0 ? ["rows of \(moreSeenCount) more series"] : [])
        return "\(path): the model has learnt from \(named.joined(separator: "; ")), which are forecast here: their "
            + "errors do not tell how good it is on new values; train with --test"
    }
}

extension BacktestTotals: CustomStringConvertible {
    /// What was forecast, in a line.
    var description: String {
        let seasons = seasons.sorted().map(String.init).joined(separator: " or ")
        let origins = "\(originCount) origin\(originCount == 1 ? "" : "s")"
        let series = seriesCount == 1 ? "" : " of \(seriesCount) series"
        return "\(origins)\(series), \(horizon) step\(horizon == 1 ? "" : "s") each; season: \(seasons)"
    }
}

/// The last season, again and again; until one is over, the last value.
struct SeasonalNaiveModel: StatisticalModel {
    private let season: Int
    /// The last values, that of row r at the place r modulo the season.
    private var past: [Double] = []
    private var count = 0

    init(season: Int) {
        precondition(season >= 1, "a season of \(season) steps")
        self.season = season
    }

    mutating func read(_ value: Double) {
        if past.count < season { past.append(value) } else { past[count % season] = value }
        count += 1
    }

    func forecast(horizon: Int) -> [Double] {
        guard past.count == season else { return Array(repeating: past.last ?? 0, count: horizon) }
        return (0..<horizon).map { past[(count + $0) % season] }
    }
}

extension SeasonalFigure {
    /// The figure of a history that has a season by the competition's test: multiplicative, or additive where values are not above 0;
    /// nil for none.
    package static func tested(_ history: [Double], season: Int) -> SeasonalFigure? {
        guard SeasonalityTest.isSeasonal(history, season: season) else { return nil }
        return SeasonalFigure(of: history, season: season, kind: .multiplicative)
            ?? SeasonalFigure(of: history, season: season, kind: .additive)
    }
}

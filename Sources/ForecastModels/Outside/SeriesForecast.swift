/// What a model forecasts of one target of one series.
public struct SeriesForecast: Sendable {
    /// What the series is called; empty where it is the only one.
    public let series: String
    /// The column that is forecast.
    public let target: String
    /// The number of the first step that is forecast, that of the first row being 0.
    public let firstStep: Int
    /// The time of each step, as the rows write times; empty where it is not known.
    public let times: [String]
    /// What is forecast of each step.
    public let points: [ForecastPoint]

    /// The values expected, one a step.
    public var predictions: [Double] { points.map(\.prediction) }
}

/// Where the rows of forecasts go.
protocol ForecastOutput: AnyObject {
    /// Adds a row, unless the stage was asked to stop.
    func add(_ row: ForecastRow) throws

    /// Ends the stage if it was asked to stop.
    func throwIfStopped() throws(Stopped)
}

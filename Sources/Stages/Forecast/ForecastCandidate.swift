import Forecasting

/// A recipe that `forecast` tries.
struct ForecastCandidate: Equatable {
    /// By which it is known: the name of its directory.
    let name: String
    /// The options of `train` that make it, besides those that all have.
    let options: [(name: String, value: String)]

    static func == (a: ForecastCandidate, b: ForecastCandidate) -> Bool { a.name == b.name }

    private init(_ name: String, _ method: StatisticalMethod, seasons: [Int] = [1], logarithm: Bool = false) {
        self.name = name
        let season = seasons.filter { $0 > 1 }
        options =
            [("method", method.rawValue)]
            + (method.mostSeasons > 0
                ? [("season", season.isEmpty ? "1" : season.map(String.init).joined(separator: ","))] : [])
            + (logarithm ? [("transform", "log1p")] : [])
    }

    /// What is tried on data of some kind, the most promising first.
    static func all(_ data: ForecastData) -> [ForecastCandidate] {
        let (seasons, first) = (data.seasons, Array(data.seasons.prefix(1)))
        let isSeasonal = !seasons.isEmpty
        var list: [ForecastCandidate] = []
        list.append(.init("seasonal-naive", .seasonalNaive, seasons: first))
        if !isSeasonal { list = [.init("naive", .naive)] }
        list.append(.init("autoregression", .autoregression, seasons: first))
        list.append(.init("smoothing", .seasonalSmoothing, seasons: seasons))
        list.append(.init("theta", .theta, seasons: first))
        list.append(.init("ets", .ets, seasons: first))
        list.append(.init("harmonic", .harmonic, seasons: first))
        if data.isIntermittent {
            list += [.init("croston", .croston), .init("sba", .sba), .init("tsb", .tsb)]
        }
        if data.isPositive {
            list.append(.init("autoregression-log", .autoregression, seasons: first, logarithm: true))
            list.append(.init("smoothing-log", .seasonalSmoothing, seasons: seasons, logarithm: true))
        }
        list.append(.init("optimised-theta", .optimisedTheta, seasons: first))
        if data.isPositive {
            list.append(.init("harmonic-log", .harmonic, seasons: first, logarithm: true))
            list.append(.init("ets-log", .ets, seasons: first, logarithm: true))
        }
        if seasons.count > 1 {
            let second = [seasons[1]]
            list.append(.init("smoothing-short", .seasonalSmoothing, seasons: first))
            list.append(.init("seasonal-naive-long", .seasonalNaive, seasons: second))
            list.append(.init("autoregression-long", .autoregression, seasons: second))
            list.append(.init("harmonic-long", .harmonic, seasons: second))
            list.append(.init("smoothing-long", .seasonalSmoothing, seasons: second))
            if data.isPositive {
                list.append(.init("autoregression-long-log", .autoregression, seasons: second, logarithm: true))
            }
        }
        if isSeasonal {
            list.append(.init("naive2", .naive2, seasons: first))
            list.append(.init("autoregression-plain", .autoregression))
            list.append(.init("smoothing-plain", .seasonalSmoothing))
            list.append(.init("ets-plain", .ets))
            list.append(.init("naive", .naive))
        }
        list.append(.init("drift", .drift))
        if isSeasonal, data.isPositive {
            list.append(.init("autoregression-plain-log", .autoregression, logarithm: true))
            list.append(.init("smoothing-plain-log", .seasonalSmoothing, logarithm: true))
        }
        return list
    }
}

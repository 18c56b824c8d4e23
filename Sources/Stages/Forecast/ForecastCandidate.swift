import Forecasting

/// A recipe that `forecast` tries.
struct ForecastCandidate: Equatable {
    /// By which it is known: the name of its directory.
    let name: String
    /// The options of `train` that make it, besides those that all have.
    let options: [(name: String, value: String)]
    /// Whether it is trained, and not fitted.
    let isNetwork: Bool

    static func == (a: ForecastCandidate, b: ForecastCandidate) -> Bool { a.name == b.name }

    private init(_ name: String, _ method: StatisticalMethod, seasons: [Int] = [1], logarithm: Bool = false) {
        self.name = name
        isNetwork = false
        let season = seasons.filter { $0 > 1 }
        options =
            [("method", method.rawValue)]
            + (method.mostSeasons > 0
                ? [("season", season.isEmpty ? "1" : season.map(String.init).joined(separator: ","))] : [])
            + (logarithm ? [("transform", "log1p")] : [])
    }

    /// The network that was trained in advance.
    private init(pretrainedWith seasons: [Int]) {
        name = TrainMethod.pretrained.rawValue
        isNetwork = false
        options = [("method", name), ("season", String(seasons.first ?? 1))]
    }

    /// A small network: 2,000 updates at most, which end by the errors on the validation part.
    private init(network name: String, _ transforms: [String], lookback: Int, seed: UInt64) {
        self.name = name
        isNetwork = true
        let changes: [(name: String, value: String)] = transforms.map { (name: "transform", value: $0) }
        let training: [(name: String, value: String)] = [
            ("sampling", "windows"), ("lookback", String(lookback)), ("batch-size", "16"), ("windows-per-epoch", "320"),
            ("cell", "gru"), ("hidden-size", "32"), ("learning-rate", "0.003"), ("clip-norm", "1"), ("epochs", "100"),
            ("patience", "15"), ("quiet", "true"), ("seed", String(seed)),
        ]
        options = changes + training
    }

    /// Networks on seasonal differences, where there is enough to learn.
    private static func networks(_ data: ForecastData, _ split: ForecastSplit, seed: UInt64) -> [ForecastCandidate] {
        // A year of days is not differenced.
        let season = data.seasons.first.map { $0 <= 60 ? $0 : 1 } ?? 1
        let lookback = max(8, min(max(2 * season, 24), 96, split.learnt / 4))
        guard data.counts.count == 1, split.learnt >= 60, split.learnt >= season + lookback + split.horizon + 16 else {
            return []
        }
        let difference = season > 1 ? "seasonal-difference:\(season)" : "difference"
        let plain = ForecastCandidate(network: "network", [difference], lookback: lookback, seed: seed)
        guard data.isPositive else { return [plain] }
        let logarithm = ForecastCandidate(
            network: "network-log", ["log1p", difference], lookback: lookback, seed: seed)
        return [plain, logarithm]
    }

    /// Whether its training says how far off it is: a statistical model's does.
    var saysError: Bool { options.contains { $0.name == "method" && StatisticalMethod(rawValue: $0.value) != nil } }

    /// What is tried on data of some kind, the most promising first.
    static func all(_ data: ForecastData, _ split: ForecastSplit, seed: UInt64) -> [ForecastCandidate] {
        // Two of a season are learnt from, or it is left out.
        let seasons = data.seasons.filter { 2 * $0 <= split.learnt }
        let first = Array(seasons.prefix(1))
        let isSeasonal = !seasons.isEmpty
        var list: [ForecastCandidate] = []
        list.append(.init("seasonal-naive", .seasonalNaive, seasons: first))
        if !isSeasonal { list = [.init("naive", .naive)] }
        list.append(.init(pretrainedWith: first))
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
        list += networks(data, split, seed: seed)
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
            // What leaves the season out loses more than it gains, but for the simplest.
            list.append(.init("naive2", .naive2, seasons: first))
            list.append(.init("naive", .naive))
        }
        list.append(.init("drift", .drift))
        return list
    }
}

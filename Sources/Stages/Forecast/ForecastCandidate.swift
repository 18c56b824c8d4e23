import Forecasting

/// A recipe that `forecast` tries.
struct ForecastCandidate: Equatable {
    /// By which it is known: the name of its directory.
    let name: String
    /// The options of `train` that make it, besides those that all have.
    let options: [(name: String, value: String)]
    /// Whether it is trained, and not fitted.
    let isNetwork: Bool

    /// The options by which it is made on all rows: of a network with the epochs that did best when it was tried.
    var fitOptions: [(name: String, value: String)] {
        guard isNetwork else { return options }
        return options.filter { !["epochs", "patience", "stop-by"].contains($0.name) }
            + [("epochs-like", "candidates/\(name)")]
    }

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

    /// A network, which ends by the errors on the validation part.
    private init(network name: String, _ transforms: [String], lookback: Int, _ own: [(String, String)], seed: UInt64) {
        self.name = name
        isNetwork = true
        let changes: [(name: String, value: String)] = transforms.map { (name: "transform", value: $0) }
        let training: [(name: String, value: String)] = [
            ("lookback", String(lookback)), ("cell", "gru"), ("learning-rate", "0.003"), ("clip-norm", "1"),
            ("epochs", "100"), ("patience", "15"), ("stop-by", "mase"), ("quiet", "true"), ("seed", String(seed)),
        ]
        options = changes + own.map { (name: $0.0, value: $0.1) } + training
    }

    /// Small networks on seasonal differences, 2,000 updates at most, where there is enough to learn: of a single series, or of many
    /// together, each in its own scale; and one that reads windows in segments, where a series is long.
    private static func networks(_ data: ForecastData, _ split: ForecastSplit, seed: UInt64) -> [ForecastCandidate] {
        // A year of days is not differenced.
        let season = data.seasons.first.map { $0 <= 60 ? $0 : 1 } ?? 1
        let isPanel = data.counts.count > 1
        let lookback = max(8, min(max(2 * season, 24), 96, split.learnt / 4))
        let isEnough =
            isPanel
            ? data.counts.count >= fewestOfPanel && split.learnt * data.counts.count >= 500 : split.learnt >= 60
        guard isEnough, split.learnt >= season + lookback + split.horizon + 16 else { return [] }
        let difference = season > 1 ? "seasonal-difference:\(season)" : "difference"
        let small = [
            ("sampling", "windows"), ("batch-size", isPanel ? "64" : "16"),
            ("windows-per-epoch", isPanel ? "1280" : "320"), ("hidden-size", "32"),
        ]
        var list = [ForecastCandidate(network: "network", [difference], lookback: lookback, small, seed: seed)]
        if data.isPositive {
            list.append(.init(network: "network-log", ["log1p", difference], lookback: lookback, small, seed: seed))
        }
        if data.isSmallCount {
            let counts = small + [("scale", "none"), ("loss", "negative-binomial")]
            list.append(.init(network: "network-counts", [], lookback: lookback, counts, seed: seed))
        }
        let longest = data.seasons.last ?? 1
        let segment = season > 1 ? season : 12
        let window = max(segment * 4, min(longest, 400) / segment * segment)
        if !isPanel, split.learnt >= fewestOfSegments, split.learnt >= 4 * (window + split.horizon) {
            let segments = [
                ("network", "segments"), ("segment", String(segment)), ("batch-size", "32"),
                ("windows-per-epoch", "640"), ("hidden-size", "64"), ("loss", "mae"),
            ]
            list.append(.init(network: "segments", [], lookback: window, segments, seed: seed))
        }
        return list
    }

    private static let fewestOfPanel = 5
    private static let fewestOfSegments = 1000

    /// What is tried on data of some kind, the most promising first.
    static func all(_ data: ForecastData, _ split: ForecastSplit, seed: UInt64) -> [ForecastCandidate] {
        // Two of a season are learnt from, or it is left out.
        let seasons = data.seasons.filter { 2 * $0 <= split.learnt }
        let first = Array(seasons.prefix(1))
        let isSeasonal = !seasons.isEmpty
        var list: [ForecastCandidate] = []
        // The last season comes again where there is one at least; the others want two.
        let hasOne = data.usualSeason > 1 && data.usualSeason <= split.learnt
        list.append(.init("seasonal-naive", .seasonalNaive, seasons: [hasOne ? data.usualSeason : 1]))
        if !hasOne { list = [.init("naive", .naive)] }
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
        if hasOne {
            list.append(.init("naive", .naive))
        }
        if isSeasonal {
            // What leaves the season out loses more than it gains, but for the simplest.
            list.append(.init("naive2", .naive2, seasons: first))
        }
        list.append(.init("drift", .drift))
        return list
    }
}

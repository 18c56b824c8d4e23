/// The times of a job over all rounds, as they are written to JSON.
struct Result: Codable {
    let name: String
    let median: Double
    let least: Double
    let most: Double
    /// At the median time.
    let rate: Double?
    let rateUnit: String
    /// The median over the rounds of what `comparedWith` is compared by.
    let ratio: Double?
    let comparedWith: String
    let megabytes: Double?
}

func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? .nan : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}

extension Job {
    /// Sums up what was measured of all jobs, one measurement a round, by their names.
    func result(of measurements: [String: [Measurement]], jobs: [Job]) -> Result {
        let own = measurements[name, default: []]
        let times = own.map(\.seconds)
        let middle = median(times)
        var (ratio, comparedWith): (Double?, String) = (nil, "")
        switch comparison {
        case .time(let other):
            ratio = median(zip(times, measurements[other, default: []]).map { $0 / $1.seconds })
            comparedWith = "times \(other)"
        case .rate(let other):
            let otherWork = jobs.first { $0.name == other }?.work ?? .nan
            ratio = median(zip(times, measurements[other, default: []]).map { work / $0 / (otherWork / $1.seconds) })
            comparedWith = "of \(other)"
        case nil: break
        }
        let megabytes = own.compactMap(\.megabytes)
        return Result(
            name: name, median: middle, least: times.min() ?? .nan, most: times.max() ?? .nan,
            rate: work > 0 ? work / middle : nil, rateUnit: rateUnit, ratio: ratio, comparedWith: comparedWith,
            megabytes: megabytes.isEmpty ? nil : median(megabytes))
    }
}

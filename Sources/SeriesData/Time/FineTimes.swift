/// What stands behind the millionths of a second in the times of a column, which a Double does not hold.
enum FineTimes: Equatable, Sendable {
    case none
    /// All have the same.
    case common(Int)
    /// For each moment, in ascending order.
    case each(moments: [Double], rests: [UInt16])

    /// From the moments of rows, in any order, and the billionths behind the millionths of a second of each.
    init(_ moments: [Double], _ rests: [UInt16]) {
        guard let first = zip(moments, rests).first(where: { !$0.0.isNaN })?.1 else {
            self = .none
            return
        }
        if zip(moments, rests).allSatisfy({ $0.0.isNaN || $0.1 == first }) {
            self = .common(Int(first))
            return
        }
        let order = moments.indices.filter { !moments[$0].isNaN }.sorted { moments[$0] < moments[$1] }
        self = .each(moments: order.map { moments[$0] }, rests: order.map { rests[$0] })
    }

    /// The billionths of a moment; of one between rows and after them, those of the row before.
    func rest(at moment: Double) -> Int {
        switch self {
        case .none: return 0
        case .common(let rest): return rest
        case .each(let moments, let rests):
            var (low, high) = (0, moments.count)
            while low < high {
                let middle = (low + high) / 2
                if moments[middle] <= moment { low = middle + 1 } else { high = middle }
            }
            return Int(rests[max(0, low - 1)])
        }
    }
}

/// From when on the clock of a column has a zone.
struct ZoneChange: Equatable, Sendable {
    let moment: Double
    /// As it is written.
    let zone: String
    let offset: Double
}

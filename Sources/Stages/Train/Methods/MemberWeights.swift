#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How much each member of a combination counts, by its errors.
///
/// Formula: of each series the ``most`` members with the smallest errors ē count, by (ē₁/ē)^``power``, ē₁ the smallest; then a part of
/// ``shrinkage`` is shared out evenly among them. With many series the ē of one is the mean of its own and of that over all, by
/// n/(n + 10) for n origins.
///
/// Source: J. Bates, C. Granger, “The Combination of Forecasts”, 1969; towards equal weights after F. Diebold, P. Pauly, “The Use of Prior
/// Information in Forecast Combination”, 1990.
struct MemberWeights {
    static let most = 4
    static let power = 5.0
    static let shrinkage = 0.1

    /// By series and member.
    let weights: [[Double]]

    /// - Parameter errors: By series, member and origin; missing ones (NaN) are passed over.
    init(_ errors: [[[Double]]]) {
        func mean(_ values: [Double]) -> Double {
            let present = values.filter(\.isFinite)
            return present.isEmpty ? .infinity : present.reduce(0, +) / Double(present.count)
        }
        let own = errors.map { $0.map(mean) }
        let memberCount = errors.first?.count ?? 0
        let all = (0..<memberCount).map { member in mean(own.map { $0[member] }) }
        weights = errors.indices.map { series in
            let origins = Double(errors[series].map { $0.count(where: \.isFinite) }.max() ?? 0)
            let part = errors.count == 1 ? 1 : origins / (origins + 10)
            let means = zip(own[series], all).map { own, all in
                own.isFinite ? part * own + (1 - part) * all : errors.count == 1 ? own : all
            }
            return Self.weights(means)
        }
    }

    private static func weights(_ errors: [Double]) -> [Double] {
        let order = errors.indices.filter { errors[$0].isFinite }.sorted { (errors[$0], $0) < (errors[$1], $1) }
        let chosen = order.prefix(most)
        guard let best = chosen.first else { return errors.map { _ in 1 / Double(errors.count) } }
        // So that a forecast without errors leaves something to divide.
        let floor = 1e-9
        var raw = errors.map { _ in 0.0 }
        for index in chosen { raw[index] = pow((errors[best] + floor) / (errors[index] + floor), power) }
        let sum = raw.reduce(0, +)
        return raw.indices.map { index in
            guard chosen.contains(index) else { return 0 }
            return (1 - shrinkage) * raw[index] / sum + shrinkage / Double(chosen.count)
        }
    }
}

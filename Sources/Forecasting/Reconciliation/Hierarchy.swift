import Texts

/// Which series are sums of others.
package struct Hierarchy: Equatable, Sendable {
    /// What is wrong with sums.
    package enum Problem: Error, Equatable, Sendable {
        /// A series is a sum twice.
        case twice(String)
        /// A series is a sum of itself, over others or not.
        case circle(String)
        /// A series is counted twice in a sum.
        case countedTwice(series: String, sum: String)
    }

    /// All series: those that are sums, in the order given, then the others.
    package let names: [String]
    /// How many of them are sums.
    package let sumCount: Int
    /// By sum, the places of the series that it is a sum of, as given.
    package let parts: [[Int]]
    /// By series, 1 for each series at the bottom that it holds: S, its last rows the identity.
    package let matrix: [[Double]]

    /// - Throws: ``Problem``.
    package init(_ sums: [(total: String, parts: [String])]) throws(Problem) {
        var names: [String] = []
        for sum in sums {
            if names.has(sum.total) { throw .twice(sum.total) }
            names.append(sum.total)
        }
        sumCount = names.count
        for part in sums.flatMap(\.parts) where !names.has(part) { names.append(part) }
        var places = ByteDictionary<Int>()
        for (place, name) in names.enumerated() { places[name] = place }
        let parts = sums.map { $0.parts.compactMap { places[$0] } }
        let bottom = names.count - sums.count
        var rows = [[Double]?](repeating: nil, count: names.count)
        for column in 0..<bottom {
            var row = [Double](repeating: 0, count: bottom)
            row[column] = 1
            rows[sums.count + column] = row
        }
        // Those whose parts are known, until no more are found.
        var isFound = true
        while isFound {
            isFound = false
            for sum in sums.indices where rows[sum] == nil {
                let own = parts[sum].compactMap { rows[$0] }
                guard own.count == parts[sum].count else { continue }
                rows[sum] = (0..<bottom).map { column in own.reduce(0) { $0 + $1[column] } }
                isFound = true
            }
        }
        for sum in sums.indices {
            guard let row = rows[sum] else { throw .circle(names[sum]) }
            if let column = row.firstIndex(where: { $0 > 1 }) {
                throw .countedTwice(series: names[sums.count + column], sum: names[sum])
            }
        }
        self.names = names
        self.parts = parts
        matrix = rows.compactMap(\.self)
    }

    package var bottomCount: Int { names.count - sumCount }
}

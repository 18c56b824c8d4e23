/// The lines of a file that its rows begin on: one after the other, but for the jumps.
package struct RowLines: Equatable, Sendable {
    /// The rows whose line does not follow from the row before, and how far their line is ahead of them.
    private var jumps: [(row: Int, ahead: Int)] = []
    /// The header's line is the first.
    private var firstAhead = 2
    private var ahead = 2

    package init() {}

    /// Notes the line of a row; rows are added in order, and those left out stand on the lines between.
    @inline(__always)
    package mutating func add(row: Int, line: Int) {
        if line != row + ahead { jump(row: row, line: line) }
    }

    private mutating func jump(row: Int, line: Int) {
        ahead = line - row
        jumps.append((row, ahead))
    }

    /// Takes out the lines of the first `count` rows; those that come are counted from 0 again.
    mutating func take(_ count: Int) -> RowLines {
        var taken = self
        taken.jumps = jumps.filter { $0.row < count }
        firstAhead = (taken.jumps.last?.ahead ?? firstAhead) + count
        jumps = jumps.dropFirst(taken.jumps.count).map { ($0.row - count, $0.ahead + count) }
        ahead += count
        return taken
    }

    /// The line of a row, both counted from the first: row 0 is mostly on line 2.
    package func line(ofRow row: Int) -> Int {
        // The last jump that is not after the row.
        var (low, high) = (0, jumps.count)
        while low < high {
            let middle = (low + high) / 2
            if jumps[middle].row <= row { low = middle + 1 } else { high = middle }
        }
        return row + (low > 0 ? jumps[low - 1].ahead : firstAhead)
    }

    package static func == (one: RowLines, other: RowLines) -> Bool {
        one.firstAhead == other.firstAhead && one.jumps.elementsEqual(other.jumps, by: ==)
    }
}

/// The rows of a table by a code of each, codes being numbered as they come: which rows belong together.
///
/// Where the rows of each code lie together, as in most files of many series, no more is kept of them than where they begin.
package struct RowGroups {
    /// The codes that have rows, in the order of their first ones.
    package let codes: [Int]
    /// Where the rows of each of them begin among all that are put in order, and, at the end, their number.
    private let starts: [Int]
    /// The rows, those of one code after those of another; nil where they stand so already.
    private let order: [Int]?

    /// Groups the rows that have these codes, all below `count`.
    package init(_ rows: [Int], codesBelow count: Int) {
        var counts = [Int](repeating: 0, count: count)
        var (last, liesTogether) = (-1, true)
        for code in rows {
            counts[code] += 1
            // A smaller one comes again.
            if code < last { liesTogether = false }
            last = code
        }
        codes = counts.indices.filter { counts[$0] > 0 }
        var start = 0
        var ends = counts.map { count in
            defer { start += count }
            return start
        }
        starts = codes.map { ends[$0] } + [start]
        guard !liesTogether else {
            order = nil
            return
        }
        var order = [Int](repeating: 0, count: start)
        for (row, code) in rows.enumerated() {
            order[ends[code]] = row
            ends[code] += 1
        }
        self.order = order
    }

    /// One group of all rows.
    package init(ofAll rowCount: Int) {
        (codes, starts, order) = ([0], [0, rowCount], nil)
    }

    /// The rows at a place among the codes that have any, in the file's order.
    package func rows(of place: Int) -> RowPlaces {
        let range = starts[place]..<starts[place + 1]
        return order.map { .listed(Array($0[range])) } ?? .together(range)
    }
}

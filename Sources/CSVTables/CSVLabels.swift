/// The texts of a column that says which series a row belongs to.
package struct CSVLabels: Sendable {
    /// Each text once, in the order of the first rows.
    package private(set) var names: [String] = []
    /// For each row, the place of its text among the names.
    package private(set) var indices: [Int] = []
    private var places: [[UInt8]: Int] = [:]

    /// Adds the next row's cell.
    mutating func add(_ cell: UnsafeBufferPointer<UInt8>) {
        let bytes = Array(cell)
        let place = places[bytes] ?? names.count
        if place == names.count {
            places[bytes] = place
            names.append(String(decoding: cell, as: UTF8.self))
        }
        indices.append(place)
    }

    /// The same of these rows alone; the names stay.
    func kept(_ rows: [Int]) -> CSVLabels {
        var kept = self
        kept.indices = rows.map { indices[$0] }
        return kept
    }

    /// Takes out the first `count` rows; the names stay.
    mutating func take(_ count: Int) -> CSVLabels {
        var taken = self
        taken.indices = Array(indices.prefix(count))
        indices.removeFirst(count)
        return taken
    }
}

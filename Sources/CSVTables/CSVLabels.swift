/// The texts of a column that says which series a row belongs to.
package struct CSVLabels: Sendable {
    /// Each text once, in the order of the first rows.
    package private(set) var names: [String] = []
    /// For each row, the place of its text among the names.
    package private(set) var indices: [Int] = []
    private var places: [[UInt8]: Int] = [:]
    /// The text of the last row, which is often that of the next.
    private var last: [UInt8]?
    /// The first of the last rows that have one text.
    private(set) var lastStart = 0

    /// Adds the next row's cell.
    mutating func add(_ cell: UnsafeBufferPointer<UInt8>) {
        if let last, let place = indices.last, last.count == cell.count, last.elementsEqual(cell) {
            indices.append(place)
            return
        }
        let bytes = Array(cell)
        last = bytes
        lastStart = indices.count
        let place = places[bytes] ?? names.count
        if place == names.count {
            places[bytes] = place
            names.append(String(decoding: cell, as: UTF8.self))
        }
        indices.append(place)
    }

    /// The texts of several columns as one: with commas between them, in quotes where they have some.
    package static func joined(_ texts: [String]) -> String {
        guard texts.count > 1 else { return texts.first ?? "" }
        return texts.map { text in
            guard text.utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") }) else {
                return text
            }
            var quoted: [UInt8] = [UInt8(ascii: "\"")]
            for byte in text.utf8 {
                if byte == UInt8(ascii: "\"") { quoted.append(byte) }
                quoted.append(byte)
            }
            return String(decoding: quoted + [UInt8(ascii: "\"")], as: UTF8.self)
        }.joined(separator: ",")
    }

    /// The labels of rows by several columns together.
    static func combined(_ columns: [CSVLabels]) -> CSVLabels {
        guard let first = columns.first, columns.count > 1 else { return columns.first ?? CSVLabels() }
        var combined = CSVLabels()
        var places: [[Int]: Int] = [:]
        for row in first.indices.indices {
            let key = columns.map { $0.indices[row] }
            let place = places[key] ?? combined.names.count
            if place == combined.names.count {
                places[key] = place
                combined.names.append(joined(columns.map { $0.names[$0.indices[row]] }))
            }
            combined.indices.append(place)
        }
        return combined
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
        lastStart = max(0, lastStart - count)
        if indices.isEmpty { last = nil }
        return taken
    }
}

/// Lines of a table whose groups of columns have a colon between them, as CDO writes: `1 : 2020-01-01 12:00:00 0 : 285.1 : tas`.
///
/// A name of several words belongs to the one cell of its group; of several names the one above it does.
struct ColonGroups {
    private(set) var lines: [ForeignLines.Line]

    private static let colon = Array(":".utf8)

    /// Nil where the rows have no colons, or not all of them at the same places.
    init?(_ found: ForeignLines) {
        let plain = found.lines.indices.filter { !found.lines[$0].isRemark }
        guard let width = ForeignRows.width(of: plain.map { found.lines[$0] }) else { return nil }
        let rows = plain.filter { found.lines[$0].cells.count == width }
        guard rows.count > 2, let sample = rows.last else { return nil }
        let places = Self.places(found.lines[sample])
        let like = rows.filter { Self.places(found.lines[$0]) == places }
        guard !places.isEmpty, places.count * 2 < width, like.count * 10 >= plain.count * 9 else { return nil }
        let groups = Self.groups(found.lines[sample])
        let spans = found.spans(of: found.lines[sample]) ?? []
        lines = found.lines
        for index in plain {
            let own = Self.groups(found.lines[index])
            guard own.count == groups.count else { continue }
            let ownSpans = found.spans(of: found.lines[index]) ?? []
            lines[index].cells = zip(own, groups).flatMap { own, group -> [String] in
                let cells = own.map { found.lines[index].cells[$0] }
                guard group.count == 1, own.count > 1 else { return cells }
                let above = own.first { place in
                    place < ownSpans.count && group[0] < spans.count && ownSpans[place].overlaps(spans[group[0]])
                }
                // Words side by side are one name.
                let isName =
                    ownSpans.count > (own.last ?? 0)
                    && zip(own, own.dropFirst()).allSatisfy { ownSpans[$1].lowerBound - ownSpans[$0].upperBound == 1 }
                return [isName ? cells.joined(separator: " ") : above.map { found.lines[index].cells[$0] } ?? cells[0]]
            }
        }
    }

    private static func places(_ line: ForeignLines.Line) -> [Int] {
        line.cells.indices.filter { Array(line.cells[$0].utf8) == colon }
    }

    /// The places of the cells between colons.
    private static func groups(_ line: ForeignLines.Line) -> [[Int]] {
        var groups: [[Int]] = [[]]
        for place in line.cells.indices {
            if Array(line.cells[place].utf8) == colon {
                groups.append([])
            } else {
                groups[groups.count - 1].append(place)
            }
        }
        return groups
    }
}
